/// What establishments were granted: lines of every round that was computed, and adjustments that were
/// proposed. Money that is only promised counts, so that two steps at once cannot pass a limit together.
#pragma once

#include <string>
#include <vector>

#include "libs/rulebook/subject.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

/// Grants of these establishments, in whatever province and year. Empty names are left out.
std::vector<rulebook::Grant> ListGrants(storage::Session& session,
                                        const std::vector<std::string>& establishments);

}  // namespace cpb::allocation
