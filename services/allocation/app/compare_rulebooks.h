/// What a year's approved plans would be left under two rulebooks, or as of two days.
#pragma once

#include <optional>
#include <vector>

#include "cpbudget/allocation/v1/rules.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/rulebook/engine.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

/// One side of the comparison.
struct RulebookSide {
  const rulebook::Rulebook& book;
  std::optional<clock::Date> as_of;  ///< Nothing: every item is judged on its own day.
};

/// Judges what the plans requested, not what was approved, because approval already lowered it under the
/// rules of its day. Establishments' history is `history` less what the plans themselves were granted. Pure.
void CompareRulebooks(const std::vector<cpbudget::registration::v1::Plan>& plans, const Sources& sources,
                      const std::vector<rulebook::Grant>& history, const RulebookSide& base,
                      const RulebookSide& other,
                      cpbudget::allocation::v1::CompareRulebooksResponse& response);

/// Establishments of the plans' items.
std::vector<std::string> EstablishmentsOf(const std::vector<cpbudget::registration::v1::Plan>& plans);

}  // namespace cpb::allocation
