/// Computes an allocation round: requested → approved → left by the rules → left by the envelope. Pure, and
/// the same whatever the order of its input: items are sorted by plan and item, sources by id, before
/// anything is decided.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libs/rulebook/engine.h"
#include "services/allocation/domain/terms.h"

namespace cpb::allocation {

/// Who owns a source of funds.
enum class SourceKind { kCentral, kLocal, kDonor, kEnterprise };

/// Whose appropriation pays a unit from a source: the ministry's for central and donor money, the unit's own
/// department's for local money.
std::string HolderOf(SourceKind kind, const std::string& agency);

/// What an item asks of one source.
struct SourceRequest {
  std::string source;
  SourceKind kind = SourceKind::kCentral;
  std::int64_t requested_vnd = 0;
  std::int64_t approved_vnd = 0;
};

/// One item of an approved plan.
struct Item {
  std::string plan;  ///< `plans/…`
  std::string item_id;
  std::string programme;
  int budget_year = 0;
  std::string agency;
  std::string province_code;
  std::string component_project;
  std::string activity;
  std::string establishment;
  std::int64_t eligible_cost_vnd = 0;
  std::int64_t quantity = 1;
  clock::Date event_date{};
  std::vector<SourceRequest> sources;
};

/// `{plan id}.{item id}`.
std::string BudgetLineId(const std::string& plan, const std::string& item_id);

/// One item and one source of the round.
struct Line {
  const Item* item = nullptr;  ///< Into the items given.
  std::string source;
  std::string holder;
  std::int64_t requested_vnd = 0;
  std::int64_t approved_vnd = 0;
  std::int64_t capped_vnd = 0;  ///< Left by the rules.
  std::int64_t allotted_vnd = 0;
  int rank = 0;                     ///< 0 when it has none.
  std::int64_t guaranteed_vnd = 0;  ///< Under water-filling.
  int reduced_by = -1;              ///< Envelope in Round::envelopes that reduced it; -1 when none did.
  /// What the rules said of the item; the lines of an item share it.
  std::shared_ptr<const std::vector<rulebook::Finding>> findings;
  std::string envelope_text_vi;
  std::string envelope_text_en;
};

/// An envelope, what was asked of it and what it gave. `allotted + unallotted + used before = amount`,
/// always.
struct EnvelopeUse {
  Envelope envelope;
  std::int64_t demand_vnd = 0;  ///< Left by the rules to its lines.
  std::int64_t allotted_vnd = 0;
  std::int64_t unallotted_vnd = 0;  ///< Below 0 when nothing is lowered and too little was given.
};

/// An envelope that cannot hold the guaranteed minimums.
struct GuaranteeShortage {
  Envelope envelope;
  std::int64_t minimums_vnd = 0;
};

struct ComputedRound {
  std::vector<Line> lines;             ///< By plan, item and source. Enterprises' own money makes no line.
  std::vector<EnvelopeUse> envelopes;  ///< By selector.
  std::vector<GuaranteeShortage> shortages;  ///< When there are any, nothing was shared.
};

/// `ignored_document` is left out of the history: the plans' own round, when it is computed anew.
ComputedRound ComputeRound(const rulebook::Rulebook& book, std::span<const Item> items, const Terms& terms,
                           std::span<const rulebook::Grant> history,
                           const std::string& ignored_document = "");

/// The whole way of a line, from requested to allotted.
std::string ExplainLineVi(const Line& line);
std::string ExplainLineEn(const Line& line);
/// Ids of the rules that capped or blocked it.
std::vector<std::string> CappingRules(const Line& line);

/// The item as the rules see it at allotment.
rulebook::Subject SubjectOf(const Item& item);

}  // namespace cpb::allocation
