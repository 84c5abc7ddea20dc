#include "services/gateway/transcode/bind.h"

#include <set>

#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"
#include "services/gateway/text/text.h"
#include "services/gateway/transcode/scalar.h"
#include "services/gateway/transcode/utf8.h"

namespace cpb::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

using Kind = JsonValue::Kind;

void WrongKind(const std::string& path, std::string_view wanted_vi, std::string_view wanted_en, Kind kind,
               Problems& problems) {
  problems.Add(path.empty() ? "body" : path, Cat("Phải là ", wanted_vi, ", không phải ", KindVi(kind), "."),
               Cat("Must be ", wanted_en, ", not ", KindEn(kind), "."));
}

/// RFC 3339, "2019-07-20T08:00:00Z".
void BindTimestamp(const JsonValue& value, Message& message, const std::string& path, Problems& problems) {
  google::protobuf::Timestamp timestamp;
  if (value.kind != Kind::kString || !google::protobuf::util::TimeUtil::FromString(value.text, &timestamp)) {
    problems.Add(path, "Phải là thời điểm theo RFC 3339, ví dụ 2019-07-20T08:00:00Z.",
                 "Must be a time of RFC 3339, for example 2019-07-20T08:00:00Z.");
    return;
  }
  message.ParseFromString(timestamp.SerializeAsString());  // The same type of another pool.
}

void BindSingle(const JsonValue& value, Message& message, const FieldDescriptor& field,
                const std::string& path, Problems& problems) {
  if (value.kind == Kind::kNull) {
    problems.Add(path, "Không nhận null; hãy bỏ trường này nếu không có giá trị.",
                 "null is no value; leave the field out when there is none.");
    return;
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    Message* child = field.is_repeated() ? message.GetReflection()->AddMessage(&message, &field)
                                         : message.GetReflection()->MutableMessage(&message, &field);
    BindMessage(value, *child, path, problems);
    return;
  }
  switch (value.kind) {
    case Kind::kNumber:
      return SetScalar(message, field, TextKind::kNumber, value.text, path, problems);
    case Kind::kString:
      return SetScalar(message, field, TextKind::kString, value.text, path, problems);
    case Kind::kBool:
      return SetScalar(message, field, TextKind::kBool, value.boolean ? "true" : "false", path, problems);
    default:
      return WrongKind(path, "một giá trị đơn", "a single value", value.kind, problems);
  }
}

void BindMap(const JsonValue& value, Message& message, const FieldDescriptor& field, const std::string& path,
             Problems& problems) {
  if (value.kind != Kind::kObject) return WrongKind(path, "đối tượng", "an object", value.kind, problems);
  const Descriptor& entry_type = *field.message_type();
  for (const auto& [name, member] : value.members) {
    Message* entry = message.GetReflection()->AddMessage(&message, &field);
    const std::string member_path = Cat(path, "[\"", Shorten(name), "\"]");
    SetScalar(*entry, *entry_type.map_key(), TextKind::kQuery, name, member_path, problems);
    BindSingle(member, *entry, *entry_type.map_value(), member_path, problems);
  }
}

void BindField(const JsonValue& value, Message& message, const FieldDescriptor& field,
               const std::string& path, Problems& problems) {
  if (field.is_map()) return BindMap(value, message, field, path, problems);
  if (!field.is_repeated()) return BindSingle(value, message, field, path, problems);
  if (value.kind != Kind::kArray) return WrongKind(path, "danh sách", "a list", value.kind, problems);
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    BindSingle(value.items[i], message, field, Cat(path, "[", i, "]"), problems);
  }
}

}  // namespace

const FieldDescriptor* FindJsonField(const Descriptor& type, std::string_view name) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (field->json_name() == name || field->name() == name) return field;
  }
  return nullptr;
}

void BindMessage(const JsonValue& value, Message& message, const std::string& path, Problems& problems) {
  const Descriptor& type = *message.GetDescriptor();
  if (type.full_name() == "google.protobuf.Timestamp") return BindTimestamp(value, message, path, problems);
  if (value.kind != Kind::kObject) return WrongKind(path, "đối tượng", "an object", value.kind, problems);
  std::set<const FieldDescriptor*> seen;
  std::set<const google::protobuf::OneofDescriptor*> chosen;
  for (const auto& [name, member] : value.members) {
    const std::string member_path = Join(path, Shorten(name));
    const FieldDescriptor* field = FindJsonField(type, name);
    if (field == nullptr) {
      problems.Add(member_path, "Không có trường này trong yêu cầu.", "There is no such field.");
    } else if (!seen.insert(field).second) {
      problems.Add(member_path, "Trường này có mặt hơn một lần.", "This field is there more than once.");
    } else if (field->real_containing_oneof() != nullptr &&
               !chosen.insert(field->real_containing_oneof()).second) {
      problems.Add(member_path, "Chỉ được nêu một trong các trường loại trừ nhau.",
                   "Only one of the fields that exclude each other may be given.");
    } else {
      BindField(member, message, *field, member_path, problems);
    }
  }
}

}  // namespace cpb::gateway
