/// What signer and verifier must agree on. Internal to libs/auth.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/time/time.h"

namespace cpb::auth {

/// Labels that separate the purposes of one key.
inline constexpr std::string_view kTokenLabel = "cpbudget identity token v1";
inline constexpr std::string_view kMessageLabel = "cpbudget message v1 ";
inline constexpr std::string_view kSealLabel = "cpbudget seal v1 ";

/// Longer tokens are refused unread.
inline constexpr std::size_t kMaxTokenBytes = 4096;
/// How far the clock of the issuer's machine may run ahead of ours.
inline constexpr absl::Duration kClockSkew = absl::Seconds(30);

inline constexpr std::string_view kGateway = "gateway";
inline constexpr std::string_view kUsers = "users/";

}  // namespace cpb::auth
