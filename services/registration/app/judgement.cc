#include "services/registration/app/judgement.h"

#include "absl/strings/str_cat.h"
#include "libs/rpc/status.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/domain/reasons.h"

namespace cpb::registration {
namespace {

refusal::Violation ToViolation(const types::v1::Finding& finding, const std::string& item_id) {
  refusal::Violation violation{.subject = absl::StrCat("item ", item_id),
                               .text_vi = finding.text_vi(),
                               .text_en = finding.text_en(),
                               .limit_vnd = std::nullopt,
                               .actual_vnd = std::nullopt,
                               .rule_id = finding.rule_id(),
                               .citation = finding.citation().instrument()};
  if (!finding.citation().article().empty())
    absl::StrAppend(&violation.citation, " ", finding.citation().article());
  if (finding.has_limit_vnd()) violation.limit_vnd = finding.limit_vnd();
  if (finding.has_actual_vnd()) violation.actual_vnd = finding.actual_vnd();
  return violation;
}

}  // namespace

Judgement Judgement::Of(const Context& context, const rpc::Call& call, const std::string& name,
                        const std::string& etag) {
  Judgement judgement;
  const absl::StatusOr<v1::Plan> plan =
      context.database->Read([&](storage::Session& session) { return ReadPlan(session, call, name); });
  if (!plan.ok()) {
    judgement.outcomes_ = plan.status();
    return judgement;
  }
  if (plan->etag() != etag) return judgement;
  judgement.etag_ = etag;
  judgement.outcomes_ = context.rules->Evaluate(call, *plan);
  return judgement;
}

absl::StatusOr<::cpbudget::allocation::v1::EvaluateRulesResponse> Judgement::For(
    const v1::Plan& locked) const {
  if (!outcomes_.ok()) return outcomes_.status();
  if (locked.etag() != etag_) return absl::AbortedError("the plan changed while the rules were asked");
  return outcomes_;
}

absl::Status CheckNothingBlocks(const v1::Plan& plan,
                                const ::cpbudget::allocation::v1::EvaluateRulesResponse& outcomes,
                                const std::set<std::string>& spared) {
  refusal::Refusal refusal{&kRuleBlocks, {{"plan", plan.name()}}, {}};
  int blocked = 0;
  for (const auto& outcome : outcomes.outcomes()) {
    if (outcome.allowed() || spared.contains(outcome.subject_id())) continue;
    ++blocked;
    for (const auto& finding : outcome.findings()) {
      if (finding.severity() == types::v1::SEVERITY_BLOCK) {
        refusal.violations.push_back(ToViolation(finding, outcome.subject_id()));
      }
    }
  }
  if (blocked == 0) return absl::OkStatus();
  refusal.parameters["count"] = std::to_string(blocked);
  return rpc::ToStatus(refusal);
}

}  // namespace cpb::registration
