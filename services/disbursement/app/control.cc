#include "services/disbursement/app/control.h"

#include <utility>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/outcomes.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/batches.h"

namespace cpb::disbursement::app {
namespace {

/// Before paying: accepted, or refused, which returns the money.
absl::Status ControlBefore(storage::Session& session, const rpc::Call& call,
                           const pb::ControlPaymentRequest& request, store::Payment& payment,
                           pb::ControlPaymentResponse& response) {
  pb::Payment& message = payment.message;
  CPB_RETURN_IF_ERROR(CheckState(PaymentStep::kControl, message));
  if (request.irregular_vnd() != 0) return rpc::Refuse(kPaymentNotPaidYet, {{"payment", message.name()}});
  if (request.decision() == pb::ControlPaymentRequest::DECISION_REFUSE) {
    if (store::IsOrdered(session, message.name()))
      return rpc::Refuse(kAlreadyOrdered, {{"payment", message.name()}});
    message.set_outcome_note(request.note());
    CPB_ASSIGN_OR_RETURN(Document document,
                         Settle(session, call, payment, TreasuryOutcome::kRefused, call.today));
    CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session, {std::move(document)}));
    response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                               {{"payment.refused", message.name(), &message}}));
    return absl::OkStatus();
  }
  message.set_state(pb::Payment::STATE_ACCEPTED);
  store::UpdatePayment(session, payment);
  feed::Append(session, call, {{"payment.controlled", message.name(), &message}});
  return absl::OkStatus();
}

/// After paying, once: what is irregular is cut from the next payment of the contract, or paid back.
absl::Status ControlAfter(storage::Session& session, const rpc::Call& call,
                          const pb::ControlPaymentRequest& request, store::Payment& payment) {
  pb::Payment& message = payment.message;
  if (request.decision() == pb::ControlPaymentRequest::DECISION_REFUSE) {
    return CheckState(PaymentStep::kControl, message);  // Paid: what is wrong is an irregular amount.
  }
  if (request.irregular_vnd() > message.amount_vnd()) {
    return rpc::Refuse(kIrregularExceeded, {{"payment", message.name()},
                                            {"limit_vnd", refusal::FormatVnd(message.amount_vnd())}});
  }
  message.set_irregular_vnd(request.irregular_vnd());
  store::UpdatePayment(session, payment);
  feed::Append(session, call, {{"payment.controlled", message.name(), &message}});
  return absl::OkStatus();
}

}  // namespace

ControlFacts FactsToControl(const rpc::Call& call, const pb::Payment& payment) {
  return {.budget_year = payment.budget_year(),
          .on = call.today,
          .has_contract = !payment.commitment().empty(),
          .is_advance = payment.kind() == pb::Payment::KIND_ADVANCE};
}

absl::Status GetControlChecklist(const App& app, const rpc::Call& call,
                                 const pb::GetControlChecklistRequest& request,
                                 pb::GetControlChecklistResponse& response) {
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    const auto id = NumberOf("payments/", request.name());
    const auto payment = id ? store::FindPayment(session, *id) : std::nullopt;
    if (!payment) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    CPB_RETURN_IF_ERROR(CheckMaySee(call, payment->message.agency(), request.name()));
    for (const ControlCheck& check : ChecklistFor(FactsToControl(call, payment->message))) {
      pb::ControlCheck& message = *response.add_checks();
      message.set_check(std::string(check.id));
      message.set_text_vi(std::string(check.text_vi));
      message.set_text_en(std::string(check.text_en));
      message.set_citation(std::string(check.citation));
      message.set_held_by_system(check.held_by_system);
    }
    return absl::OkStatus();
  });
}

absl::Status ControlPayment(const App& app, const rpc::Call& call, const pb::ControlPaymentRequest& request,
                            pb::ControlPaymentResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, request.name()));
        pb::Payment& message = payment.message;
        const bool after = message.state() == pb::Payment::STATE_PAID && message.controller().empty();
        if (!after) CPB_RETURN_IF_ERROR(CheckState(PaymentStep::kControl, message));
        CPB_RETURN_IF_ERROR(CheckTreasuryPerson(session, call, message));
        if (request.decision() == pb::ControlPaymentRequest::DECISION_ACCEPT) {
          if (const auto refusal =
                  CheckConfirmed(message.name(), ChecklistFor(FactsToControl(call, message)),
                                 {request.confirmed_checks().begin(), request.confirmed_checks().end()})) {
            return rpc::ToStatus(*refusal);
          }
        }
        CPB_RETURN_IF_ERROR(
            LockOpenYear(session, call, payment.programme, message.budget_year(), ledger::Step::kOutcome));
        message.set_controller(call.signature());
        message.set_control_note(request.note());
        CPB_RETURN_IF_ERROR(after ? ControlAfter(session, call, request, payment)
                                  : ControlBefore(session, call, request, payment, response));
        *response.mutable_payment() = std::move(message);
        return absl::OkStatus();
      });
}

}  // namespace cpb::disbursement::app
