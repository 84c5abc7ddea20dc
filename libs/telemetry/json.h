/// Text as a JSON string literal.
#pragma once

#include <string>
#include <string_view>

namespace cpb::telemetry {

/// `text` in quotes, escaped. Bytes that are not UTF-8 become U+FFFD, so that the result is always valid
/// JSON.
std::string JsonString(std::string_view text);

}  // namespace cpb::telemetry
