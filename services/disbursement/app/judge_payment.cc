#include "services/disbursement/app/judge_payment.h"

#include <algorithm>
#include <optional>

#include "services/disbursement/store/commitments.h"
#include "services/disbursement/store/lines.h"
#include "services/disbursement/store/papers.h"
#include "services/disbursement/store/payments.h"

namespace cpb::disbursement::app {
namespace {

namespace pb = ::cpbudget::disbursement::v1;

std::string PapersOf(storage::Session& session, const std::string& payment) {
  std::string papers;
  for (const pb::PaymentDocument& document : store::DocumentsOf(session, payment))
    papers += document.name() + " ";
  if (const auto contribution = store::ContributionOf(session, payment))
    papers += contribution->SerializeAsString();
  return papers;
}

/// Value of the contract that it draws on; without one it is its own contract.
std::int64_t ContractValue(storage::Session& session, const pb::Payment& payment) {
  const auto id = NumberOf("commitments/", payment.commitment());
  const auto commitment = id ? store::FindCommitment(session, *id) : std::nullopt;
  return commitment ? commitment->message.contract_value_vnd() : payment.amount_vnd();
}

rules::RuleSubject SubjectOfPayment(storage::Session& session, const rpc::Call& call,
                                    const pb::BudgetLine& line, const pb::Payment& payment,
                                    std::int64_t support_vnd) {
  const std::int64_t contract_vnd = ContractValue(session, payment);
  rules::RuleSubject subject = SubjectOf(call, line, payment.source(), payment.amount_vnd(), contract_vnd);
  subject.set_budget_year(payment.budget_year());
  subject.set_earlier_vnd(support_vnd);
  // The cost is what was really spent by all, this payment included. Nothing is spent with an advance yet:
  // the contract is what will be.
  if (payment.kind() != pb::Payment::KIND_ADVANCE) {
    const auto contribution = store::ContributionOf(session, payment.name());
    subject.set_eligible_cost_vnd(support_vnd + payment.amount_vnd() +
                                  (contribution ? contribution->enterprise_spent_vnd() : 0));
  }
  subject.clear_documents();
  if (!payment.commitment().empty()) {
    subject.add_documents("contract");
    subject.add_documents("commitment");
  }
  for (const pb::PaymentDocument& document : store::DocumentsOf(session, payment.name()))
    subject.add_documents(document.kind());
  return subject;
}

}  // namespace

PaymentJudgement JudgePayment(const App& app, const rpc::Call& call, const std::string& name,
                              const std::string& request_id) {
  PaymentJudgement judgement;
  std::optional<rules::RuleSubject> subject;
  const absl::Status read = app.database.Read([&](storage::Session& session) -> absl::Status {
    const auto id = NumberOf("payments/", name);
    const auto payment = id ? store::FindPayment(session, *id) : std::nullopt;
    if (!payment || payment->message.state() != pb::Payment::STATE_PREPARED) return absl::OkStatus();
    const auto lines = store::FindLine(session, payment->message.budget_line());
    if (lines.empty()) return absl::OkStatus();
    judgement.papers = PapersOf(session, name);
    judgement.support_vnd = store::SupportGiven(session, payment->message.budget_line(), name);
    subject = SubjectOfPayment(session, call, lines.back().line, payment->message, judgement.support_vnd);
    return absl::OkStatus();
  });
  if (!read.ok()) {
    judgement.outcome = read;
  } else if (subject) {
    judgement.outcome = app.rules.Judge(call, rules::STEP_PAYMENT, *subject, request_id);
  }
  return judgement;
}

absl::Status CheckStillHolds(storage::Session& session, const pb::Payment& payment,
                             const PaymentJudgement& judgement) {
  if (PapersOf(session, payment.name()) != judgement.papers)
    return absl::AbortedError("papers came in while the rules were asked; sign again");
  const auto& findings = judgement.outcome->findings();
  // Without a figure nothing depends on what the line gave before, and its signatures need not queue up.
  if (std::none_of(findings.begin(), findings.end(), [](const auto& said) { return said.has_limit_vnd(); }))
    return absl::OkStatus();
  store::LockLineToSign(session, payment.budget_line());
  if (store::SupportGiven(session, payment.budget_line(), payment.name()) == judgement.support_vnd)
    return absl::OkStatus();
  return absl::AbortedError("other payments of the line moved while the rules were asked; sign again");
}

}  // namespace cpb::disbursement::app
