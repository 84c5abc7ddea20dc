#include "services/allocation/domain/round.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <tuple>

#include "libs/rulebook/explain.h"
#include "services/allocation/domain/sharing.h"

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

void AppendLines(const Item& item, rulebook::Outcome& outcome, std::vector<Line>& lines) {
  const auto findings = std::make_shared<const std::vector<rulebook::Finding>>(std::move(outcome.findings));
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
                     .rank = 0,
                     .guaranteed_vnd = 0,
                     .reduced_by = -1,
                     .findings = findings,
                     .envelope_text_vi = "",
                     .envelope_text_en = ""});
  }
}

LineFacts FactsOf(const Line& line) {
  const Item& item = *line.item;
  return {.source = line.source,
          .holder = line.holder,
          .component_project = item.component_project,
          .province_code = item.province_code,
          .activity = item.activity,
          .budget_line = BudgetLineId(item.plan, item.item_id)};
}

std::vector<EnvelopeUse> SortedEnvelopes(const Terms& terms) {
  std::vector<EnvelopeUse> uses;
  for (const Envelope& envelope : terms.envelopes) {
    uses.push_back({.envelope = envelope, .demand_vnd = 0, .allotted_vnd = 0, .unallotted_vnd = 0});
  }
  std::sort(uses.begin(), uses.end(), [](const EnvelopeUse& a, const EnvelopeUse& b) {
    return std::tie(a.envelope.lines, a.envelope.amount_vnd) <
           std::tie(b.envelope.lines, b.envelope.amount_vnd);
  });
  return uses;
}

