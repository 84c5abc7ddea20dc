/// Sets one plain field of a message from text: the place that decides what counts as an integer, a boolean,
/// the name of an enum value. JSON values and query parameters both come through here.
#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/gateway/transcode/problems.h"

namespace cpb::gateway {

/// Where a text came from, which decides what it may be.
enum class TextKind {
  kNumber,  ///< A JSON number, as written.
  kString,  ///< A JSON string.
  kBool,    ///< JSON true or false.
  kQuery,   ///< A query parameter or a part of the path: may stand for any of them.
};

/// Sets `field` of `message` (adds, when it is repeated). What does not fit is reported under `subject`.
/// Integers are digits alone: 5e7, 5.0 and +5 are refused. Enum values are names, or numbers that have one.
void SetScalar(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
               TextKind kind, std::string_view text, const std::string& subject, Problems& problems);

/// The plain field as text, to compare a body with the path.
std::string ScalarText(const google::protobuf::Message& message,
                       const google::protobuf::FieldDescriptor& field);

}  // namespace cpb::gateway
