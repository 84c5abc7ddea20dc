/// A refusal is an answer of the domain, not a failure: which rule, which limit, which figure, and what to do
/// next, in Vietnamese and English. Standard library only, so that domain code may use it.
///
/// Each service lists its reasons in `domain/reasons.h` as `inline constexpr Reason kPlanLate{…}`; reasons
/// that several share stand in `libs/refusal/common.h`. `libs/rpc/status.h` puts a refusal on the wire.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cpb::refusal {

/// What kind of "no" it is; decides the gRPC code and the HTTP status.
enum class Kind {
  kInvalidArgument,     ///< 400: the request itself is wrong, whatever the state.
  kFailedPrecondition,  ///< 422: well formed, but the rules or the state say no.
  kNotFound,            ///< 404
  kAlreadyExists,       ///< 409
  kConflict,            ///< 409 ABORTED: somebody changed it in between; read again, then retry.
  kPermissionDenied,    ///< 403
  kUnauthenticated,     ///< 401
  kResourceExhausted,   ///< 429
};

/// One reason, stable for ever: clients branch on `name`.
struct Reason {
  std::string_view name;  ///< UPPER_SNAKE_CASE, at most 63 characters.
  Kind kind;
  /// Sentences for people; `{key}` is replaced by the parameter of that name.
  std::string_view text_vi;
  std::string_view text_en;
  /// What to do next.
  std::string_view next_vi;
  std::string_view next_en;
};

/// One thing that is wrong: a field of the request, a row of a file, or a limit that would break.
struct Violation {
  /// Field path ("plan.items[3].quantity"), row ("row 12, column eligible_cost_vnd") or account.
  std::string subject;
  std::string text_vi;
  std::string text_en;
  std::optional<std::int64_t> limit_vnd;   ///< Room left, or the limit.
  std::optional<std::int64_t> actual_vnd;  ///< What was asked.
  std::string rule_id;                     ///< Rule that says so; empty for plain input errors.
  std::string citation;                    ///< Instrument and article; empty for plain input errors.
};

/// The answer "no".
struct Refusal {
  const Reason* reason = nullptr;                              ///< Never null in a valid refusal.
  std::map<std::string, std::string, std::less<>> parameters;  ///< For the sentences and for machines.
  std::vector<Violation> violations;  ///< All of them; the wire sends the first 16 and the count.
};

/// `text` with each `{key}` replaced; unknown keys stay as they are.
std::string Render(std::string_view text, const std::map<std::string, std::string, std::less<>>& parameters);

/// 1234567890 as "1.234.567.890" (Vietnamese) — for sentences.
std::string FormatVnd(std::int64_t dong);

}  // namespace cpb::refusal
