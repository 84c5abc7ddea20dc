#include "services/gateway/openapi/schemas.h"

#include <string_view>

#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

/// "registration.v1.Plan.State" for cpbudget.registration.v1.Plan.State.
std::string SchemaName(std::string_view full_name) {
  constexpr std::string_view kOurs = "cpbudget.";
  if (full_name.substr(0, kOurs.size()) == kOurs) full_name.remove_prefix(kOurs.size());
  return std::string{full_name};
}

void WriteRef(std::string_view full_name, JsonWriter& json) {
  json.BeginObject().Field("$ref", Cat("#/components/schemas/", SchemaName(full_name))).EndObject();
}

void WritePlain(std::string_view type, std::string_view format, JsonWriter& json) {
  json.BeginObject().Field("type", type).Field("format", format).EndObject();
}

}  // namespace

void Schemas::WriteReference(const Descriptor& type, JsonWriter& json) {
  messages_.emplace(type.full_name(), &type);
  WriteRef(type.full_name(), json);
}

void Schemas::WriteValue(const FieldDescriptor& field, JsonWriter& json) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return WritePlain("integer", "int32", json);
    case FieldDescriptor::CPPTYPE_UINT32:
      return WritePlain("integer", "int64", json);
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT64:
      json.BeginObject().Field("type", "string").Field("format", "int64").Field("pattern", "^-?[0-9]{1,19}$");
      json.EndObject();
      return;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return WritePlain("number", "double", json);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return WritePlain("number", "float", json);
    case FieldDescriptor::CPPTYPE_BOOL:
      return WritePlain("boolean", "", json);
    case FieldDescriptor::CPPTYPE_STRING:
      return WritePlain("string", field.type() == FieldDescriptor::TYPE_BYTES ? "byte" : "", json);
    case FieldDescriptor::CPPTYPE_ENUM:
      enums_.emplace(field.enum_type()->full_name(), field.enum_type());
      return WriteRef(field.enum_type()->full_name(), json);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  const Descriptor& type = *field.message_type();
  if (type.full_name() == "google.protobuf.Timestamp") return WritePlain("string", "date-time", json);
  if (type.full_name() == "google.protobuf.Any") return WritePlain("object", "", json);
  WriteReference(type, json);
}

void Schemas::WriteField(const FieldDescriptor& field, JsonWriter& json) {
  const std::string comment = Comment(field);
  json.BeginObject();
  if (field.is_map()) {
    json.Field("type", "object").Key("additionalProperties");
    WriteValue(*field.message_type()->map_value(), json);
  } else if (field.is_repeated()) {
    json.Field("type", "array").Key("items");
    WriteValue(field, json);
  } else {
    json.Key("allOf").BeginArray();  // OpenAPI 3.0 ignores what stands beside a $ref.
    WriteValue(field, json);
    json.EndArray();
  }
  json.Field("description", comment).EndObject();
}

void Schemas::WriteMessage(const Descriptor& type, JsonWriter& json) {
  json.Key(SchemaName(type.full_name()))
      .BeginObject()
      .Field("type", "object")
      .Field("description", Comment(type));
  json.Key("properties").BeginObject();
  for (int i = 0; i < type.field_count(); ++i) {
    json.Key(type.field(i)->json_name());
    WriteField(*type.field(i), json);
  }
  json.EndObject().EndObject();
}

void Schemas::WriteEnum(const EnumDescriptor& type, JsonWriter& json) {
  std::string description = Comment(type);
  for (int i = 0; i < type.value_count(); ++i) {
    description += Cat("\n- `", type.value(i)->name(), "`: ", Comment(*type.value(i)));
  }
  json.Key(SchemaName(type.full_name()))
      .BeginObject()
      .Field("type", "string")
      .Field("description", description);
  json.Key("enum").BeginArray();
  for (int i = 0; i < type.value_count(); ++i) json.String(type.value(i)->name());
  json.EndArray().EndObject();
}

void Schemas::WriteAll(JsonWriter& json) {
  // Writing a message may refer to others: go on until none is new.
  std::map<std::string, const Descriptor*> written;
  while (written.size() < messages_.size()) {
    const auto pending = messages_;
    for (const auto& [name, type] : pending) {
      if (written.emplace(name, type).second) WriteMessage(*type, json);
    }
  }
  for (const auto& [name, type] : enums_) WriteEnum(*type, json);
}

}  // namespace cpb::gateway
