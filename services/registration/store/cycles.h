/// Planning cycles in SQL; written once, never changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/storage/database.h"
#include "services/registration/store/messages.h"

namespace cpb::registration::store {

/// False when the programme has a cycle of that year already.
bool InsertCycle(storage::Session& session, const v1::Cycle& cycle, const std::string& actor,
                 const std::string& now);
/// Without the list of deadlines.
std::optional<v1::Cycle> FindCycle(storage::Session& session, std::string_view programme, int budget_year);
/// Newest first, with deadlines.
std::vector<v1::Cycle> ListCycles(storage::Session& session);

}  // namespace cpb::registration::store
