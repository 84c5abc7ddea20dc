/// Amounts in cells: whole dong, as digits alone or with dots between thousands ("1.500.000"), as Vietnamese
/// write them. Anything that could be read in two ways is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/money/money.h"
#include "libs/refusal/refusal.h"

namespace cpb::csv {

/// The amount, or nothing after adding to `violations` what is wrong with `cell` (named by `subject`, see
/// Row::Subject): empty, negative, decimals, misplaced separators, text, or above money::kMaxDong.
std::optional<money::Vnd> ParseAmount(std::string_view cell, const std::string& subject,
                                      std::vector<refusal::Violation>& violations);

}  // namespace cpb::csv
