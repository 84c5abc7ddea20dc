#include "services/disbursement/domain/years.h"

namespace cpb::disbursement {

int ChooseBudgetYear(int asked, const std::vector<int>& years, ledger::Step step, clock::Date today) {
  if (asked != 0) return asked;
  for (const int year : years) {
    if (!ledger::CheckPeriod(step, year, today)) return year;
  }
  return years.back();
}

}  // namespace cpb::disbursement
