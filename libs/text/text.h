/// Debian 12 builds Abseil for C++14, so that absl::string_view is a type of its own which neither converts
/// from nor to std::string_view, and absl::StrCat does not take the standard one. These three close the gap.
#pragma once

#include <string>
#include <string_view>

#include "absl/strings/string_view.h"

namespace cpb::text {

inline absl::string_view ToAbsl(std::string_view text) {
  return {text.data(), text.size()};
}
inline std::string_view ToStd(absl::string_view text) {
  return {text.data(), text.size()};
}

/// The parts, one after the other. Numbers go through std::to_string first.
template <class... Parts>
std::string Concat(const Parts&... parts) {
  std::string out;
  out.reserve((std::string_view{parts}.size() + ... + 0U));
  (out.append(std::string_view{parts}), ...);
  return out;
}

}  // namespace cpb::text
