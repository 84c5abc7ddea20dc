/// Numbers for names, and the gate before cumulative limits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/storage/database.h"

namespace cpb::allocation {

/// The next number of a kind within programme and year, from 1; waits for others that take one.
std::int64_t NextNumber(storage::Session& session, std::string_view kind, const std::string& programme,
                        int budget_year);
/// "programmes/SXSH2020", 2019, 3 as "SXSH2020-2019-03".
std::string NumberedId(const std::string& programme, int budget_year, std::int64_t number);
/// Takes the lock that lines up whatever changes what establishments are granted. First lock of a unit of
/// work.
void LockGrants(storage::Session& session);

}  // namespace cpb::allocation
