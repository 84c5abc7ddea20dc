/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cpb::gateway {

/// Offset of the first byte that is not UTF-8, or nothing.
std::optional<std::size_t> FirstInvalidUtf8(std::string_view text);
/// Appends a code point (below 0x110000, no surrogate).
void AppendUtf8(std::string& text, char32_t code_point);
/// At most `bytes` bytes of `text` without cutting a character, with "…" when something was left out: for
/// quoting input.
std::string Shorten(std::string_view text, std::size_t bytes = 40);

}  // namespace cpb::gateway
