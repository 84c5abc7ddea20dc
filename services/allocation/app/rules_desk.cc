#include "services/allocation/app/rules_desk.h"

#include "libs/rulebook/engine.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/store/grants.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Items that name no day are judged in the middle of their year, everything else today.
clock::Date DefaultDate(const rpc::Call& call, pb::Step step, int budget_year) {
  const bool item = step == pb::STEP_PLAN_ITEM || step == pb::STEP_ALLOTMENT;
  return item ? MidYear(budget_year) : call.today;
}

void FillOutcome(const pb::RuleSubject& asked, const rulebook::Outcome& outcome, pb::RuleOutcome& message) {
  message.set_subject_id(asked.subject_id());
  for (int i = 0; i < asked.asked_size(); ++i) {
    types::v1::Funding& funding = *message.add_admissible();
    funding = asked.asked(i);
    funding.set_amount_vnd(outcome.admissible_vnd[static_cast<std::size_t>(i)]);
  }
  message.set_admissible_vnd(outcome.admissible_total_vnd);
  for (const rulebook::Finding& finding : outcome.findings)
    *message.add_findings() = ToMessage(finding, asked.subject_id());
  message.set_allowed(outcome.allowed);
}

void FillSummary(const rulebook::Rule& rule, pb::RuleSummary& summary) {
  summary.set_rule_id(rule.id);
  summary.set_title_vi(rule.title_vi);
  summary.set_title_en(rule.title_en);
  *summary.mutable_citation() = ToMessage(rule.citation);
  if (rule.valid_from) summary.set_valid_from(clock::FormatDate(*rule.valid_from));
  if (rule.valid_to) summary.set_valid_to(clock::FormatDate(*rule.valid_to));
  for (const rulebook::Step step : rule.steps) summary.add_steps(static_cast<pb::Step>(step));
  summary.set_kind(rulebook::KindName(rule.kind));
  summary.set_province_code(rule.province_code);
}

}  // namespace

absl::Status RulesDesk::Evaluate(const rpc::Call& call, const pb::EvaluateRulesRequest& request,
                                 pb::EvaluateRulesResponse& response) {
  std::vector<rulebook::Subject> subjects;
  std::vector<std::string> establishments;
  for (const pb::RuleSubject& subject : request.subjects()) {
    subjects.push_back(
        ToSubject(subject, sources_, DefaultDate(call, request.step(), subject.budget_year())));
    establishments.push_back(subject.establishment());
  }
  CPB_ASSIGN_OR_RETURN(
      const std::vector<rulebook::Grant> history,
      database_.Read([&](storage::Session& session) -> absl::StatusOr<std::vector<rulebook::Grant>> {
        return ListGrants(session, establishments);
      }));
  const auto outcomes =
      rulebook::Evaluate(book_, static_cast<rulebook::Step>(request.step()), subjects, history);
  for (int i = 0; i < request.subjects_size(); ++i) {
    FillOutcome(request.subjects(i), outcomes[static_cast<std::size_t>(i)], *response.add_outcomes());
  }
  response.set_rulebook_version(book_.version);
  return absl::OkStatus();
}

absl::Status RulesDesk::List(const pb::ListRulesRequest& request, pb::ListRulesResponse& response) {
  const auto day = clock::ParseDate(request.as_of_date());
  for (const rulebook::Rule& rule : book_.rules) {
    if (!day || rulebook::InForce(rule, *day)) FillSummary(rule, *response.add_rules());
  }
  response.set_rulebook_version(book_.version);
  return absl::OkStatus();
}

}  // namespace cpb::allocation
