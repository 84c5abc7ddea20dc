#include "services/allocation/app/compare_rulebooks.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "libs/rulebook/kinds.h"
#include "services/allocation/app/convert.h"

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

std::vector<rulebook::Outcome> Judge(const std::vector<Item>& items,
                                     const std::vector<rulebook::Grant>& history, const RulebookSide& side) {
  std::vector<rulebook::Subject> subjects;
  subjects.reserve(items.size());
  for (const Item& item : items) {
    rulebook::Subject subject = SubjectOf(item);
    for (rulebook::Asked& asked : subject.asked) {
      for (const SourceRequest& source : item.sources) {
        if (source.source == asked.source) asked.amount_vnd = source.requested_vnd;
      }
    }
    subject.ignore_document = item.plan;
    if (side.as_of) subject.event_date = *side.as_of;
    subjects.push_back(std::move(subject));
  }
  return rulebook::Evaluate(side.book, rulebook::Step::kPlanItem, subjects, history);
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

std::int64_t RequestedOf(const Item& item) {
  std::int64_t sum = 0;
  for (const SourceRequest& source : item.sources) {
    if (source.kind != SourceKind::kEnterprise) sum = rulebook::SaturatingAdd(sum, source.requested_vnd);
  }
  return sum;
}

void FillChanged(std::vector<pb::ItemComparison>& changed, pb::CompareRulebooksResponse& response) {
  const auto Change = [](const pb::ItemComparison& item) {
    return std::abs(item.other_vnd() - item.base_vnd());
  };
  std::stable_sort(changed.begin(), changed.end(),
                   [&](const auto& a, const auto& b) { return Change(a) > Change(b); });
  response.set_changed_count(static_cast<int>(changed.size()));
  for (std::size_t i = 0; i < std::min(changed.size(), kMostChanged); ++i)
    *response.add_changed() = std::move(changed[i]);
}

}  // namespace

std::vector<std::string> EstablishmentsOf(const std::vector<cpbudget::registration::v1::Plan>& plans) {
  std::vector<std::string> establishments;
  for (const auto& plan : plans) {
    for (const auto& item : plan.items()) establishments.push_back(item.establishment());
  }
  return establishments;
}

void CompareRulebooks(const std::vector<cpbudget::registration::v1::Plan>& plans, const Sources& sources,
                      const std::vector<rulebook::Grant>& history, const RulebookSide& base,
                      const RulebookSide& other, pb::CompareRulebooksResponse& response) {
  const std::vector<Item> items = ItemsOf(plans, sources);
  const auto before = Judge(items, history, base);
  const auto after = Judge(items, history, other);

  std::map<std::string, pb::RuleComparison> rules;
  std::vector<pb::ItemComparison> changed;
  std::int64_t requested = 0, base_sum = 0, other_sum = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const auto& finding : before[i].findings) AddTo(*rules[finding.rule_id].mutable_base(), finding);
    for (const auto& finding : after[i].findings) AddTo(*rules[finding.rule_id].mutable_other(), finding);
    requested = rulebook::SaturatingAdd(requested, RequestedOf(items[i]));
    base_sum = rulebook::SaturatingAdd(base_sum, LeftOf(before[i]));
    other_sum = rulebook::SaturatingAdd(other_sum, LeftOf(after[i]));
    if (LeftOf(before[i]) == LeftOf(after[i])) continue;
    pb::ItemComparison& item = changed.emplace_back();
    item.set_plan(items[i].plan);
    item.set_item_id(items[i].item_id);
    item.set_activity(items[i].activity);
    item.set_requested_vnd(RequestedOf(items[i]));
    item.set_base_vnd(LeftOf(before[i]));
    item.set_other_vnd(LeftOf(after[i]));
  }
  response.set_base_version(base.book.version);
  response.set_other_version(other.book.version);
  response.set_items_count(static_cast<int>(items.size()));
  response.set_requested_vnd(requested);
  response.set_base_vnd(base_sum);
  response.set_other_vnd(other_sum);
  for (auto& [rule_id, comparison] : rules) {
    comparison.set_rule_id(rule_id);
    *response.add_rules() = std::move(comparison);
  }
  FillChanged(changed, response);
}

}  // namespace cpb::allocation
