#include "services/gateway/domain/sign_in_lock.h"

namespace cpb::gateway {

bool IsLocked(const Attempts& attempts, clock::Instant now) {
  return attempts.locked_until.has_value() && now < *attempts.locked_until;
}

Attempts Charge(const Attempts& attempts, clock::Instant now) {
  const bool window_over = now - attempts.first_at >= kAttemptWindow;
  const bool lock_over = attempts.locked_until.has_value() && now >= *attempts.locked_until;
  Attempts charged =
      attempts.count == 0 || window_over || lock_over ? Attempts{0, now, std::nullopt} : attempts;
  ++charged.count;
  if (charged.count >= kAttemptsBeforeLock) charged.locked_until = now + kLockTime;
  return charged;
}

}  // namespace cpb::gateway
