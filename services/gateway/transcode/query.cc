#include "services/gateway/transcode/query.h"

#include <optional>
#include <utility>
#include <vector>

#include "google/protobuf/timestamp.pb.h"
#include "services/gateway/text/text.h"
#include "services/gateway/transcode/bind.h"
#include "services/gateway/transcode/scalar.h"
#include "services/gateway/transcode/utf8.h"

namespace cpb::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Decodes a part of a form: "+" is a space, %XX a byte. Nothing for a broken escape.
std::optional<std::string> DecodeForm(std::string_view raw) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string decoded;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+') {
      decoded.push_back(' ');
    } else if (raw[i] != '%') {
      decoded.push_back(raw[i]);
    } else {
      if (i + 2 >= raw.size() || digit(raw[i + 1]) < 0 || digit(raw[i + 2]) < 0) return std::nullopt;
      decoded.push_back(static_cast<char>(digit(raw[i + 1]) * 16 + digit(raw[i + 2])));
      i += 2;
    }
  }
  return decoded;
}

/// Binds one decoded pair.
void BindPair(const std::string& name, const std::string& value, const std::set<std::string>& taken,
              std::set<std::string>& given, Message& message, Problems& problems) {
  const std::vector<std::string_view> parts = Split(name, '.');
  Message* at = &message;
  std::vector<std::string> canonical;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const FieldDescriptor* field = FindJsonField(*at->GetDescriptor(), parts[i]);
    const bool last = i + 1 == parts.size();
    const bool walkable =
        field != nullptr && (last ? true : field->message_type() != nullptr && !field->is_repeated());
    if (!walkable) {
      problems.Add(Shorten(name), "Không có tham số này.", "There is no such parameter.");
      return;
    }
    canonical.push_back(field->name());
    if (!last) {
      at = at->GetReflection()->MutableMessage(at, field);
      continue;
    }
    const std::string path = JoinWith(canonical, ".");
    if (taken.contains(path)) {
      problems.Add(name, "Tham số này đã có trong đường dẫn.",
                   "This parameter is already given by the path.");
    } else if (!given.insert(path).second && !field->is_repeated()) {
      problems.Add(name, "Tham số này có mặt hơn một lần.", "This parameter is there more than once.");
    } else if (field->message_type() != nullptr && !field->is_repeated() &&
               field->message_type()->full_name() == "google.protobuf.Timestamp") {
      JsonValue time;
      time.kind = JsonValue::Kind::kString;
      time.text = value;
      BindMessage(time, *at->GetReflection()->MutableMessage(at, field), name, problems);
    } else {
      SetScalar(*at, *field, TextKind::kQuery, value, name, problems);
    }
  }
}

}  // namespace

void BindQuery(std::string_view query, const std::set<std::string>& taken, Message& message,
               Problems& problems) {
  std::set<std::string> given;
  for (const std::string_view pair : Split(query, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = DecodeForm(pair.substr(0, equals));
    const auto value = DecodeForm(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
    if (!name || !value || FirstInvalidUtf8(*name) || FirstInvalidUtf8(*value)) {
      const std::string subject = name && !FirstInvalidUtf8(*name) ? Shorten(*name) : "query";
      problems.Add(subject, "Mã hoá phần trăm hoặc UTF-8 không hợp lệ.",
                   "Wrong percent-encoding or not UTF-8.");
      continue;
    }
    BindPair(*name, *value, taken, given, message, problems);
  }
}

}  // namespace cpb::gateway
