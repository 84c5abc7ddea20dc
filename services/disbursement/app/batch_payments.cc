#include "services/disbursement/app/batch_payments.h"

#include <memory>
#include <string>
#include <utility>

#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/create_payment.h"
#include "services/disbursement/app/group.h"

namespace cpb::disbursement::app {
namespace {

constexpr std::string_view kField = "payment.";

/// The columns of a file have the names of the fields.
std::string SubjectOf(const std::string& subject, int row) {
  if (row == 0 || !subject.starts_with(kField)) return subject;
  return "row " + std::to_string(row) + ", column " + subject.substr(kField.size());
}

void Explain(const absl::Status& status, int row, pb::RowRefusal& refusal) {
  const rpc::Explanation why = rpc::Explain(status);
  refusal.set_reason(why.reason);
  refusal.set_text_vi(why.text_vi);
  refusal.set_text_en(why.text_en);
  refusal.set_next_vi(why.next_vi);
  refusal.set_next_en(why.next_en);
  for (const refusal::Violation& violation : why.violations) {
    pb::RowRefusal::Violation& said = *refusal.add_violations();
    said.set_subject(SubjectOf(violation.subject, row));
    said.set_text_vi(violation.text_vi);
    said.set_text_en(violation.text_en);
    if (violation.limit_vnd) said.set_limit_vnd(*violation.limit_vnd);
    if (violation.actual_vnd) said.set_actual_vnd(*violation.actual_vnd);
  }
}

/// The vouchers of a batch while it is decided.
class Batch {
 public:
  Batch(const rpc::Call& call, const rpc::RequestKey& batch_key, const std::vector<BatchRow>& rows)
      : rows_{rows}, responses_(rows.size()), of_row_(rows.size()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!rows[i].fault.ok()) continue;
      rpc::RequestKey key{batch_key.caller, batch_key.request_id, /*fingerprint=*/""};
      // That it is a UUID was checked.
      const std::string& own_id = rows[i].request.request_id();
      if (!own_id.empty()) key = rpc::MakeRequestKey(call, own_id, rows[i].request).value();
      of_row_[i] = MakePaymentVoucher(call, std::move(key), rows[i].request, responses_[i]);
      vouchers_.push_back(of_row_[i].get());
    }
  }

  absl::Status Decide(storage::Session& session, bool all_or_nothing) {
    Booking booking = all_or_nothing ? Booking::kAllOrNothing : Booking::kAccepted;
    if (all_or_nothing && vouchers_.size() < rows_.size()) booking = Booking::kNothing;
    return DecideBatch(session, vouchers_, booking).status();
  }

  template <class Response>
  void Answer(Response& response) const {
    int booked = 0, refused = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      pb::PaymentResult& result = *response.add_results();
      result.set_index(static_cast<int>(i));
      result.set_row(rows_[i].row);
      const absl::Status& outcome = of_row_[i] ? of_row_[i]->outcome : rows_[i].fault;
      if (!outcome.ok()) {
        ++refused;
        Explain(outcome, rows_[i].row, *result.mutable_refusal());
      } else if (responses_[i].has_payment()) {
        ++booked;
        *result.mutable_payment() = responses_[i].payment();
        result.set_journal_position(responses_[i].journal_position());
        result.set_available_vnd(responses_[i].available_vnd());
      }
    }
    response.set_booked_count(booked);
    response.set_refused_count(refused);
  }

 private:
  const std::vector<BatchRow>& rows_;
  std::vector<pb::CreatePaymentResponse> responses_;
  std::vector<std::unique_ptr<Voucher>> of_row_;  ///< Null for rows that are wrong in themselves.
  std::vector<Voucher*> vouchers_;
};

template <class Request, class Response>
absl::Status Create(const App& app, const rpc::Call& call, const Request& request,
                    const std::vector<BatchRow>& rows, Response& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::RequestKey key, rpc::MakeRequestKey(call, request.request_id(), request));
  while (true) {
    const absl::Status status =
        rpc::Once(app.database, call, request.request_id(), request, response,
                  [&](storage::Session& session) -> absl::Status {
                    Batch batch{call, key, rows};
                    CPB_RETURN_IF_ERROR(batch.Decide(session, request.all_or_nothing()));
                    batch.Answer(response);
                    return absl::OkStatus();
                  });
    // Each turn finds at least one more id decided, so this ends.
    if (!IsDecidedMeanwhile(status)) return status;
  }
}

}  // namespace

absl::Status BatchCreatePayments(const App& app, const rpc::Call& call,
                                 const pb::BatchCreatePaymentsRequest& request,
                                 const std::vector<BatchRow>& rows,
                                 pb::BatchCreatePaymentsResponse& response) {
  return Create(app, call, request, rows, response);
}

absl::Status ImportPayments(const App& app, const rpc::Call& call, const pb::ImportPaymentsRequest& request,
                            const std::vector<BatchRow>& rows, pb::ImportPaymentsResponse& response) {
  return Create(app, call, request, rows, response);
}

}  // namespace cpb::disbursement::app
