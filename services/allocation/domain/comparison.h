/// Figures of PEFA PI-1 and PI-2: how far spending departs from the budget. Pure; exact.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace cpb::allocation {

/// `part` of `whole` in hundredths of a percent, rounded down. Nothing when `whole` is below 1 or the share
/// leaves the range.
std::optional<std::int64_t> BasisPointsOf(std::int64_t part, std::int64_t whole);

/// What was planned for a group and what was spent on it; neither is negative.
struct PlannedAndSpent {
  std::int64_t planned_vnd = 0;
  std::int64_t spent_vnd = 0;
};

/// PI-2: the sum over groups of |spent − planned × S/P| as a share of S, the total spending, with P the total
/// plan. Nothing when S or P is 0.
std::optional<std::int64_t> CompositionVariance(const std::vector<PlannedAndSpent>& groups);

}  // namespace cpb::allocation
