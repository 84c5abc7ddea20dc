/// Small text helpers on std::string_view. (Debian's Abseil has a string_view type of its own that neither
/// converts from nor to the standard one, so its StrCat and StrSplit do not take ours.)
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace cpb::gateway {

namespace internal {
inline void AppendPart(std::string& text, std::string_view part) {
  text.append(part);
}
inline void AppendPart(std::string& text, char part) {
  text.push_back(part);
}
template <std::integral Integer>
void AppendPart(std::string& text, Integer part) {
  text += std::to_string(part);
}
}  // namespace internal

/// Texts and integers, one after the other.
template <class... Parts>
std::string Cat(const Parts&... parts) {
  std::string text;
  (internal::AppendPart(text, parts), ...);
  return text;
}

/// The parts between `separator`, empty ones too: at least one.
inline std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

/// The parts with `separator` between them.
template <class Range>
std::string JoinWith(const Range& parts, std::string_view separator) {
  std::string text;
  bool first = true;
  for (const auto& part : parts) {
    if (!first) text.append(separator);
    text.append(part);
    first = false;
  }
  return text;
}

/// ASCII letters in lower case.
inline std::string Lower(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

/// Without blanks and tabs at both ends.
inline std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace cpb::gateway
