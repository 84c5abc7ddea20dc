#include "services/gateway/transcode/transcoder.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "services/gateway/text/text.h"
#include "services/gateway/transcode/bind.h"
#include "services/gateway/transcode/json_reader.h"
#include "services/gateway/transcode/query.h"
#include "services/gateway/transcode/scalar.h"
#include "services/gateway/transcode/utf8.h"

namespace cpb::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Decodes a raw value of the path segment by segment.
std::optional<std::string> DecodeValue(std::string_view raw) {
  std::vector<std::string> parts;
  for (const std::string_view segment : Split(raw, '/')) {
    std::optional<std::string> decoded = DecodeSegment(segment);
    if (!decoded) return std::nullopt;
    parts.push_back(*std::move(decoded));
  }
  std::string value = JoinWith(parts, "/");
  if (FirstInvalidUtf8(value)) return std::nullopt;
  return value;
}

/// Sets what the path says. When the body named the same field, both must agree.
void BindPath(const PathTemplate::Bindings& bindings, Message& message, Problems& problems) {
  for (const auto& [field_path, raw] : bindings) {
    Message* at = &message;
    const std::vector<std::string_view> parts = Split(field_path, '.');
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      at = at->GetReflection()->MutableMessage(at,
                                               at->GetDescriptor()->FindFieldByName(std::string{parts[i]}));
    }
    const FieldDescriptor& field = *at->GetDescriptor()->FindFieldByName(std::string{parts.back()});
    const std::optional<std::string> value = DecodeValue(raw);
    if (!value) {
      problems.Add(field_path, "Phần này của đường dẫn được mã hoá sai.",
                   "This part of the path is wrongly encoded.");
      continue;
    }
    const std::string in_body = ScalarText(*at, field);
    at->GetReflection()->ClearField(at, &field);
    SetScalar(*at, field, TextKind::kQuery, *value, field_path, problems);
    const std::string in_path = ScalarText(*at, field);
    const bool named = !in_body.empty() && in_body != "0" && in_body != "false";
    if (named && in_body != in_path) {
      problems.Add(field_path,
                   Cat("Nội dung ghi '", Shorten(in_body), "' nhưng đường dẫn ghi '", Shorten(in_path), "'."),
                   Cat("The body says '", Shorten(in_body), "' but the path says '", Shorten(in_path), "'."));
    }
  }
}

/// Fills the message, or the one field that the rule names, from the body. An empty body stands for {}.
void BindBody(const Route& route, std::string_view body, Message& message, Problems& problems) {
  if (route.body.empty()) {
    if (!body.empty()) {
      problems.Add("body", "Yêu cầu này không nhận nội dung.", "This request takes no body.");
    }
    return;
  }
  if (body.empty()) return;
  const std::optional<JsonValue> value = ReadJson(body, problems);
  if (!value) return;
  if (route.body == "*") {
    BindMessage(*value, message, "", problems);
    return;
  }
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(route.body);
  BindMessage(*value, *message.GetReflection()->MutableMessage(&message, field), route.body, problems);
}

}  // namespace

std::unique_ptr<Message> ToMessage(const Contract& contract, const RestRequest& request, Problems& problems) {
  const Route& route = *request.route;
  std::unique_ptr<Message> message = contract.New(route.method->descriptor->input_type());
  BindBody(route, request.body, *message, problems);
  BindPath(*request.bindings, *message, problems);
  if (route.body == "*") {
    if (!request.query.empty()) {
      problems.Add("query", "Mọi trường phải nằm trong nội dung; không nhận tham số trên đường dẫn.",
                   "All fields belong into the body; no query parameters are taken.");
    }
    return message;
  }
  std::set<std::string> taken;
  for (const auto& [field, value] : *request.bindings) taken.insert(field);
  if (!route.body.empty()) taken.insert(route.body);
  BindQuery(request.query, taken, *message, problems);
  return message;
}

}  // namespace cpb::gateway
