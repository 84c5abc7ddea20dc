/// Money that is held for one purpose (a commitment): reserved once, then drawn in parts, given back when a
/// draw comes to nothing, adjusted, and in the end released or expired. Whatever happens, what is drawn and
/// what is left add up to what was reserved, and only what is left can go. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::ledger {

struct Reservation {
  std::int64_t amount_vnd = 0;            ///< Reserved in all.
  std::int64_t remaining_vnd = 0;         ///< Of it neither drawn nor released.
  std::optional<clock::Date> expires_on;  ///< The last day on which it may be drawn on.

  /// Drawn or released.
  std::int64_t gone_vnd() const { return amount_vnd - remaining_vnd; }
};

/// How an adjustment moves money: up takes it out of what is available, down gives it back.
struct Adjustment {
  Reservation after;
  std::int64_t taken_vnd = 0;     ///< From what is available.
  std::int64_t returned_vnd = 0;  ///< To what is available.
};

/// To a new amount. Sets `adjustment`, or refuses: ADJUSTMENT_CHANGES_NOTHING, RESERVATION_EXPIRED (it may
/// not grow then), BELOW_WHAT_IS_GONE.
std::optional<refusal::Refusal> Adjust(const Reservation& reservation, std::int64_t new_amount_vnd,
                                       clock::Date today, Adjustment& adjustment);

/// RESERVATION_EXPIRED when its last day is over.
std::optional<refusal::Refusal> CheckNotExpired(const Reservation& reservation, clock::Date today);
/// True when something is left and the last day is over: what is left is to be released.
bool IsToExpire(const Reservation& reservation, clock::Date today);

}  // namespace cpb::ledger
