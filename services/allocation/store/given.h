/// What was given in a budget year, line by line, to be counted under envelopes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/storage/database.h"
#include "services/allocation/domain/terms.h"

namespace cpb::allocation {

/// Money of one line from one source.
struct Given {
  LineFacts line;
  std::int64_t amount_vnd = 0;
};

/// Issued lines with their changes, and lines of rounds that are computed or approved; not what was carried
/// in from the year before, and not the lines of `without_round`.
std::vector<Given> ListGiven(storage::Session& session, const std::string& programme, int budget_year,
                             const std::string& without_round);

}  // namespace cpb::allocation
