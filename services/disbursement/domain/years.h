/// A budget line that was carried over exists in two budget years. Which of them a new commitment or payment
/// belongs to.
#pragma once

#include <vector>

#include "libs/ledger/period.h"

namespace cpb::disbursement {

/// The year that was asked for, else the oldest of `years` whose period for `step` admits `today`, else the
/// latest (whose period then refuses). `years` is not empty and sorted.
int ChooseBudgetYear(int asked, const std::vector<int>& years, ledger::Step step, clock::Date today);

}  // namespace cpb::disbursement
