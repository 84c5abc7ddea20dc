#include "services/disbursement/app/proposals.h"

#include <utility>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/outcomes.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/proposals.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

/// Locks a payment of unknown outcome, with its open proposal, in an open year.
absl::StatusOr<store::Payment> LockUnknown(storage::Session& session, const rpc::Call& call,
                                           const std::string& name) {
  CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, name));
  CPB_RETURN_IF_ERROR(CheckState(PaymentStep::kPropose, payment.message));
  CPB_RETURN_IF_ERROR(CheckTreasuryPerson(session, call, payment.message));
  CPB_RETURN_IF_ERROR(
      LockOpenYear(session, call, payment.programme, payment.message.budget_year(), ledger::Step::kOutcome));
  store::ReadOpenProposal(session, payment.message);
  return payment;
}

}  // namespace

absl::Status ProposeOutcome(const App& app, const rpc::Call& call, const pb::ProposeOutcomeRequest& request,
                            pb::ProposeOutcomeResponse& response) {
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     CPB_ASSIGN_OR_RETURN(store::Payment payment, LockUnknown(session, call, request.name()));
                     pb::Payment& message = payment.message;
                     if (message.has_proposal()) {
                       return rpc::Refuse(kProposalOpen, {{"payment", message.name()},
                                                          {"proposer", message.proposal().proposer()}});
                     }
                     if (request.outcome() == pb::OUTCOME_PAID) {
                       const StatementLine said{TreasuryOutcome::kPaid, message.amount_vnd(),
                                                clock::ParseDate(request.value_date()).value()};
                       const PaymentFacts facts{PaymentState::kUnknown, message.amount_vnd(),
                                                clock::VietNamDate(store::InstantOf(message.create_time()))};
                       if (WhyNotDecided(said, facts, call.today)) {
                         return rpc::Refuse(kValueDateImpossible, {{"payment", message.name()},
                                                                   {"value_date", request.value_date()}});
                       }
                     }
                     pb::OutcomeProposal& proposal = *message.mutable_proposal();
                     proposal.set_outcome(request.outcome());
                     proposal.set_treasury_reference(request.treasury_reference());
                     proposal.set_value_date(request.value_date());
                     proposal.set_proof(request.proof());
                     proposal.set_proposer(call.signature());
                     *proposal.mutable_propose_time() = store::TimestampOf(call.now);
                     store::InsertProposal(session, message.name(), proposal);
                     store::UpdatePayment(session, payment);  // Moves the etag on.
                     feed::Append(session, call, {{"payment.outcomeProposed", message.name(), &message}});
                     *response.mutable_payment() = std::move(message);
                     return absl::OkStatus();
                   });
}

absl::Status ConfirmOutcome(const App& app, const rpc::Call& call, const pb::ConfirmOutcomeRequest& request,
                            pb::ConfirmOutcomeResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockUnknown(session, call, request.name()));
        pb::Payment& message = payment.message;
        if (!message.has_proposal()) return rpc::Refuse(kNothingProposed, {{"payment", message.name()}});
        if (message.etag() != request.etag())
          return rpc::Refuse(refusal::kEtagMismatch, {{"resource", message.name()}});
        const pb::OutcomeProposal proposal = message.proposal();
        if (const auto refusal =
                CheckOtherPerson(call.signature(), message.name(), {{proposal.proposer(), "the proposal"}})) {
          return rpc::ToStatus(*refusal);
        }
        store::DecideProposal(
            session, call, message.name(),
            request.reject() ? store::ProposalDecision::kRejected : store::ProposalDecision::kConfirmed,
            request.note());
        if (request.reject()) {
          store::UpdatePayment(session, payment);
          feed::Append(session, call, {{"payment.outcomeRejected", message.name(), &message}});
          message.clear_proposal();
          *response.mutable_payment() = std::move(message);
          return absl::OkStatus();
        }
        message.set_treasury_reference(proposal.treasury_reference());
        message.set_outcome_note(proposal.proof());
        const auto value_date = clock::ParseDate(proposal.value_date()).value_or(call.today);
        CPB_ASSIGN_OR_RETURN(
            Document document,
            Settle(session, call, payment, static_cast<TreasuryOutcome>(proposal.outcome()), value_date));
        CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session, {std::move(document)}));
        response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                   {{"payment.outcomeConfirmed", message.name(), &message},
                                                    {EventOf(message.state()), message.name(), &message}}));
        message.clear_proposal();
        *response.mutable_payment() = std::move(message);
        return absl::OkStatus();
      });
}

}  // namespace cpb::disbursement::app
