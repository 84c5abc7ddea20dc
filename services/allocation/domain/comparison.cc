#include "services/allocation/domain/comparison.h"

#include <limits>

#include "libs/money/money.h"

namespace cpb::allocation {
namespace {

using money::internal::Int128;
constexpr Int128 kWhole = money::BasisPoints::kWhole;

std::optional<std::int64_t> Narrow(Int128 value) {
  if (value < 0 || value > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::optional<std::int64_t> BasisPointsOf(std::int64_t part, std::int64_t whole) {
  if (part < 0 || whole < 1) return std::nullopt;
  return Narrow(Int128{part} * kWhole / whole);
}

std::optional<std::int64_t> CompositionVariance(const std::vector<PlannedAndSpent>& groups) {
  Int128 planned = 0;
  Int128 spent = 0;
  for (const PlannedAndSpent& group : groups) {
    planned += group.planned_vnd;
    spent += group.spent_vnd;
  }
  // Sums of what one programme has: below 2^60, so that the products below fit.
  constexpr Int128 kMost = Int128{1} << 60;
  if (planned < 1 || spent < 1 || planned > kMost || spent > kMost) return std::nullopt;
  // |spent_i − planned_i × S/P| summed and divided by S, all times P: whole numbers until the last division.
  Int128 departure = 0;
  for (const PlannedAndSpent& group : groups) {
    const Int128 difference = group.spent_vnd * planned - group.planned_vnd * spent;
    departure += difference < 0 ? -difference : difference;
  }
  // departure ≤ 2·S·P < 2^121: divided by S before it is scaled it cannot overflow; what that drops is below
  // one part in P.
  const Int128 per_planned = departure / spent;
  return Narrow(per_planned * kWhole / planned);
}

}  // namespace cpb::allocation
