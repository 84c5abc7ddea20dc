#include "libs/rulebook/engine.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <unordered_map>

#include "libs/money/money.h"
#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

bool Admits(const std::vector<std::string>& list, const std::string& text) {
  return list.empty() || std::find(list.begin(), list.end(), text) != list.end();
}

bool Counts(const Rule& rule, const std::string& source, bool enterprise) {
  return !enterprise && Admits(rule.applies_to.sources, source);
}

std::int64_t SaturatingAdd(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

clock::Date JudgedOn(Step step, const Subject& subject) {
  const clock::Date year_end{std::chrono::year{subject.budget_year}, std::chrono::month{12},
                             std::chrono::day{31}};
  const bool may_be_january = step == Step::kPayment || step == Step::kYearEnd;
  return may_be_january ? std::min(subject.event_date, year_end) : subject.event_date;
}

namespace {

using GrantsByEstablishment = std::unordered_map<std::string, std::vector<Grant>>;

bool Concerns(const Rule& rule, Step step, const Subject& subject, clock::Date day) {
  const Condition& condition = rule.applies_to;
  if (std::find(rule.steps.begin(), rule.steps.end(), step) == rule.steps.end()) return false;
  if (!InForce(rule, day)) return false;
  if (!rule.province_code.empty() && rule.province_code != subject.province_code) return false;
  if (!Admits(condition.programmes, subject.programme)) return false;
  if (!Admits(condition.component_projects, subject.component_project)) return false;
  if (!Admits(condition.activities, subject.activity)) return false;
  if (!condition.except_activities.empty() && Admits(condition.except_activities, subject.activity))
    return false;
  if (condition.budget_year_from != 0 && subject.budget_year < condition.budget_year_from) return false;
  return condition.budget_year_to == 0 || subject.budget_year <= condition.budget_year_to;
}

/// Grants of the subject's establishment, less the document that is judged anew.
std::vector<Grant> EarlierGrants(const GrantsByEstablishment& grants, const Subject& subject) {
  const auto found = grants.find(subject.establishment);
  if (subject.establishment.empty() || found == grants.end()) return {};
  if (subject.ignore_document.empty()) return found->second;
  std::vector<Grant> earlier;
  for (const Grant& grant : found->second) {
    const auto& names = grant.documents;
    if (std::find(names.begin(), names.end(), subject.ignore_document) == names.end())
      earlier.push_back(grant);
  }
  return earlier;
}

std::int64_t CountedSum(const Rule& rule, const Subject& subject, const std::vector<std::int64_t>& amounts) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (Counts(rule, subject.asked[i].source, subject.asked[i].enterprise))
      sum = SaturatingAdd(sum, amounts[i]);
  }
  return sum;
}

/// Lowers the counted amounts to `room` in all. The order of the sources in the request does not matter: the
/// split runs in the order of their ids.
void LowerTo(std::int64_t room, const Rule& rule, const Subject& subject,
             std::vector<std::int64_t>& amounts) {
  if (CountedSum(rule, subject, amounts) <= room) return;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (Counts(rule, subject.asked[i].source, subject.asked[i].enterprise)) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return subject.asked[a].source < subject.asked[b].source;
  });
  std::vector<std::int64_t> weights;
  for (const std::size_t i : order) weights.push_back(amounts[i]);
  const auto parts =
      money::SplitByLargestRemainder(*money::Vnd::FromDong(std::min(room, money::kMaxDong)), weights);
  assert(parts);  // The counted sum is above room, so not all weights are zero.
  for (std::size_t k = 0; k < order.size(); ++k) {
    assert((*parts)[k].dong() <= amounts[order[k]]);
    amounts[order[k]] = (*parts)[k].dong();
  }
}

