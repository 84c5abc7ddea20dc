#include "services/allocation/domain/round.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "libs/money/money.h"
#include "libs/rulebook/explain.h"

namespace cpb::allocation {
namespace {

std::vector<const Item*> Sorted(std::span<const Item> items) {
  std::vector<const Item*> sorted;
  for (const Item& item : items) sorted.push_back(&item);
  std::sort(sorted.begin(), sorted.end(), [](const Item* a, const Item* b) {
    return std::tie(a->plan, a->item_id) < std::tie(b->plan, b->item_id);
  });
  return sorted;
}

std::vector<SourceRequest> SortedSources(const Item& item) {
  std::vector<SourceRequest> sources = item.sources;
  std::sort(sources.begin(), sources.end(),
            [](const SourceRequest& a, const SourceRequest& b) { return a.source < b.source; });
  return sources;
}

void AppendLines(const Item& item, const rulebook::Outcome& outcome, std::vector<Line>& lines) {
  const std::vector<SourceRequest> sources = SortedSources(item);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].kind == SourceKind::kEnterprise) continue;
    if (sources[i].requested_vnd == 0 && sources[i].approved_vnd == 0) continue;
    const std::int64_t left = outcome.allowed ? outcome.admissible_vnd[i] : 0;
    lines.push_back({.item = &item,
                     .source = sources[i].source,
                     .holder = HolderOf(sources[i].kind, item.agency),
                     .requested_vnd = sources[i].requested_vnd,
                     .approved_vnd = sources[i].approved_vnd,
                     .capped_vnd = left,
                     .allotted_vnd = left,
                     .findings = outcome.findings,
                     .envelope_text_vi = "",
                     .envelope_text_en = ""});
  }
}

/// Lowers the lines of one source and holder to the envelope, in proportion.
void LowerToEnvelope(std::int64_t envelope, const std::vector<Line*>& lines) {
  std::int64_t sum = 0;
  std::vector<std::int64_t> weights;
  for (const Line* line : lines) {
    sum = rulebook::SaturatingAdd(sum, line->capped_vnd);
    weights.push_back(line->capped_vnd);
  }
  if (sum <= envelope) return;
  const auto parts = money::SplitByLargestRemainder(*money::Vnd::FromDong(envelope), weights);
  assert(parts);  // The sum is above the envelope, so not all weights are zero.
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = *lines[i];
    line.allotted_vnd = (*parts)[i].dong();
    assert(line.allotted_vnd <= line.capped_vnd);
    line.envelope_text_vi = "Hạn mức nguồn '" + line.source + "' của " + line.holder + " là " +
                            rulebook::DongVi(envelope) + ", nhu cầu " + rulebook::DongVi(sum) +
                            "; phân bổ theo tỷ lệ được " + rulebook::DongVi(line.allotted_vnd) + ".";
    line.envelope_text_en = "The envelope of source '" + line.source + "' of " + line.holder + " is " +
                            rulebook::DongEn(envelope) + " for requests of " + rulebook::DongEn(sum) +
                            "; in proportion " + rulebook::DongEn(line.allotted_vnd) + ".";
  }
}

}  // namespace

std::string HolderOf(SourceKind kind, const std::string& agency) {
  return kind == SourceKind::kLocal ? agency : "agencies/BCT";
}

std::string BudgetLineId(const std::string& plan, const std::string& item_id) {
  return plan.substr(plan.find('/') + 1) + "." + item_id;
}

rulebook::Subject SubjectOf(const Item& item) {
  rulebook::Subject subject;
  subject.id = item.item_id;
  subject.programme = item.programme;
  subject.budget_year = item.budget_year;
  subject.component_project = item.component_project;
  subject.activity = item.activity;
  subject.establishment = item.establishment;
  subject.province_code = item.province_code;
  subject.eligible_cost_vnd = item.eligible_cost_vnd;
  subject.quantity = item.quantity;
  subject.event_date = item.event_date;
  subject.agency = item.agency;
  for (const SourceRequest& source : SortedSources(item)) {
    subject.asked.push_back({.source = source.source,
                             .enterprise = source.kind == SourceKind::kEnterprise,
                             .amount_vnd = source.approved_vnd});
  }
  return subject;
}

std::vector<Line> ComputeRound(const rulebook::Rulebook& book, std::span<const Item> items, Method method,
                               const Envelopes& envelopes, std::span<const rulebook::Grant> history) {
  const std::vector<const Item*> sorted = Sorted(items);
  std::vector<rulebook::Subject> subjects;
  subjects.reserve(sorted.size());
  for (const Item* item : sorted) subjects.push_back(SubjectOf(*item));
  const auto outcomes = rulebook::Evaluate(book, rulebook::Step::kAllotment, subjects, history);

  std::vector<Line> lines;
  for (std::size_t i = 0; i < sorted.size(); ++i) AppendLines(*sorted[i], outcomes[i], lines);
  if (method == Method::kAsRequested) return lines;

  std::map<std::pair<std::string, std::string>, std::vector<Line*>> by_envelope;
  for (Line& line : lines) by_envelope[{line.source, line.holder}].push_back(&line);
  for (const auto& [key, members] : by_envelope) {
    const auto envelope = envelopes.find(key);
    if (envelope != envelopes.end()) LowerToEnvelope(envelope->second, members);
  }
  return lines;
}

}  // namespace cpb::allocation
