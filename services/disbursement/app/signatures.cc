#include "services/disbursement/app/signatures.h"

#include <string>
#include <utility>

#include "libs/feed/feed.h"
#include "libs/rpc/request_batch.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/app/control.h"
#include "services/disbursement/app/judge_payment.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/lines.h"
#include "services/disbursement/store/papers.h"

namespace cpb::disbursement::app {
namespace {

/// How often a payment is judged anew because its papers, or its line, moved meanwhile.
constexpr int kJudgementsMax = 5;

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

}  // namespace

absl::Status SignPayment(const App& app, const rpc::Call& call, const pb::SignPaymentRequest& request,
                         pb::SignPaymentResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::RequestKey key, rpc::MakeRequestKey(call, request.request_id(), request));
  absl::Status status;
  for (int attempt = 1; attempt <= kJudgementsMax; ++attempt) {
    const PaymentJudgement judgement =
        JudgePayment(app, call, request.name(), request.validate_only() ? "" : key.request_id);
    status = rpc::Once(app.database, call, request.request_id(), request, response,
                       [&](storage::Session& session) -> absl::Status {
                         CPB_ASSIGN_OR_RETURN(store::Payment payment,
                                              LockToSign(session, call, request.name(), PaymentStep::kSign));
                         pb::Payment& message = payment.message;
                         CPB_RETURN_IF_ERROR(CheckCut(session, message));
                         CPB_RETURN_IF_ERROR(judgement.outcome.status());
                         CPB_RETURN_IF_ERROR(CheckStillHolds(session, message, judgement));
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
    if (status.code() != absl::StatusCode::kAborted) return status;
  }
  return status;
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
