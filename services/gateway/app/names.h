/// Names of users and agencies.
#pragma once

#include <algorithm>
#include <string_view>

namespace cpb::gateway {

/// Lower-case letters, digits, dots and hyphens, from a letter; 2 to 40 characters, so that the names of two
/// people fit where documents keep who acted for whom.
inline bool IsUserId(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  return id.size() >= 2 && id.size() <= 40 && id.front() >= 'a' && id.front() <= 'z' &&
         std::all_of(id.begin(), id.end(), allowed);
}

/// "agencies/" and letters, digits or hyphens.
inline bool IsAgencyName(std::string_view name) {
  constexpr std::string_view kCollection = "agencies/";
  if (name.substr(0, kCollection.size()) != kCollection) return false;
  name.remove_prefix(kCollection.size());
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), allowed);
}

inline bool IsProvinceCode(std::string_view code) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return code.size() == 2 && std::all_of(code.begin(), code.end(), digit);
}

}  // namespace cpb::gateway
