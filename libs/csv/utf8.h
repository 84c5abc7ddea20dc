/// UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cpb::csv {

/// The offset of the first byte that does not belong to a valid sequence; nothing when all of `text` is
/// valid.
std::optional<std::size_t> FindInvalidUtf8(std::string_view text);

}  // namespace cpb::csv
