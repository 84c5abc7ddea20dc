#include "libs/ledger/period.h"

#include <algorithm>
#include <string>

#include "libs/ledger/reasons.h"

namespace cpb::ledger {
namespace {

clock::Date Day(int year, unsigned month, unsigned day) {
  return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}
/// The last year that a date can carry; what has no end ends there.
constexpr int kLastYear = 9999;

}  // namespace

Period PeriodOf(Step step, int budget_year) {
  switch (step) {
    case Step::kBudget:
      return {Day(budget_year - 1, 11, 1), Day(budget_year, 12, 31)};
    case Step::kCarryOver:
      return {Day(budget_year, 11, 1), AdjustmentEnd(budget_year)};
    case Step::kCommitment:
      return {Day(budget_year, 1, 1), Day(budget_year, 12, 31)};
    case Step::kPayment:
      return {Day(budget_year, 1, 1), AdjustmentEnd(budget_year)};
    case Step::kOutcome:
      return {Day(budget_year, 1, 1), Day(kLastYear, 12, 31)};
  }
  return {};
}

std::optional<refusal::Refusal> CheckPeriod(Step step, int budget_year, clock::Date date) {
  const Period period = PeriodOf(step, budget_year);
  if (period.from <= date && date <= period.until) return std::nullopt;
  return refusal::Refusal{&kPeriodClosed,
                          {{"budget_year", std::to_string(budget_year)},
                           {"date", clock::FormatDate(date)},
                           {"from", clock::FormatDate(period.from)},
                           {"until", clock::FormatDate(period.until)}},
                          {}};
}

clock::Date EffectiveDate(int budget_year, clock::Date today) {
  return std::min(today, Day(budget_year, 12, 31));
}

clock::Date AdjustmentEnd(int budget_year) {
  return Day(budget_year + 1, 1, 31);
}

std::optional<refusal::Refusal> CheckYearMayClose(int budget_year, clock::Date today) {
  if (today > AdjustmentEnd(budget_year)) return std::nullopt;
  return refusal::Refusal{&kPeriodOpen,
                          {{"budget_year", std::to_string(budget_year)},
                           {"until", clock::FormatDate(AdjustmentEnd(budget_year))},
                           {"from", clock::FormatDate(Day(budget_year + 1, 2, 1))}},
                          {}};
}

}  // namespace cpb::ledger
