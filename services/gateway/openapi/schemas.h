/// JSON schemas of the contract's messages and enumerations, with their comments.
#pragma once

#include <map>
#include <string>

#include "google/protobuf/descriptor.h"
#include "services/gateway/text/json_writer.h"

namespace cpb::gateway {

/// Collects the types that something refers to, then writes each once.
class Schemas {
 public:
  /// Writes the schema of one field's value. `description` stands beside a reference as well.
  void WriteField(const google::protobuf::FieldDescriptor& field, JsonWriter& json);
  /// Writes `{"$ref": …}` to a message and remembers the message.
  void WriteReference(const google::protobuf::Descriptor& type, JsonWriter& json);
  /// Writes one value of the field, without description and without the list around a repeated field.
  void WriteValue(const google::protobuf::FieldDescriptor& field, JsonWriter& json);
  /// Writes all remembered types, and those that they refer to, as members of the current object.
  void WriteAll(JsonWriter& json);

 private:
  void WriteMessage(const google::protobuf::Descriptor& type, JsonWriter& json);
  static void WriteEnum(const google::protobuf::EnumDescriptor& type, JsonWriter& json);

  std::map<std::string, const google::protobuf::Descriptor*> messages_;
  std::map<std::string, const google::protobuf::EnumDescriptor*> enums_;
};

/// Leading comment of a descriptor as one text: lines joined, paragraphs kept.
template <class Descriptor>
std::string Comment(const Descriptor& descriptor) {
  google::protobuf::SourceLocation location;
  if (!descriptor.GetSourceLocation(&location)) return "";
  std::string text;
  for (const char c : location.leading_comments) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace cpb::gateway
