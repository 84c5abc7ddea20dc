#include "services/disbursement/domain/advances.h"

#include <algorithm>

#include "libs/ledger/period.h"

namespace cpb::disbursement {

int AgeInDays(clock::Date paid_on, clock::Date today) {
  const auto days = std::chrono::sys_days{today} - std::chrono::sys_days{paid_on};
  return std::max(0, static_cast<int>(days.count()));
}

std::size_t BandOf(int age_days) {
  for (std::size_t i = 0; i < kAgeBands.size(); ++i) {
    if (kAgeBands[i].to_days == 0 || age_days <= kAgeBands[i].to_days) return i;
  }
  return kAgeBands.size() - 1;
}

clock::Date AdvanceDueDate(int budget_year) {
  return ledger::AdjustmentEnd(budget_year);
}

}  // namespace cpb::disbursement
