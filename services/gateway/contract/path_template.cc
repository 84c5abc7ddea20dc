#include "services/gateway/contract/path_template.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<RequestPath> RequestPath::Parse(std::string_view path) {
  if (path.size() < 2 || path.front() != '/') return std::nullopt;
  RequestPath result;
  result.segments = Split(path.substr(1), '/');
  std::string_view& last = result.segments.back();
  if (const std::size_t colon = last.rfind(':'); colon != std::string_view::npos) {
    result.verb = last.substr(colon + 1);
    last = last.substr(0, colon);
    if (result.verb.empty()) return std::nullopt;
  }
  for (const std::string_view segment : result.segments) {
    if (segment.empty()) return std::nullopt;
  }
  return result;
}

std::optional<std::string> DecodeSegment(std::string_view raw) {
  std::string decoded;
  decoded.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i];
    if (c == '%') {
      if (i + 2 >= raw.size()) return std::nullopt;
      const int high = HexDigit(raw[i + 1]);
      const int low = HexDigit(raw[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
      if (c == '/') return std::nullopt;
    }
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) return std::nullopt;
    decoded.push_back(c);
  }
  return decoded;
}

absl::StatusOr<PathTemplate> PathTemplate::Parse(std::string_view text) {
  PathTemplate result;
  result.text_ = std::string{text};
  if (text.empty() || text.front() != '/') {
    return absl::InvalidArgumentError(Cat("a path template starts with '/': ", text));
  }
  std::string_view rest = text.substr(1);
  // The verb is what follows a colon outside braces.
  if (const std::size_t colon = rest.rfind(':');
      colon != std::string_view::npos && rest.find('}', colon) == std::string_view::npos) {
    result.verb_ = std::string{rest.substr(colon + 1)};
    rest = rest.substr(0, colon);
  }
  while (!rest.empty()) {
    absl::Status status;
    if (rest.front() == '{') {
      const std::size_t close = rest.find('}');
      if (close == std::string_view::npos) return absl::InvalidArgumentError(Cat("unclosed '{': ", text));
      status = result.ParseVariable(rest.substr(1, close - 1));
      rest.remove_prefix(close + 1);
    } else {
      const std::size_t slash = rest.find('/');
      status = result.AddSegment(rest.substr(0, slash), -1);
      rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash);
    }
    if (!status.ok()) return status;
    if (!rest.empty()) {
      if (rest.front() != '/') return absl::InvalidArgumentError(Cat("'/' expected: ", text));
      rest.remove_prefix(1);
    }
  }
  return result;
}

absl::Status PathTemplate::ParseVariable(std::string_view inner) {
  const std::size_t equals = inner.find('=');
  const std::string_view field = inner.substr(0, equals);
  const std::string_view pattern = equals == std::string_view::npos ? "*" : inner.substr(equals + 1);
  if (field.empty() || pattern.empty()) {
    return absl::InvalidArgumentError(Cat("variable without name or pattern: ", text_));
  }
  const int index = static_cast<int>(patterns_.size());
  patterns_.emplace_back(field, pattern);
  for (const std::string_view segment : Split(pattern, '/')) {
    if (absl::Status status = AddSegment(segment, index); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status PathTemplate::AddSegment(std::string_view text, int variable) {
  if (text.empty()) return absl::InvalidArgumentError(Cat("empty segment: ", text_));
  if (!segments_.empty() && segments_.back().kind == Segment::Kind::kRest) {
    return absl::InvalidArgumentError(Cat("'**' must come last: ", text_));
  }
  const Segment::Kind kind =
      text == "*" ? Segment::Kind::kAny : (text == "**" ? Segment::Kind::kRest : Segment::Kind::kLiteral);
  segments_.push_back({kind, std::string{text}, variable});
  return absl::OkStatus();
}

std::optional<PathTemplate::Bindings> PathTemplate::Match(const RequestPath& path) const {
  if (path.verb != verb_) return std::nullopt;
  Bindings bindings;
  for (const auto& [field, pattern] : patterns_) bindings.emplace_back(field, "");
  const auto append = [&](int variable, std::string_view part) {
    if (variable < 0) return;
    std::string& value = bindings[static_cast<std::size_t>(variable)].second;
    if (!value.empty()) value += '/';
    value += part;
  };
  std::size_t at = 0;
  for (const Segment& segment : segments_) {
    if (segment.kind == Segment::Kind::kRest) {
      for (; at < path.segments.size(); ++at) append(segment.variable, path.segments[at]);
      break;
    }
    if (at == path.segments.size()) return std::nullopt;
    if (segment.kind == Segment::Kind::kLiteral && segment.literal != path.segments[at]) return std::nullopt;
    append(segment.variable, path.segments[at]);
    ++at;
  }
  if (at != path.segments.size()) return std::nullopt;
  return bindings;
}

std::vector<std::string> PathTemplate::Variables() const {
  std::vector<std::string> names;
  for (const auto& [field, pattern] : patterns_) names.push_back(field);
  return names;
}

int PathTemplate::literals() const {
  int count = 0;
  for (const Segment& segment : segments_) count += segment.kind == Segment::Kind::kLiteral ? 1 : 0;
  return count;
}

}  // namespace cpb::gateway
