/// Periods of a budget year: which step may take effect when. The adjustment period (chỉnh lý quyết toán)
/// lasts until 31 January of the next year; what happens in that January belongs to 31 December.
#pragma once

#include <optional>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::ledger {

/// A step, as far as periods tell steps apart.
enum class Step {
  kBudget,      ///< Appropriation, allotment, virement, supplement: 1 November Y-1 to 31 December Y.
  kCarryOver,   ///< Out of Y into Y+1: 1 November Y to 31 January Y+1.
  kCommitment,  ///< Commitment, advance: within Y.
  kPayment,     ///< Payment, clearing of an advance: 1 January Y to 31 January Y+1.
  kOutcome,  ///< What the treasury says of a payment, withdrawal, release, refund: from 1 January Y until the
             ///< year is closed.
};

/// First and last day on which a step may be taken for a budget year.
struct Period {
  clock::Date from;
  clock::Date until;
};
Period PeriodOf(Step step, int budget_year);

/// PERIOD_CLOSED when `date` lies outside the period of the step.
std::optional<refusal::Refusal> CheckPeriod(Step step, int budget_year, clock::Date date);

/// Day on which something done on `today` takes effect in a budget year: never after its 31 December.
clock::Date EffectiveDate(int budget_year, clock::Date today);
/// 31 January of the next year: the end of the adjustment period, and the day on which what is left lapses.
clock::Date AdjustmentEnd(int budget_year);
/// PERIOD_OPEN before 1 February of the next year.
std::optional<refusal::Refusal> CheckYearMayClose(int budget_year, clock::Date today);

}  // namespace cpb::ledger
