/// Hand-overs of a dissolved unit's allotments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::HandOver;

/// Provinces of the two units decide who sees it.
void InsertHandOver(storage::Session& session, const HandOver& hand_over, const std::string& from_province,
                    const std::string& to_province, const std::string& created_at);
std::optional<HandOver> FindHandOver(storage::Session& session, const std::string& name, bool lock);
/// Writes state and message. `new_version` gives it another etag.
void UpdateHandOver(storage::Session& session, HandOver& hand_over, bool new_version);

/// A hand-over and the key behind which the next page begins.
struct ListedHandOver {
  HandOver hand_over;
  std::string sort_key;
};
/// Newest first; year 0 means all, an empty province all.
std::vector<ListedHandOver> ListHandOvers(storage::Session& session, int budget_year,
                                          const std::string& province_code, const std::string& after,
                                          int limit);

}  // namespace cpb::allocation
