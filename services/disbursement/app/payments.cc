#include "services/disbursement/app/payments.h"

#include <utility>

#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/store/proposals.h"

namespace cpb::disbursement::app {
using ledger::Kind;

absl::Status CheckState(PaymentStep step, const pb::Payment& payment) {
  if (const auto refusal =
          CheckPaymentState(step, static_cast<PaymentState>(payment.state()), payment.name())) {
    return rpc::ToStatus(*refusal);
  }
  return absl::OkStatus();
}

absl::StatusOr<store::Payment> LockPaymentByName(storage::Session& session, const std::string& name) {
  const auto id = NumberOf("payments/", name);
  auto payment = id ? store::LockPayment(session, *id) : std::nullopt;
  if (!payment) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  return *std::move(payment);
}

absl::Status CheckNotDecider(storage::Session& session, const rpc::Call& call, const pb::Payment& payment) {
  const auto lines = store::LockLines(session, {payment.budget_line()});
  const auto years = lines.find(payment.budget_line());
  if (years == lines.end()) return absl::OkStatus();
  for (const store::Line& found : years->second) {
    const pb::BudgetLine& line = found.line;
    if (line.budget_year() != payment.budget_year()) continue;
    if (const auto refusal =
            CheckNoDecider(call.signature(), line.id(), {line.deciders().begin(), line.deciders().end()})) {
      return rpc::ToStatus(*refusal);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Document> ReturnMoney(storage::Session& session, const rpc::Call& call,
                                     const store::Payment& payment, const std::string& step) {
  const pb::Payment& message = payment.message;
  Kind back_to = Kind::kAvailable;
  if (!message.commitment().empty()) {
    CPB_ASSIGN_OR_RETURN(const store::Commitment commitment,
                         LockCommitmentByName(session, message.commitment()));
    store::SetRemaining(session, commitment.message.name(),
                        commitment.message.remaining_vnd() + message.amount_vnd());
    back_to = Kind::kCommitted;
  }
  return Document{
      .kind = "payment",
      .name = message.name(),
      .step = step,
      .effective = ledger::EffectiveDate(message.budget_year(), call.today),
      .movements = {{payment.Account(Kind::kInPayment), payment.Account(back_to), message.amount_vnd()}}};
}

absl::Status CancelPayment(const App& app, const rpc::Call& call, const pb::CancelPaymentRequest& request,
                           pb::CancelPaymentResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, request.name()));
        pb::Payment& message = payment.message;
        CPB_RETURN_IF_ERROR(CheckOwnAgency(call, message.agency(), message.name()));
        CPB_RETURN_IF_ERROR(CheckState(PaymentStep::kCancel, message));
        CPB_ASSIGN_OR_RETURN(Document document, ReturnMoney(session, call, payment, "cancel"));
        CPB_RETURN_IF_ERROR(
            LockOpenYear(session, call, payment.programme, message.budget_year(), ledger::Step::kOutcome));
        CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session, {std::move(document)}));
        message.set_state(pb::Payment::STATE_CANCELLED);
        store::UpdatePayment(session, payment);
        response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                   {{"payment.cancelled", message.name(), &message}}));
        *response.mutable_payment() = std::move(message);
        return absl::OkStatus();
      });
}

absl::Status GetPayment(const App& app, const rpc::Call& call, const pb::GetPaymentRequest& request,
                        pb::GetPaymentResponse& response) {
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    const auto id = NumberOf("payments/", request.name());
    auto payment = id ? store::FindPayment(session, *id) : std::nullopt;
    if (!payment) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    CPB_RETURN_IF_ERROR(CheckMaySee(call, payment->message.agency(), request.name()));
    store::ReadOpenProposal(session, payment->message);
    *response.mutable_payment() = std::move(payment->message);
    return absl::OkStatus();
  });
}

absl::Status ListPayments(const App& app, const rpc::Call& call, const pb::ListPaymentsRequest& request,
                          pb::ListPaymentsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_ASSIGN_OR_RETURN(const std::string agency, AgencyToList(call, ""));
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    std::vector<pb::Payment> payments = store::ListPayments(session, request, agency, page);
    const bool more = payments.size() > static_cast<std::size_t>(page.size);
    if (more) payments.pop_back();
    for (pb::Payment& payment : payments) *response.add_payments() = std::move(payment);
    if (more) {
      const std::string& last = response.payments(page.size - 1).name();
      response.set_next_page_token(
          rpc::NextPageToken(call, request, std::to_string(*NumberOf("payments/", last))));
    }
    return absl::OkStatus();
  });
}

}  // namespace cpb::disbursement::app
