/// Path templates of google.api.http: "/v1/plans", "/v1/{name=plans/*}:approve", "/v1/{name=a/*/b/**}".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace cpb::gateway {

/// A request path cut into raw (still percent-encoded) segments and the verb behind the last colon.
struct RequestPath {
  std::vector<std::string_view> segments;
  std::string_view verb;

  /// Cuts "/v1/plans/x:submit" (without query). Nothing when it does not start with "/" or has an empty
  /// segment.
  static std::optional<RequestPath> Parse(std::string_view path);
};

/// Decodes %XX. Nothing for a broken escape, an encoded "/" (it would smuggle a segment into a name), or a
/// control character.
std::optional<std::string> DecodeSegment(std::string_view raw);

/// One parsed template. Immutable.
class PathTemplate {
 public:
  /// Field path and the value that the path gives it.
  using Bindings = std::vector<std::pair<std::string, std::string>>;

  static absl::StatusOr<PathTemplate> Parse(std::string_view text);

  /// The variables' values when `path` has this shape; values are raw segments joined by "/", to be decoded
  /// by the caller.
  std::optional<Bindings> Match(const RequestPath& path) const;

  const std::string& text() const { return text_; }
  const std::string& verb() const { return verb_; }
  /// Field paths of the variables.
  std::vector<std::string> Variables() const;
  /// Variables with the pattern of their value, ("name", "plans/*"): what OpenAPI shows.
  const std::vector<std::pair<std::string, std::string>>& patterns() const { return patterns_; }
  /// Number of literal segments: the more, the more specific.
  int literals() const;

 private:
  struct Segment {
    enum class Kind { kLiteral, kAny, kRest } kind;
    std::string literal;
    int variable;  ///< Index into patterns_, or -1.
  };
  absl::Status ParseVariable(std::string_view inner);
  absl::Status AddSegment(std::string_view text, int variable);

  std::string text_;
  std::string verb_;
  std::vector<Segment> segments_;
  std::vector<std::pair<std::string, std::string>> patterns_;
};

}  // namespace cpb::gateway
