/// When unspent money may be carried over: from 1 December of its year to the end of the adjustment period.
/// Earlier nobody knows what will be left.
#pragma once

#include <optional>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::allocation {

/// 1 December of the budget year.
clock::Date FirstCarryOverDay(int budget_year);
/// PERIOD_CLOSED outside 1 December of the budget year to 31 January of the next.
std::optional<refusal::Refusal> CheckCarryOverDay(int budget_year, clock::Date today);

}  // namespace cpb::allocation
