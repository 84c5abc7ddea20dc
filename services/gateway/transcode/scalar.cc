#include "services/gateway/transcode/scalar.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "google/protobuf/text_format.h"
#include "libs/text/text.h"
#include "services/gateway/text/text.h"
#include "services/gateway/transcode/utf8.h"

namespace cpb::gateway {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

/// Digits, with a minus where T has one; no leading zeros, no exponent, no fraction.
template <class T>
std::optional<T> ParseInteger(std::string_view text) {
  std::string_view digits = text;
  if (!digits.empty() && digits.front() == '-') digits.remove_prefix(1);
  if (digits.empty() || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Reports that `text` is no `wanted`.
void Mismatch(Problems& problems, const std::string& subject, std::string_view wanted_vi,
              std::string_view wanted_en, std::string_view text) {
  const std::string shown = Shorten(text);
  problems.Add(subject, Cat("Phải là ", wanted_vi, ", nhưng nhận được '", shown, "'."),
               Cat("Must be ", wanted_en, ", but is '", shown, "'."));
}

template <class T>
void SetInteger(Message& message, const FieldDescriptor& field, TextKind kind, std::string_view text,
                const std::string& subject, Problems& problems,
                void (Reflection::*set)(Message*, const FieldDescriptor*, T) const,
                void (Reflection::*add)(Message*, const FieldDescriptor*, T) const) {
  const std::optional<T> value = kind == TextKind::kBool ? std::nullopt : ParseInteger<T>(text);
  if (!value) {
    const std::string range = Cat(std::numeric_limits<T>::min(), "…", std::numeric_limits<T>::max());
    Mismatch(problems, subject, Cat("số nguyên (", range, ", chỉ gồm chữ số)"),
             Cat("an integer (", range, ", digits only)"), text);
    return;
  }
  (message.GetReflection()->*(field.is_repeated() ? add : set))(&message, &field, *value);
}

void SetBool(Message& message, const FieldDescriptor& field, TextKind kind, std::string_view text,
             const std::string& subject, Problems& problems) {
  const bool form = kind == TextKind::kBool || kind == TextKind::kQuery;
  if (!form || (text != "true" && text != "false")) {
    Mismatch(problems, subject, "true hoặc false", "true or false", text);
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) {
    reflection.AddBool(&message, &field, text == "true");
  } else {
    reflection.SetBool(&message, &field, text == "true");
  }
}

void SetFloating(Message& message, const FieldDescriptor& field, TextKind kind, std::string_view text,
                 const std::string& subject, Problems& problems) {
  double value = 0;
  const bool good = kind != TextKind::kBool && absl::SimpleAtod(text::ToAbsl(text), &value) &&
                    std::isfinite(value) &&
                    (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ||
                     std::fabs(value) <= static_cast<double>(std::numeric_limits<float>::max()));
  if (!good) {
    Mismatch(problems, subject, "một số", "a number", text);
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
    field.is_repeated() ? reflection.AddDouble(&message, &field, value)
                        : reflection.SetDouble(&message, &field, value);
  } else {
    const float narrow = static_cast<float>(value);
    field.is_repeated() ? reflection.AddFloat(&message, &field, narrow)
                        : reflection.SetFloat(&message, &field, narrow);
  }
}

void SetEnum(Message& message, const FieldDescriptor& field, TextKind kind, std::string_view text,
             const std::string& subject, Problems& problems) {
  const EnumValueDescriptor* value = nullptr;
  if (kind == TextKind::kString || kind == TextKind::kQuery) {
    value = field.enum_type()->FindValueByName(std::string{text});
  }
  if (value == nullptr && (kind == TextKind::kNumber || kind == TextKind::kQuery)) {
    if (const auto number = ParseInteger<int>(text)) value = field.enum_type()->FindValueByNumber(*number);
  }
  if (value == nullptr) {
    std::string names;
    for (int i = 1; i < field.enum_type()->value_count() && i <= 12; ++i) {
      names += Cat(i > 1 ? ", " : "", field.enum_type()->value(i)->name());
    }
    Mismatch(problems, subject, Cat("một trong: ", names), Cat("one of ", names), text);
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  field.is_repeated() ? reflection.AddEnum(&message, &field, value)
                      : reflection.SetEnum(&message, &field, value);
}

void SetText(Message& message, const FieldDescriptor& field, TextKind kind, std::string_view text,
             const std::string& subject, Problems& problems) {
  if (kind != TextKind::kString && kind != TextKind::kQuery) {
    Mismatch(problems, subject, "chuỗi", "a string", text);
    return;
  }
  std::string value{text};
  if (field.type() == FieldDescriptor::TYPE_BYTES) {
    if (!absl::Base64Unescape(text::ToAbsl(text), &value) &&
        !absl::WebSafeBase64Unescape(text::ToAbsl(text), &value)) {
      Mismatch(problems, subject, "chuỗi base64", "base64 text", text);
      return;
    }
  }
  const Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) {
    reflection.AddString(&message, &field, std::move(value));
  } else {
    reflection.SetString(&message, &field, std::move(value));
  }
}

}  // namespace

void SetScalar(Message& message, const FieldDescriptor& field, TextKind kind, std::string_view text,
               const std::string& subject, Problems& problems) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return SetInteger<std::int32_t>(message, field, kind, text, subject, problems, &Reflection::SetInt32,
                                      &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return SetInteger<std::int64_t>(message, field, kind, text, subject, problems, &Reflection::SetInt64,
                                      &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_UINT32:
      return SetInteger<std::uint32_t>(message, field, kind, text, subject, problems, &Reflection::SetUInt32,
                                       &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return SetInteger<std::uint64_t>(message, field, kind, text, subject, problems, &Reflection::SetUInt64,
                                       &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return SetFloating(message, field, kind, text, subject, problems);
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(message, field, kind, text, subject, problems);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(message, field, kind, text, subject, problems);
    case FieldDescriptor::CPPTYPE_STRING:
      return SetText(message, field, kind, text, subject, problems);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  Mismatch(problems, subject, "đối tượng", "an object", text);
}

std::string ScalarText(const Message& message, const FieldDescriptor& field) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING)
    return message.GetReflection()->GetString(message, &field);
  std::string text;
  google::protobuf::TextFormat::PrintFieldValueToString(message, &field, -1, &text);
  return text;
}

}  // namespace cpb::gateway
