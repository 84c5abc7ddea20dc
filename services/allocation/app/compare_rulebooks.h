/// What a year's approved plans, or its decisions, would be left under two rulebooks, or as of two days.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rules.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/rulebook/engine.h"
#include "services/allocation/app/sources.h"
#include "services/allocation/store/decisions.h"

namespace cpb::allocation {

/// One side of the comparison.
struct RulebookSide {
  const rulebook::Rulebook& book;
  std::optional<clock::Date> as_of;  ///< Nothing: every item is judged on its own day.
};

/// Adds up what two sides leave of the same items. Pure.
class RulebookComparison {
 public:
  RulebookComparison(const RulebookSide& base, const RulebookSide& other);

  /// Judges what the plans requested. Establishments' history is `history` less what the plans themselves
  /// were granted.
  void AddPlans(const std::vector<cpbudget::registration::v1::Plan>& plans, const Sources& sources,
                const std::vector<rulebook::Grant>& history);
  /// Judges what was decided, at its own step and with what was known then.
  void AddDecision(const Decision& decision, const Sources& sources);

  cpbudget::allocation::v1::CompareRulebooksResponse Take();

 private:
  void Add(const cpbudget::allocation::v1::ItemComparison& place, const rulebook::Subject& subject,
           const rulebook::Outcome& before, const rulebook::Outcome& after);

  RulebookSide base_;
  RulebookSide other_;
  cpbudget::allocation::v1::CompareRulebooksResponse response_;
  std::map<std::string, cpbudget::allocation::v1::RuleComparison> rules_;
  std::vector<cpbudget::allocation::v1::ItemComparison> changed_;
};

/// Establishments of the plans' items.
std::vector<std::string> EstablishmentsOf(const std::vector<cpbudget::registration::v1::Plan>& plans);

}  // namespace cpb::allocation
