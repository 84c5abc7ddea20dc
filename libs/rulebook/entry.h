/// One entry of the text files as a rule of the engine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rulebook.pb.h"
#include "libs/rulebook/validate.h"

namespace cpb::rulebook {

/// The rule, or nothing after adding what is malformed to `problems`.
std::optional<Rule> FromEntry(const cpbudget::allocation::v1::RuleEntry& entry, const std::string& file,
                              int line, std::vector<Problem>& problems);

}  // namespace cpb::rulebook
