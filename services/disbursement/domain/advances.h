/// How old an open advance is, and when it is overdue.
#pragma once

#include <array>
#include <cstddef>

#include "libs/clock/clock.h"

namespace cpb::disbursement {

/// Ages by which open advances are added up; the last has no end.
struct AgeBand {
  int from_days = 0;
  int to_days = 0;  ///< 0: without end.
};
inline constexpr std::array<AgeBand, 4> kAgeBands{{{0, 30}, {31, 90}, {91, 180}, {181, 0}}};

/// Days from `paid_on` to `today`; never below 0.
int AgeInDays(clock::Date paid_on, clock::Date today);
/// Index into kAgeBands.
std::size_t BandOf(int age_days);
/// An advance is cleared or paid back by 31 January after its budget year: the end of the adjustment period,
/// in which what now qualifies may still be turned into spending.
clock::Date AdvanceDueDate(int budget_year);

}  // namespace cpb::disbursement
