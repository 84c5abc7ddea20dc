/// A strict reader of JSON (RFC 8259) into a small tree. Stricter than protobuf's own: it refuses duplicate
/// keys (protobuf takes the last), keeps numbers as they were written (protobuf turns 5e7 into an integer),
/// and refuses what is not UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/gateway/transcode/problems.h"

namespace cpb::gateway {

struct JsonValue {
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  bool boolean = false;
  std::string text;                                        ///< A number as written, or a decoded string.
  std::vector<JsonValue> items;                            ///< Of an array.
  std::vector<std::pair<std::string, JsonValue>> members;  ///< Of an object, in order, no name twice.
};

/// "số", "chuỗi" …: what a value is, in words.
std::string_view KindVi(JsonValue::Kind kind);
std::string_view KindEn(JsonValue::Kind kind);

/// Deepest nesting that is read.
inline constexpr int kMaxJsonDepth = 32;

/// The value, or nothing with the reason (line and column, or the field) in `problems`.
std::optional<JsonValue> ReadJson(std::string_view text, Problems& problems);

}  // namespace cpb::gateway
