/// Decisions made with the rules.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rules.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::Decision;

/// Stores the decision and gives it its name: the document's, and its number on it.
void InsertDecision(storage::Session& session, Decision& decision, const std::string& created_at);
/// The same for decisions on documents of their own, one each, in few statements. One that repeats the last
/// decision on its document (same version, inputs and outcome) is not stored again and gets that one's name.
void InsertDecisions(storage::Session& session, std::vector<Decision>& decisions,
                     const std::string& created_at);
/// With inputs and outcomes.
std::optional<Decision> FindDecision(storage::Session& session, const std::string& name);

/// Every decision of a budget year, with inputs and outcomes, oldest first, a few at a time; and those kept
/// before the year was a column, whose year the caller looks up.
void EachDecisionOfYear(storage::Session& session, int budget_year,
                        const std::function<void(const Decision&)>& visit);

/// One row of a list.
struct ListedDecision {
  std::string sort_key;
  Decision decision;  ///< Without inputs and outcomes.
};
/// Oldest first. Empty `document` and `province_code` mean all.
std::vector<ListedDecision> ListDecisions(storage::Session& session, const std::string& document,
                                          const std::string& province_code, const std::string& after,
                                          int limit);

}  // namespace cpb::allocation
