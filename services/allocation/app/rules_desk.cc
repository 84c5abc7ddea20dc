#include "services/allocation/app/rules_desk.h"

#include "libs/rulebook/engine.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/decisions.h"
#include "services/allocation/store/grants.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Items that name no day are judged in the middle of their year, everything else today.
clock::Date DefaultDate(const rpc::Call& call, pb::Step step, int budget_year) {
  const bool item = step == pb::STEP_PLAN_ITEM || step == pb::STEP_ALLOTMENT;
  return item ? MidYear(budget_year) : call.today;
}

types::v1::Severity SeverityOf(rulebook::Effect effect) {
  switch (effect) {
    case rulebook::Effect::kInfo:
      return types::v1::SEVERITY_INFO;
    case rulebook::Effect::kWarn:
      return types::v1::SEVERITY_WARN;
    case rulebook::Effect::kCap:
      return types::v1::SEVERITY_CAP;
    case rulebook::Effect::kBlock:
      break;
  }
  return types::v1::SEVERITY_BLOCK;
}

void FillSummary(const rulebook::Rule& rule, clock::Date day, pb::RuleSummary& summary) {
  summary.set_rule_id(rule.id);
  summary.set_title_vi(rule.title_vi);
  summary.set_title_en(rule.title_en);
  *summary.mutable_citation() = ToMessage(rule.citation);
  if (rule.valid_from) summary.set_valid_from(clock::FormatDate(*rule.valid_from));
  if (rule.valid_to) summary.set_valid_to(clock::FormatDate(*rule.valid_to));
  for (const rulebook::Step step : rule.steps) summary.add_steps(static_cast<pb::Step>(step));
  summary.set_kind(rulebook::KindName(rule.kind));
  summary.set_province_code(rule.province_code);
  summary.set_effect(SeverityOf(rule.effect));
  summary.set_binding(rulebook::Binds(rule, day));
  if (rule.switched_on) {
    summary.set_switched_on_from(clock::FormatDate(rule.switched_on->from));
    if (rule.switched_on->to) summary.set_switched_on_to(clock::FormatDate(*rule.switched_on->to));
    summary.set_switched_on_by(rule.switched_on->authority);
    summary.set_switched_on_decision(rule.switched_on->decision_number);
  }
  summary.set_note(rule.note);
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
  const rulebook::Rulebook* book = nullptr;
  std::vector<rulebook::Grant> history;
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(book, rulebooks_.InForce(session, call.today));
    history = ListGrants(session, establishments);
    return absl::OkStatus();
  }));
  const auto outcomes =
      rulebook::Evaluate(*book, static_cast<rulebook::Step>(request.step()), subjects, history);
  for (int i = 0; i < request.subjects_size(); ++i) {
    *response.add_outcomes() =
        ToMessage(request.subjects(i), outcomes[static_cast<std::size_t>(i)], /*with_sentences=*/true);
  }
  response.set_rulebook_version(book->version);
  return absl::OkStatus();
}

absl::Status RulesDesk::List(const rpc::Call& call, const pb::ListRulesRequest& request,
                             pb::ListRulesResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.Find(call, request.rulebook_version()));
  const auto day = clock::ParseDate(request.as_of_date());
  const std::string& instrument = rulebook::ResolveInstrument(*book, request.instrument());
  for (const rulebook::Rule& rule : book->rules) {
    if (day && !rulebook::InForce(rule, *day)) continue;
    if (!instrument.empty() && !rulebook::Cites(rule, instrument)) continue;
    FillSummary(rule, day.value_or(call.today), *response.add_rules());
  }
  response.set_rulebook_version(book->version);
  return absl::OkStatus();
}

}  // namespace cpb::allocation
