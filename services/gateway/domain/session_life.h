/// When a session ends. Judged by the real clock.
#pragma once

#include <chrono>
#include <string>

#include "libs/clock/clock.h"

namespace cpb::gateway {

inline constexpr std::chrono::minutes kIdleTime{30};
inline constexpr std::chrono::hours kLongestSession{12};
/// Use is written down no more often than this, so an idle session may end that much early, never late.
inline constexpr std::chrono::minutes kUseGrain{1};

constexpr bool SessionOver(clock::Instant last_used, clock::Instant ends_at, clock::Instant now) {
  return now >= ends_at || now - last_used >= kIdleTime;
}

/// May a user with these days (ISO 8601, empty: open) be signed in on `today`?
inline bool IsValidOn(const std::string& valid_from, const std::string& valid_to, const std::string& today) {
  // ISO dates are in the order of their texts.
  return (valid_from.empty() || valid_from <= today) && (valid_to.empty() || today <= valid_to);
}

}  // namespace cpb::gateway