/// Ranks, minimums, and the envelopes that each line lies under.
std::vector<Claim> MakeClaims(const Terms& terms, ComputedRound& round) {
  std::vector<Claim> claims;
  claims.reserve(round.lines.size());
  for (Line& line : round.lines) {
    const LineFacts facts = FactsOf(line);
    line.rank = RankOf(terms, facts);
    if (terms.method == Method::kWaterFilling) line.guaranteed_vnd = MinimumOf(terms, facts, line.capped_vnd);
    Claim claim{.demand_vnd = line.capped_vnd,
                .minimum_vnd = line.guaranteed_vnd,
                .rank = line.rank == 0 ? std::numeric_limits<int>::max() : line.rank,
                .ceilings = {}};
    for (std::size_t i = 0; i < round.envelopes.size(); ++i) {
      if (!Selects(round.envelopes[i].envelope.lines, facts)) continue;
      claim.ceilings.push_back(static_cast<int>(i));
      EnvelopeUse& use = round.envelopes[i];
      use.demand_vnd = rulebook::SaturatingAdd(use.demand_vnd, line.capped_vnd);
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

std::vector<std::int64_t> Ceilings(const ComputedRound& round) {
  std::vector<std::int64_t> ceilings;
  for (const EnvelopeUse& use : round.envelopes) {
    ceilings.push_back(use.envelope.amount_vnd - use.envelope.used_before_vnd);
    assert(ceilings.back() >= 0);
  }
  return ceilings;
}

Shares Share(Method method, const std::vector<Claim>& claims, const std::vector<std::int64_t>& ceilings) {
  switch (method) {
    case Method::kByPriority:
      return ShareByRank(claims, ceilings);
    case Method::kWaterFilling:
      return ShareByWaterFilling(claims, ceilings);
    default:
      return ShareInProportion(claims, ceilings);
  }
}

void TellWhatTheEnvelopeDid(Method method, const EnvelopeUse& use, Line& line) {
  const Envelope& envelope = use.envelope;
  const char* vi = " phân bổ theo tỷ lệ được ";
  const char* en = " in proportion ";
  if (method == Method::kByPriority) {
    vi = line.rank == 0 ? " không có thứ tự ưu tiên nên xếp sau cùng, được "
                        : " phân bổ theo thứ tự ưu tiên được ";
    en = line.rank == 0 ? " without a rank, after all ranks, " : " by rank ";
  } else if (method == Method::kWaterFilling) {
    vi = " nâng đều đến cùng một mức được ";
    en = " raised to the common level ";
  }
  line.envelope_text_vi =
      "Hạn mức (" + SelectorVi(envelope.lines) + ") là " + rulebook::DongVi(envelope.amount_vnd) +
      (envelope.used_before_vnd > 0 ? ", đã giao " + rulebook::DongVi(envelope.used_before_vnd) : "") +
      ", nhu cầu " + rulebook::DongVi(use.demand_vnd) + ";" + vi + rulebook::DongVi(line.allotted_vnd) + ".";
  line.envelope_text_en =
      "The envelope (" + SelectorEn(envelope.lines) + ") is " + rulebook::DongEn(envelope.amount_vnd) +
      (envelope.used_before_vnd > 0 ? ", given before " + rulebook::DongEn(envelope.used_before_vnd) : "") +
      ", for requests of " + rulebook::DongEn(use.demand_vnd) + ";" + en +
      rulebook::DongEn(line.allotted_vnd) + ".";
}

void ShareOut(const Terms& terms, ComputedRound& round) {
  round.envelopes = SortedEnvelopes(terms);
  const std::vector<Claim> claims = MakeClaims(terms, round);
  const std::vector<std::int64_t> ceilings = Ceilings(round);
  if (terms.method == Method::kWaterFilling) {
    for (const MinimumShortage& found : FindMinimumShortages(claims, ceilings)) {
      const auto& use = round.envelopes[static_cast<std::size_t>(found.ceiling)];
      round.shortages.push_back({.envelope = use.envelope, .minimums_vnd = found.minimums_vnd});
    }
    if (!round.shortages.empty()) return;
  }
  if (terms.method != Method::kAsRequested) {
    const Shares shares = Share(terms.method, claims, ceilings);
    for (std::size_t i = 0; i < claims.size(); ++i) {
      Line& line = round.lines[i];
      line.allotted_vnd = shares.given_vnd[i];
      line.reduced_by = shares.lowered_by[i];
      if (line.reduced_by < 0) continue;
      TellWhatTheEnvelopeDid(terms.method, round.envelopes[static_cast<std::size_t>(line.reduced_by)], line);
    }
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    for (const int c : claims[i].ceilings) {
      EnvelopeUse& use = round.envelopes[static_cast<std::size_t>(c)];
      use.allotted_vnd = rulebook::SaturatingAdd(use.allotted_vnd, round.lines[i].allotted_vnd);
    }
  }
  for (std::size_t c = 0; c < ceilings.size(); ++c) {
    round.envelopes[c].unallotted_vnd = ceilings[c] - round.envelopes[c].allotted_vnd;
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

ComputedRound ComputeRound(const rulebook::Rulebook& book, std::span<const Item> items, const Terms& terms,
                           std::span<const rulebook::Grant> history, const std::string& ignored_document) {
  const std::vector<const Item*> sorted = Sorted(items);
  std::vector<rulebook::Subject> subjects;
  subjects.reserve(sorted.size());
  for (const Item* item : sorted) {
    subjects.push_back(SubjectOf(*item));
    subjects.back().ignore_document = ignored_document;
  }
  auto outcomes = rulebook::Evaluate(book, rulebook::Step::kAllotment, subjects, history);

  ComputedRound round;
  for (std::size_t i = 0; i < sorted.size(); ++i) AppendLines(*sorted[i], outcomes[i], round.lines);
  ShareOut(terms, round);
  return round;
}

std::vector<std::string> CappingRules(const Line& line) {
  std::vector<std::string> rules;
  for (const rulebook::Finding& finding : *line.findings) {
    if (finding.severity >= rulebook::Severity::kCap) rules.push_back(finding.rule_id);
  }
  return rules;
}

std::string ExplainLineVi(const Line& line) {
  std::string text = "Đề nghị " + rulebook::DongVi(line.requested_vnd) + "; kế hoạch được duyệt " +
                     rulebook::DongVi(line.approved_vnd) + "; ";
  text += line.capped_vnd == line.approved_vnd
              ? "quy định giữ nguyên"
              : "theo " + rulebook::Join(CappingRules(line)) + " còn " + rulebook::DongVi(line.capped_vnd);
  if (line.guaranteed_vnd > 0) text += "; mức tối thiểu bảo đảm " + rulebook::DongVi(line.guaranteed_vnd);
  text += "; phân bổ " + rulebook::DongVi(line.allotted_vnd) + ".";
  return line.envelope_text_vi.empty() ? text : text + " " + line.envelope_text_vi;
}

std::string ExplainLineEn(const Line& line) {
  std::string text = "Requested " + rulebook::DongEn(line.requested_vnd) + "; approved in the plan " +
                     rulebook::DongEn(line.approved_vnd) + "; ";
  text += line.capped_vnd == line.approved_vnd ? "left as it is by the rules"
                                               : "lowered by " + rulebook::Join(CappingRules(line)) + " to " +
                                                     rulebook::DongEn(line.capped_vnd);
  if (line.guaranteed_vnd > 0) text += "; guaranteed minimum " + rulebook::DongEn(line.guaranteed_vnd);
  text += "; allotted " + rulebook::DongEn(line.allotted_vnd) + ".";
  return line.envelope_text_en.empty() ? text : text + " " + line.envelope_text_en;
}

}  // namespace cpb::allocation
