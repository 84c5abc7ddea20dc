/// Computes an allocation round: requested → approved → left by the rules → left by the envelope. Pure, and
/// the same whatever the order of its input: items are sorted by plan and item, sources by id, before
/// anything is decided.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "libs/rulebook/engine.h"

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

enum class Method { kProportional, kAsRequested };

/// Ceilings by (source, holder).
using Envelopes = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// One item and one source of the round.
struct Line {
  const Item* item = nullptr;  ///< Into the items given.
  std::string source;
  std::string holder;
  std::int64_t requested_vnd = 0;
  std::int64_t approved_vnd = 0;
  std::int64_t capped_vnd = 0;
  std::int64_t allotted_vnd = 0;
  std::vector<rulebook::Finding> findings;
  std::string envelope_text_vi;
  std::string envelope_text_en;
};

/// Lines by plan, item and source. Enterprises' own money makes no line.
std::vector<Line> ComputeRound(const rulebook::Rulebook& book, std::span<const Item> items, Method method,
                               const Envelopes& envelopes, std::span<const rulebook::Grant> history);

/// The item as the rules see it at allotment.
rulebook::Subject SubjectOf(const Item& item);

}  // namespace cpb::allocation
