/// When a version of the rulebook may be drafted and approved. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"
#include "libs/rulebook/validate.h"

namespace cpb::allocation {

/// What is about to be published, and after what.
struct Publication {
  std::string version;
  clock::Date published{};  ///< Day of the book itself.
  clock::Date effective{};
  std::string base_version;                   ///< On which it was made.
  std::string last_version;                   ///< The last one approved.
  std::optional<clock::Date> last_effective;  ///< Nothing: shipped, since ever.
  bool known = false;                         ///< A version of this text was published before.
  bool same_content = false;                  ///< It demands what its base demands.
};

/// Why it may not be published; nothing when it may. `today` is by the clock.
std::optional<refusal::Refusal> CheckPublication(const Publication& publication, clock::Date today);

/// RULEBOOK_REFUSED with every fault of the text.
refusal::Refusal RefusedBook(const std::vector<rulebook::Problem>& problems);

}  // namespace cpb::allocation
