#include "services/disbursement/app/signatures.h"

#include <optional>
#include <string>
#include <utility>

#include "libs/feed/feed.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/app/control.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/lines.h"
#include "services/disbursement/store/papers.h"

namespace cpb::disbursement::app {
namespace {

/// Locks a payment that the caller may sign now: of the own unit, prepared and signed by others, in an open
/// year.
absl::StatusOr<store::Payment> LockToSign(storage::Session& session, const rpc::Call& call,
                                          const std::string& name, PaymentStep step) {
  CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, name));
  const pb::Payment& message = payment.message;
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, message.agency(), message.name()));
  CPB_RETURN_IF_ERROR(CheckState(step, message));
  if (const auto refusal =
          CheckOtherPerson(call.signature(), message.name(),
                           {{message.preparer(), "preparation"},
                            {message.chief_accountant(), "the chief accountant's signature"}})) {
    return rpc::ToStatus(*refusal);
  }
  CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, message.amount_vnd()));
  CPB_RETURN_IF_ERROR(CheckNotDecider(session, call, message));
  CPB_RETURN_IF_ERROR(
      LockOpenYear(session, call, payment.programme, message.budget_year(), ledger::Step::kPayment));
  return payment;
}

/// What control after paying found irregular is cut from the next payment of the contract, neither less nor
/// more.
absl::Status CheckCut(storage::Session& session, const pb::Payment& payment) {
  const std::int64_t to_cut = payment.commitment().empty()
                                  ? 0
                                  : store::IrregularNotCut(session, payment.commitment(), payment.name());
  if (payment.deducted_vnd() == to_cut) return absl::OkStatus();
  return rpc::Refuse(kIrregularNotCut,
                     {{"commitment", payment.commitment().empty() ? payment.name() : payment.commitment()},
                      {"limit_vnd", refusal::FormatVnd(to_cut)},
                      {"actual_vnd", refusal::FormatVnd(payment.deducted_vnd())}});
}

/// What the rules of the payment step say of a payment with its papers, asked ahead of the unit of work; its
/// papers can still change until the signature, so that `papers` says what they were asked about.
struct PaymentJudgement {
  std::string papers;
  absl::StatusOr<rules::RuleOutcome> outcome = rules::RuleOutcome{};
};

/// Ids of the documents and the contribution of a payment: equal texts stand for equal papers.
std::string PapersOf(storage::Session& session, const std::string& payment) {
  std::string papers;
  for (const pb::PaymentDocument& document : store::DocumentsOf(session, payment))
    papers += document.name() + " ";
  if (const auto contribution = store::ContributionOf(session, payment))
    papers += contribution->SerializeAsString();
  return papers;
}

/// What is not there is left for the unit of work to refuse.
PaymentJudgement JudgePayment(const App& app, const rpc::Call& call, const std::string& name) {
  PaymentJudgement judgement;
  std::optional<rules::RuleSubject> subject;
  const absl::Status read = app.database.Read([&](storage::Session& session) -> absl::Status {
    const auto id = NumberOf("payments/", name);
    const auto payment = id ? store::FindPayment(session, *id) : std::nullopt;
    if (!payment) return absl::OkStatus();
    const pb::Payment& message = payment->message;
    const auto lines = store::FindLine(session, message.budget_line());
    if (lines.empty()) return absl::OkStatus();
    judgement.papers = PapersOf(session, name);
    const auto contribution = store::ContributionOf(session, name);
    const std::int64_t support_vnd = store::SupportPaid(session, message.budget_line(), name);
    // With a contribution the cost is what was really spent on it by all, this payment included.
    const std::int64_t cost_vnd =
        contribution ? support_vnd + message.amount_vnd() + contribution->enterprise_spent_vnd()
                     : message.amount_vnd();
    subject = SubjectOf(call, lines.back().line, message.source(), message.amount_vnd(), cost_vnd);
    subject->set_budget_year(message.budget_year());
    subject->set_earlier_vnd(support_vnd);
    subject->clear_documents();
    if (!message.commitment().empty()) {
      subject->add_documents("contract");
      subject->add_documents("commitment");
    }
    for (const pb::PaymentDocument& document : store::DocumentsOf(session, name))
      subject->add_documents(document.kind());
    return absl::OkStatus();
  });
  if (!read.ok()) {
    judgement.outcome = read;
  } else if (subject) {
    judgement.outcome = app.rules.Judge(call, rules::STEP_PAYMENT, *subject);
  }
  return judgement;
}

}  // namespace

absl::Status SignPayment(const App& app, const rpc::Call& call, const pb::SignPaymentRequest& request,
                         pb::SignPaymentResponse& response) {
  const PaymentJudgement judgement = JudgePayment(app, call, request.name());
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     CPB_ASSIGN_OR_RETURN(store::Payment payment,
                                          LockToSign(session, call, request.name(), PaymentStep::kSign));
                     pb::Payment& message = payment.message;
                     CPB_RETURN_IF_ERROR(CheckCut(session, message));
                     CPB_RETURN_IF_ERROR(judgement.outcome.status());
                     if (PapersOf(session, message.name()) != judgement.papers) {
                       return absl::AbortedError("papers came in while the rules were asked; sign again");
                     }
                     CPB_RETURN_IF_ERROR(CheckAllowed(*judgement.outcome, /*whole_amount=*/true));
                     message.mutable_findings()->MergeFrom(judgement.outcome->findings());
                     store::UpdateFindings(session, message);
                     message.set_state(pb::Payment::STATE_SIGNED);
                     message.set_chief_accountant(call.signature());
                     store::UpdatePayment(session, payment);
                     feed::Append(session, call, {{"payment.signed", message.name(), &message}});
                     *response.mutable_payment() = std::move(message);
                     return absl::OkStatus();
                   });
}

absl::Status ApprovePayment(const App& app, const rpc::Call& call, const pb::ApprovePaymentRequest& request,
                            pb::ApprovePaymentResponse& response) {
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     CPB_ASSIGN_OR_RETURN(store::Payment payment,
                                          LockToSign(session, call, request.name(), PaymentStep::kSend));
                     pb::Payment& message = payment.message;
                     std::int64_t contract_left_vnd = 0;
                     if (!message.commitment().empty()) {
                       CPB_ASSIGN_OR_RETURN(const store::Commitment commitment,
                                            LockCommitmentByName(session, message.commitment()));
                       contract_left_vnd = commitment.message.remaining_vnd();
                     }
                     message.set_control_after(MayPayFirst(FactsToControl(call, message), contract_left_vnd));
                     message.set_state(pb::Payment::STATE_SENT);
                     message.set_signer(call.signature());
                     store::UpdatePayment(session, payment);
                     feed::Append(session, call, {{"payment.sent", message.name(), &message}});
                     *response.mutable_payment() = std::move(message);
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::disbursement::app