Severity SeverityOf(const Verdict& verdict, Effect effect) {
  if (verdict.kept) return Severity::kInfo;
  if (verdict.always_blocks && effect >= Effect::kCap) return Severity::kBlock;
  switch (effect) {
    case Effect::kInfo:
      return Severity::kInfo;
    case Effect::kWarn:
      return Severity::kWarn;
    case Effect::kCap:
      return Severity::kCap;
    case Effect::kBlock:
      return Severity::kBlock;
  }
  return Severity::kBlock;
}

Finding ToFinding(const Rule& rule, const Verdict& verdict, Severity severity, clock::Date day) {
  return {.rule_id = rule.id,
          .severity = severity,
          .text_vi = ExplainVi(rule, verdict, severity, day),
          .text_en = ExplainEn(rule, verdict, severity, day),
          .citation = rule.citation,
          .limit_vnd = verdict.limit_vnd,
          .actual_vnd = verdict.actual_vnd};
}

std::vector<std::string> GroundsInForce(const std::vector<const Rule*>& rules) {
  std::vector<std::string> grounds;
  for (const Rule* rule : rules) {
    const auto* ground = std::get_if<CarryOverGround>(&rule->kind);
    if (ground != nullptr && !ground->ground.empty()) grounds.push_back(ground->ground);
  }
  return grounds;
}

Outcome EvaluateOne(const Rulebook& book, Step step, const Subject& subject,
                    const GrantsByEstablishment& grants) {
  const clock::Date day = JudgedOn(step, subject);
  std::vector<const Rule*> concerned;
  for (const Rule& rule : book.rules) {
    if (Concerns(rule, step, subject, day)) concerned.push_back(&rule);
  }
  const std::vector<std::string> grounds = GroundsInForce(concerned);
  const std::vector<Grant> earlier = EarlierGrants(grants, subject);
  std::vector<std::int64_t> asked;
  for (const Asked& part : subject.asked) asked.push_back(part.amount_vnd);

  Outcome outcome;
  outcome.admissible_vnd = asked;
  for (const Rule* rule : concerned) {
    const Facts facts{.rule = *rule,
                      .subject = subject,
                      .step = step,
                      .asked_vnd = CountedSum(*rule, subject, asked),
                      .earlier_grants = earlier,
                      .grounds = &grounds};
    const auto verdict = std::visit([&](const auto& kind) { return Check(kind, facts); }, rule->kind);
    if (!verdict) continue;
    const Severity severity = SeverityOf(*verdict, BindingEffect(*rule, day));
    if (severity == Severity::kCap) LowerTo(*verdict->room_vnd, *rule, subject, outcome.admissible_vnd);
    if (severity == Severity::kBlock) outcome.allowed = false;
    outcome.findings.push_back(ToFinding(*rule, *verdict, severity, day));
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!subject.asked[i].enterprise) {
      outcome.admissible_total_vnd = SaturatingAdd(outcome.admissible_total_vnd, outcome.admissible_vnd[i]);
    }
  }
  return outcome;
}

}  // namespace

std::vector<Outcome> Evaluate(const Rulebook& book, Step step, std::span<const Subject> subjects,
                              std::span<const Grant> history) {
  GrantsByEstablishment grants;
  for (const Grant& grant : history) grants[grant.establishment].push_back(grant);

  std::vector<Outcome> outcomes;
  outcomes.reserve(subjects.size());
  for (const Subject& subject : subjects) {
    outcomes.push_back(EvaluateOne(book, step, subject, grants));
    if (subject.establishment.empty()) continue;
    // What this subject is left with counts against the limits of those that follow.
    for (std::size_t i = 0; i < subject.asked.size(); ++i) {
      if (subject.asked[i].enterprise || outcomes.back().admissible_vnd[i] == 0) continue;
      grants[subject.establishment].push_back({.establishment = subject.establishment,
                                               .programme = subject.programme,
                                               .activity = subject.activity,
                                               .source = subject.asked[i].source,
                                               .budget_year = subject.budget_year,
                                               .amount_vnd = outcomes.back().admissible_vnd[i],
                                               .documents = {}});
    }
  }
  return outcomes;
}

}  // namespace cpb::rulebook
