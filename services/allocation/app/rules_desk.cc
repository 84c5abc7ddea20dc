#include "services/allocation/app/rules_desk.h"

#include <algorithm>
#include <iterator>

#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "libs/rulebook/engine.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/decisions.h"
#include "services/allocation/store/decisions.h"
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

namespace {

/// The subjects as the engine takes them.
std::vector<rulebook::Subject> SubjectsOf(const rpc::Call& call, const pb::EvaluateRulesRequest& request,
                                          const Sources& sources) {
  std::vector<rulebook::Subject> subjects;
  subjects.reserve(static_cast<std::size_t>(request.subjects_size()));
  for (const pb::RuleSubject& subject : request.subjects()) {
    subjects.push_back(ToSubject(subject, sources, DefaultDate(call, request.step(), subject.budget_year())));
  }
  return subjects;
}

/// What the establishments of the subjects were granted; most payments name none.
std::vector<rulebook::Grant> HistoryOf(storage::Session& session,
                                       const std::vector<rulebook::Subject>& subjects) {
  std::vector<std::string> establishments;
  for (const rulebook::Subject& subject : subjects) {
    if (!subject.establishment.empty()) establishments.push_back(subject.establishment);
  }
  if (establishments.empty()) return {};
  return ListGrants(session, establishments);
}

/// The part of the history that one subject is judged with, and that is kept with it.
std::vector<rulebook::Grant> HistoryOfOne(const rulebook::Subject& subject,
                                          const std::vector<rulebook::Grant>& history) {
  std::vector<rulebook::Grant> own;
  std::copy_if(history.begin(), history.end(), std::back_inserter(own),
               [&](const rulebook::Grant& grant) { return grant.establishment == subject.establishment; });
  return own;
}

}  // namespace

absl::Status RulesDesk::Evaluate(const rpc::Call& call, const pb::EvaluateRulesRequest& request,
                                 pb::EvaluateRulesResponse& response) {
  if (!request.record_for().empty()) return EvaluateAndRecord(call, request, response);
  const std::vector<rulebook::Subject> subjects = SubjectsOf(call, request, sources_);
  const rulebook::Rulebook* book = nullptr;
  std::vector<rulebook::Grant> history;
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(book, rulebooks_.InForce(session, call.today));
    history = HistoryOf(session, subjects);
    return absl::OkStatus();
  }));
  const auto step = static_cast<rulebook::Step>(request.step());
  std::vector<rulebook::Outcome> outcomes;
  if (!request.independent()) outcomes = rulebook::Evaluate(*book, step, subjects, history);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    if (request.independent())
      outcomes.push_back(rulebook::Evaluate(*book, step, std::span{&subjects[i], 1}, history).front());
    *response.add_outcomes() =
        ToMessage(request.subjects(static_cast<int>(i)), outcomes[i], /*with_sentences=*/true);
  }
  response.set_rulebook_version(book->version);
  return absl::OkStatus();
}

/// The judgement is kept before it is answered: no money moves on one that nobody can compute again. What the
/// ledger then refuses was judged all the same.
absl::Status RulesDesk::EvaluateAndRecord(const rpc::Call& call, const pb::EvaluateRulesRequest& request,
                                          pb::EvaluateRulesResponse& response) {
  if (!call.Has(types::v1::ROLE_PROGRAM))
    return rpc::Refuse(refusal::kRoleMissing, {{"method", "record_for"}});
  const std::vector<rulebook::Subject> subjects = SubjectsOf(call, request, sources_);
  const auto step = static_cast<rulebook::Step>(request.step());
  return database_.Write([&](storage::Session& session) -> absl::Status {
    response.Clear();
    CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.InForce(session, call.today));
    const std::vector<rulebook::Grant> history = HistoryOf(session, subjects);
    std::vector<Decision> decisions;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      const std::vector<rulebook::Grant> own = HistoryOfOne(subjects[i], history);
      const auto outcomes = rulebook::Evaluate(*book, step, std::span{&subjects[i], 1}, own);
      const pb::RecordFor& record = request.record_for(static_cast<int>(i));
      decisions.push_back(
          MakeDecision(call, *book, step, record.document(), std::span{&subjects[i], 1}, own, outcomes));
      decisions.back().set_actor(record.actor());
      *response.add_outcomes() = ToMessage(request.subjects(static_cast<int>(i)), outcomes.front(),
                                           /*with_sentences=*/true);
    }
    InsertDecisions(session, decisions, clock::FormatInstant(call.now));
    for (const Decision& decision : decisions) response.add_decisions(decision.name());
    response.set_rulebook_version(book->version);
    return absl::OkStatus();
  });
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
