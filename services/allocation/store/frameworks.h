/// Ceilings on what may be appropriated, and what was appropriated under them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::Framework;

/// False when another live framework has the same scope and years.
[[nodiscard]] bool InsertFramework(storage::Session& session, const Framework& framework);
std::optional<Framework> FindFramework(storage::Session& session, const std::string& name);
/// It binds no more and stays readable.
void RetireFramework(storage::Session& session, Framework framework);
/// Live frameworks under which this money falls, by first year and name.
std::vector<Framework> ListBindingFrameworks(storage::Session& session, const std::string& programme,
                                             int budget_year, const std::string& source,
                                             const std::string& holder);
/// Originals and supplements, booked or on their way, less booked cuts; reserves count.
std::int64_t SumAppropriated(storage::Session& session, const Framework& framework);

/// A framework and the key behind which the next page begins.
struct ListedFramework {
  Framework framework;
  std::string sort_key;
};
/// By first year; year 0 means all, an empty holder all.
std::vector<ListedFramework> ListFrameworks(storage::Session& session, int budget_year,
                                            const std::string& holder, const std::string& after, int limit);

}  // namespace cpb::allocation
