/// Fills a message from a JSON value by the message's descriptor, strictly: unknown fields, `null`, and
/// values of another kind are reported with the path of the field, all of them at once.
#pragma once

#include <string>

#include "google/protobuf/message.h"
#include "services/gateway/transcode/json_reader.h"
#include "services/gateway/transcode/problems.h"

namespace cpb::gateway {

/// `path` is the path of `message` itself, empty for the request.
void BindMessage(const JsonValue& value, google::protobuf::Message& message, const std::string& path,
                 Problems& problems);

/// The field of a JSON name: lowerCamelCase as the answers write it, or the name in the proto. Null when
/// there is none.
const google::protobuf::FieldDescriptor* FindJsonField(const google::protobuf::Descriptor& type,
                                                       std::string_view name);

}  // namespace cpb::gateway
