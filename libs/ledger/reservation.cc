#include "libs/ledger/reservation.h"

#include <algorithm>

#include "libs/ledger/reasons.h"
#include "libs/refusal/common.h"

namespace cpb::ledger {

std::optional<refusal::Refusal> CheckNotExpired(const Reservation& reservation, clock::Date today) {
  if (!reservation.expires_on || today <= *reservation.expires_on) return std::nullopt;
  return refusal::Refusal{&kReservationExpired, {{"date", clock::FormatDate(*reservation.expires_on)}}, {}};
}

bool IsToExpire(const Reservation& reservation, clock::Date today) {
  return reservation.remaining_vnd > 0 && CheckNotExpired(reservation, today).has_value();
}

std::optional<refusal::Refusal> Adjust(const Reservation& reservation, std::int64_t new_amount_vnd,
                                       clock::Date today, Adjustment& adjustment) {
  // Amounts are between 1 and money::kMaxDong, so a difference cannot overflow.
  const std::int64_t change = new_amount_vnd - reservation.amount_vnd;
  if (change == 0) {
    return refusal::Refusal{
        &kAdjustmentChangesNothing, {{"amount_vnd", refusal::FormatVnd(new_amount_vnd)}}, {}};
  }
  if (change > 0) {
    if (auto expired = CheckNotExpired(reservation, today)) return expired;
  }
  if (new_amount_vnd < reservation.gone_vnd()) {
    return refusal::Refusal{&kBelowWhatIsGone,
                            {{"gone_vnd", refusal::FormatVnd(reservation.gone_vnd())},
                             {"amount_vnd", refusal::FormatVnd(new_amount_vnd)}},
                            {}};
  }
  adjustment.after = reservation;
  adjustment.after.amount_vnd = new_amount_vnd;
  adjustment.after.remaining_vnd = reservation.remaining_vnd + change;
  adjustment.taken_vnd = std::max<std::int64_t>(change, 0);
  adjustment.returned_vnd = std::max<std::int64_t>(-change, 0);
  return std::nullopt;
}

}  // namespace cpb::ledger
