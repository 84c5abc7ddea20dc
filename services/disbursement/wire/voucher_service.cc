#include "services/disbursement/wire/voucher_service.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "libs/rpc/requests.h"
#include "services/disbursement/app/batch_payments.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/wire/fields.h"
#include "services/disbursement/wire/validate.h"

namespace cpb::disbursement::wire {
namespace {

constexpr int kPaymentsMax = 1'000;
constexpr std::size_t kFileBytesMax = 1U << 20U;

absl::Status OneAtATime() {
  Fields fields;
  fields.Check(false, "payment.kind", "Tạm ứng phải lập từng khoản một.", "Advances are made one at a time.");
  return fields.ToStatus();
}

absl::Status CheckId(const std::string& id, std::set<std::string>& ids) {
  if (id.empty()) return absl::OkStatus();
  Fields fields;
  fields.Check(rpc::IsUuid(id), "request_id", "Mã yêu cầu phải là một UUID.",
               "The request id must be a UUID.");
  std::string lower = id;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  fields.Check(ids.insert(lower).second, "request_id", "Mã yêu cầu bị trùng trong lô.",
               "The request id stands twice in the batch.");
  return fields.ToStatus();
}

absl::Status CheckRow(const pb::CreatePaymentRequest& request, std::set<std::string>& ids) {
  CPB_RETURN_IF_ERROR(CheckId(request.request_id(), ids));
  CPB_RETURN_IF_ERROR(Validate(request));
  return request.payment().kind() == pb::Payment::KIND_ADVANCE ? OneAtATime() : absl::OkStatus();
}

}  // namespace

grpc::Status VoucherServiceGrpc::BatchCreatePayments(grpc::ServerContext* context,
                                                     const pb::BatchCreatePaymentsRequest* request,
                                                     pb::BatchCreatePaymentsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    Fields fields;
    fields.Check(request->requests_size() >= 1 && request->requests_size() <= kPaymentsMax, "requests",
                 "Phải có từ 1 đến 1.000 chứng từ.", "There must be 1 to 1,000 payments.");
    CPB_RETURN_IF_ERROR(fields.ToStatus());
    std::set<std::string> ids;
    std::vector<app::BatchRow> rows;
    rows.reserve(static_cast<std::size_t>(request->requests_size()));
    for (const pb::CreatePaymentRequest& one : request->requests()) {
      rows.push_back({.request = one, .row = 0, .fault = CheckRow(one, ids)});
      // Of a single call it would be part of the fingerprint; here it has no meaning.
      rows.back().request.clear_validate_only();
    }
    return app::BatchCreatePayments(app_, call, *request, rows, *response);
  });
}

grpc::Status VoucherServiceGrpc::ImportPayments(grpc::ServerContext* context,
                                                const pb::ImportPaymentsRequest* request,
                                                pb::ImportPaymentsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    Fields fields;
    fields.Check(request->csv().size() <= kFileBytesMax, "csv", "Tệp tối đa 1 MiB.",
                 "The file may have at most 1 MiB.");
    CPB_RETURN_IF_ERROR(fields.ToStatus());
    CPB_ASSIGN_OR_RETURN(std::vector<app::BatchRow> rows, app::ReadPayments(request->csv()));
    for (app::BatchRow& row : rows) {
      if (row.fault.ok()) row.fault = Validate(row.request);
    }
    return app::ImportPayments(app_, call, *request, rows, *response);
  });
}

grpc::Status CommitmentServiceGrpc::AdjustCommitment(grpc::ServerContext* context,
                                                     const pb::AdjustCommitmentRequest* request,
                                                     pb::AdjustCommitmentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    Fields fields;
    fields.Name("name", request->name(), "commitments/");
    fields.Amount("amount_vnd",
                  request->has_amount_vnd() ? std::optional{request->amount_vnd()} : std::nullopt);
    CPB_RETURN_IF_ERROR(fields.ToStatus());
    return app::AdjustCommitment(app_, call, *request, *response);
  });
}

}  // namespace cpb::disbursement::wire
