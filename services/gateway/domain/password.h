/// What a first password must be like.
#pragma once

#include <string_view>

namespace cpb::gateway {

inline constexpr int kMinPasswordCharacters = 12;
inline constexpr int kMaxPasswordBytes = 512;
inline constexpr int kMinDifferentCharacters = 5;

/// True when it is too short, too monotonous, too long to hash, or contains the user id.
bool IsWeakPassword(std::string_view user_id, std::string_view password);

}  // namespace cpb::gateway
