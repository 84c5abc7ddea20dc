#include "services/disbursement/app/batches.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/auth/token.h"
#include "libs/feed/feed.h"
#include "libs/money/money.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "libs/treasury_file/treasury_file.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/batches.h"
#include "services/disbursement/store/payments.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

constexpr std::int64_t kOrdersMax = 1'000;

/// As many of the first payments as a file can add up.
void KeepWhatAddsUp(std::vector<pb::Payment>& payments, std::int64_t& sum_vnd) {
  std::size_t fits = 0;
  for (; fits < payments.size(); ++fits) {
    if (sum_vnd > money::kMaxDong - payments[fits].amount_vnd()) break;
    sum_vnd += payments[fits].amount_vnd();
  }
  payments.resize(fits);
}

/// A line break would end the line of a file.
std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// The file; its number in the fixed layout is the first twenty hexadecimal digits of the request's id.
std::string WriteOrders(pb::FileForm form, const std::string& request_id,
                        const std::vector<pb::Payment>& payments) {
  treasury_file::Rows rows;
  for (const pb::Payment& payment : payments) {
    rows.push_back({payment.name(), std::to_string(payment.amount_vnd()), payment.agency(),
                    payment.budget_line(), OneLine(payment.payee()), payment.treasury_reference()});
  }
  if (form != pb::FILE_FORM_FIXED) return treasury_file::WriteCsv(treasury_file::kBatch, rows);
  std::string number = request_id;
  std::erase(number, '-');
  return treasury_file::WriteFixed(treasury_file::kBatch, number.substr(0, 20), rows);
}

}  // namespace

absl::Status CreateBatch(const App& app, const rpc::Call& call, const pb::CreateBatchRequest& request,
                         pb::CreateBatchResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        std::vector<pb::Payment> payments = store::LockToOrder(session, kOrdersMax);
        if (payments.empty()) return rpc::Refuse(kNothingToOrder);
        pb::Batch& batch = *response.mutable_batch();
        std::int64_t sum_vnd = 0;
        KeepWhatAddsUp(payments, sum_vnd);
        batch.set_form(request.form() == pb::FILE_FORM_FIXED ? pb::FILE_FORM_FIXED : pb::FILE_FORM_CSV);
        batch.set_content(WriteOrders(batch.form(), request.request_id(), payments));
        batch.set_signature(call.server->options().signer->SignMessage(kBatchPurpose, batch.content()));
        batch.set_orders_count(static_cast<int>(payments.size()));
        batch.set_sum_vnd(sum_vnd);
        batch.set_creator(call.signature());
        *batch.mutable_create_time() = store::TimestampOf(call.now);
        std::vector<std::int64_t> ids;
        for (const pb::Payment& payment : payments)
          ids.push_back(NumberOf("payments/", payment.name()).value());
        if (!store::InsertBatch(session, batch, ids)) {
          return absl::AbortedError("another batch is being made; send it again");
        }
        pb::Batch event = batch;
        event.clear_content();
        feed::Append(session, call, {{"batch.created", batch.name(), &event}});
        return absl::OkStatus();
      });
}

absl::Status GetBatch(const App& app, const pb::GetBatchRequest& request, pb::GetBatchResponse& response) {
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    auto batch = store::FindBatch(session, request.name());
    if (!batch) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    *response.mutable_batch() = *std::move(batch);
    return absl::OkStatus();
  });
}

}  // namespace cpb::disbursement::app
