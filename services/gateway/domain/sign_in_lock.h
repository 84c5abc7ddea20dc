/// How many wrong passwords are too many. Pure; times are of the real clock.
///
/// An attempt is charged before the password is looked at, and forgiven when it was right: so a hundred
/// guesses at once are no cheaper than a hundred in a row.
#pragma once

#include <chrono>
#include <optional>

#include "libs/clock/clock.h"

namespace cpb::gateway {

inline constexpr int kAttemptsBeforeLock = 5;
inline constexpr std::chrono::minutes kAttemptWindow{15};
inline constexpr std::chrono::minutes kLockTime{15};

/// Attempts of one account from one address.
struct Attempts {
  int count = 0;
  clock::Instant first_at;
  std::optional<clock::Instant> locked_until;
};

/// True while no password is looked at.
bool IsLocked(const Attempts& attempts, clock::Instant now);
/// The attempts after one more. The fifth within a quarter of an hour locks for another.
Attempts Charge(const Attempts& attempts, clock::Instant now);

}  // namespace cpb::gateway
