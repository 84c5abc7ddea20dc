#include "services/allocation/app/compare_rulebooks.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "libs/rulebook/kinds.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/decisions.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMostChanged = 500;

std::vector<Item> ItemsOf(const std::vector<cpbudget::registration::v1::Plan>& plans,
                          const Sources& sources) {
  std::vector<Item> items;
  for (const auto& plan : plans) {
    for (Item& item : ToItems(plan, sources)) items.push_back(std::move(item));
  }
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return std::tie(a.plan, a.item_id) < std::tie(b.plan, b.item_id);
  });
  return items;
}

/// What the plan requested, not what was approved, because approval already lowered it.
rulebook::Subject RequestedBy(const Item& item) {
  rulebook::Subject subject = SubjectOf(item);
  for (rulebook::Asked& asked : subject.asked) {
    for (const SourceRequest& source : item.sources) {
      if (source.source == asked.source) asked.amount_vnd = source.requested_vnd;
    }
  }
  subject.ignore_document = item.plan;
  return subject;
}

std::vector<rulebook::Outcome> Judge(std::vector<rulebook::Subject> subjects, rulebook::Step step,
                                     const std::vector<rulebook::Grant>& history, const RulebookSide& side) {
  for (rulebook::Subject& subject : subjects) {
    if (side.as_of) subject.event_date = *side.as_of;
  }
  return rulebook::Evaluate(side.book, step, subjects, history);
}

void AddTo(pb::RuleTally& tally, const rulebook::Finding& finding) {
  tally.set_items(tally.items() + 1);
  if (finding.severity == rulebook::Severity::kWarn) tally.set_warned(tally.warned() + 1);
  if (finding.severity == rulebook::Severity::kCap) tally.set_capped(tally.capped() + 1);
  if (finding.severity == rulebook::Severity::kBlock) tally.set_blocked(tally.blocked() + 1);
  if (finding.limit_vnd && finding.actual_vnd && *finding.actual_vnd > *finding.limit_vnd) {
    tally.set_above_limit_vnd(
        rulebook::SaturatingAdd(tally.above_limit_vnd(), *finding.actual_vnd - *finding.limit_vnd));
  }
}

std::int64_t LeftOf(const rulebook::Outcome& outcome) {
  return outcome.allowed ? outcome.admissible_total_vnd : 0;
}

std::int64_t AskedOf(const rulebook::Subject& subject) {
  std::int64_t sum = 0;
  for (const rulebook::Asked& asked : subject.asked) {
    if (!asked.enterprise) sum = rulebook::SaturatingAdd(sum, asked.amount_vnd);
  }
  return sum;
}

}  // namespace

std::vector<std::string> EstablishmentsOf(const std::vector<cpbudget::registration::v1::Plan>& plans) {
  std::vector<std::string> establishments;
  for (const auto& plan : plans) {
    for (const auto& item : plan.items()) establishments.push_back(item.establishment());
  }
  return establishments;
}

RulebookComparison::RulebookComparison(const RulebookSide& base, const RulebookSide& other)
    : base_{base}, other_{other} {
  response_.set_base_version(base.book.version);
  response_.set_other_version(other.book.version);
}

void RulebookComparison::Add(const pb::ItemComparison& place, const rulebook::Subject& subject,
                             const rulebook::Outcome& before, const rulebook::Outcome& after) {
  for (const auto& finding : before.findings) AddTo(*rules_[finding.rule_id].mutable_base(), finding);
  for (const auto& finding : after.findings) AddTo(*rules_[finding.rule_id].mutable_other(), finding);
  response_.set_items_count(response_.items_count() + 1);
  response_.set_requested_vnd(rulebook::SaturatingAdd(response_.requested_vnd(), AskedOf(subject)));
  response_.set_base_vnd(rulebook::SaturatingAdd(response_.base_vnd(), LeftOf(before)));
  response_.set_other_vnd(rulebook::SaturatingAdd(response_.other_vnd(), LeftOf(after)));
  if (LeftOf(before) == LeftOf(after)) return;
  pb::ItemComparison& item = changed_.emplace_back(place);
  item.set_activity(subject.activity);
  item.set_requested_vnd(AskedOf(subject));
  item.set_base_vnd(LeftOf(before));
  item.set_other_vnd(LeftOf(after));
}

void RulebookComparison::AddPlans(const std::vector<cpbudget::registration::v1::Plan>& plans,
                                  const Sources& sources, const std::vector<rulebook::Grant>& history) {
  const std::vector<Item> items = ItemsOf(plans, sources);
  std::vector<rulebook::Subject> subjects;
  subjects.reserve(items.size());
  for (const Item& item : items) subjects.push_back(RequestedBy(item));
  const auto before = Judge(subjects, rulebook::Step::kPlanItem, history, base_);
  const auto after = Judge(subjects, rulebook::Step::kPlanItem, history, other_);
  for (std::size_t i = 0; i < items.size(); ++i) {
    pb::ItemComparison place;
    place.set_plan(items[i].plan);
    place.set_item_id(items[i].item_id);
    Add(place, subjects[i], before[i], after[i]);
  }
}

void RulebookComparison::AddDecision(const Decision& decision, const Sources& sources) {
  const std::vector<rulebook::Subject> subjects = SubjectsOf(decision, sources);
  const std::vector<rulebook::Grant> history = HistoryOf(decision);
  const auto step = static_cast<rulebook::Step>(decision.step());
  const auto before = Judge(subjects, step, history, base_);
  const auto after = Judge(subjects, step, history, other_);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    pb::ItemComparison place;
    place.set_decision(decision.name());
    place.set_item_id(subjects[i].id);
    Add(place, subjects[i], before[i], after[i]);
  }
  response_.set_decisions_count(response_.decisions_count() + 1);
}

pb::CompareRulebooksResponse RulebookComparison::Take() {
  for (auto& [rule_id, comparison] : rules_) {
    comparison.set_rule_id(rule_id);
    *response_.add_rules() = std::move(comparison);
  }
  const auto Change = [](const pb::ItemComparison& item) {
    return std::abs(item.other_vnd() - item.base_vnd());
  };
  std::stable_sort(changed_.begin(), changed_.end(),
                   [&](const auto& a, const auto& b) { return Change(a) > Change(b); });
  response_.set_changed_count(static_cast<int>(changed_.size()));
  for (std::size_t i = 0; i < std::min(changed_.size(), kMostChanged); ++i)
    *response_.add_changed() = std::move(changed_[i]);
  return std::move(response_);
}

}  // namespace cpb::allocation
