#include "services/disbursement/app/outcomes.h"

#include <utility>

#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/batches.h"
#include "services/disbursement/store/proposals.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {

using ledger::Kind;

const char* EventOf(pb::Payment::State state) {
  if (state == pb::Payment::STATE_PAID) return "payment.paid";
  return state == pb::Payment::STATE_REFUSED ? "payment.refused" : "payment.unknown";
}

absl::Status CheckTreasuryPerson(storage::Session& session, const rpc::Call& call,
                                 const pb::Payment& payment) {
  if (const auto refusal = CheckOtherPerson(call.signature(), payment.name(),
                                            {{payment.preparer(), "preparation"},
                                             {payment.chief_accountant(), "the chief accountant's signature"},
                                             {payment.signer(), "signature"}})) {
    return rpc::ToStatus(*refusal);
  }
  CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, payment.amount_vnd()));
  return CheckNotDecider(session, call, payment);
}

absl::StatusOr<Document> Settle(storage::Session& session, const rpc::Call& call, store::Payment& payment,
                                TreasuryOutcome outcome, clock::Date value_date) {
  pb::Payment& message = payment.message;
  if (message.state() == pb::Payment::STATE_UNKNOWN) store::OvertakeProposal(session, call, message.name());
  message.set_state(static_cast<pb::Payment::State>(StateAfter(outcome)));
  message.set_recorder(call.signature());
  message.set_value_date(clock::FormatDate(value_date));
  if (outcome == TreasuryOutcome::kRefused) {
    CPB_ASSIGN_OR_RETURN(Document document, ReturnMoney(session, call, payment, "refuse"));
    message.clear_value_date();
    store::UpdatePayment(session, payment);
    return document;
  }
  const bool is_advance = message.kind() == pb::Payment::KIND_ADVANCE;
  if (is_advance) message.set_open_advance_vnd(message.amount_vnd());
  store::UpdatePayment(session, payment);
  return Document{
      .kind = is_advance ? "advance" : "payment",
      .name = message.name(),
      .step = "confirm",
      .effective = ledger::EffectiveDate(message.budget_year(), value_date),
      .movements = {{payment.Account(Kind::kInPayment),
                     payment.Account(is_advance ? Kind::kAdvanced : Kind::kSpent), message.amount_vnd()}}};
}

absl::Status RecordOutcome(const App& app, const rpc::Call& call, const pb::RecordOutcomeRequest& request,
                           pb::RecordOutcomeResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, request.name()));
        pb::Payment& message = payment.message;
        CPB_RETURN_IF_ERROR(CheckState(PaymentStep::kRecord, message));
        CPB_RETURN_IF_ERROR(CheckTreasuryPerson(session, call, message));
        // What was ordered is decided by the treasury's statement, never by one person.
        if (request.outcome() != pb::OUTCOME_UNKNOWN && store::IsOrdered(session, message.name())) {
          return rpc::Refuse(kAlreadyOrdered, {{"payment", message.name()}});
        }
        if (request.outcome() == pb::OUTCOME_PAID && message.state() == pb::Payment::STATE_SENT &&
            !message.control_after()) {
          return rpc::Refuse(kControlMissing, {{"payment", message.name()}});
        }
        CPB_RETURN_IF_ERROR(
            LockOpenYear(session, call, payment.programme, message.budget_year(), ledger::Step::kOutcome));
        message.set_treasury_reference(request.treasury_reference());
        message.set_outcome_note(request.note());
        if (request.outcome() == pb::OUTCOME_UNKNOWN) {
          // Nothing moves: the money stays reserved until a statement decides.
          message.set_state(pb::Payment::STATE_UNKNOWN);
          message.set_recorder(call.signature());
          store::UpdatePayment(session, payment);
          feed::Append(session, call, {{"payment.unknown", message.name(), &message}});
        } else {
          CPB_ASSIGN_OR_RETURN(
              Document document,
              Settle(session, call, payment, static_cast<TreasuryOutcome>(request.outcome()), call.today));
          CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session, {std::move(document)}));
          response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                     {{EventOf(message.state()), message.name(), &message}}));
        }
        *response.mutable_payment() = std::move(message);
        return absl::OkStatus();
      });
}

}  // namespace cpb::disbursement::app
