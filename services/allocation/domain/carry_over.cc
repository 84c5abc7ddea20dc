#include "services/allocation/domain/carry_over.h"

#include <string>

#include "libs/ledger/period.h"
#include "libs/ledger/reasons.h"

namespace cpb::allocation {

clock::Date FirstCarryOverDay(int budget_year) {
  return {std::chrono::year{budget_year}, std::chrono::month{12}, std::chrono::day{1}};
}

std::optional<refusal::Refusal> CheckCarryOverDay(int budget_year, clock::Date today) {
  const clock::Date first = FirstCarryOverDay(budget_year);
  const clock::Date last = ledger::AdjustmentEnd(budget_year);
  if (first <= today && today <= last) return std::nullopt;
  return refusal::Refusal{&ledger::kPeriodClosed,
                          {{"budget_year", std::to_string(budget_year)},
                           {"date", clock::FormatDate(today)},
                           {"from", clock::FormatDate(first)},
                           {"until", clock::FormatDate(last)}},
                          {}};
}

}  // namespace cpb::allocation
