/// Request ids that decide for ever, and page tokens bound to their query. Used by every program that changes
/// something.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"

namespace cpb::rpc {

/// Runs `work` at most once for (`caller`, `request_id`) and remembers its outcome in table
/// `request_outcome`, in the same transaction as its effect:
///   - first time: runs `work(session)`, which fills `response`; stores the serialised response, or the
///   refusal when `work`
///     refused (its other effects are rolled back: the refusal is stored in a transaction of its own).
///     Failures (UNAVAILABLE, INTERNAL, DEADLINE_EXCEEDED …), INVALID_ARGUMENT, RESOURCE_EXHAUSTED and
///     UNAUTHENTICATED/PERMISSION_DENIED are not stored.
///   - again with the same body: `response` is filled from the store (or the stored refusal returned),
///   whatever the state is now;
///   - again with another body: REQUEST_ID_REUSED.
/// The id must be a UUID (any version); otherwise INVALID_REQUEST. Two at once with one id: the second waits
/// and gets the first's outcome. The fingerprint is SHA-256 over method, caller and the deterministic
/// serialisation of the request. When the request has a field `validate_only` and it is true, nothing is
/// remembered or kept: see Rehearse. `work` may run more than once (deadlock, lost race) and must have no
/// effect outside the session; `response` is cleared before. Tables (in the program's first migration, copied
/// from libs/rpc/request_outcome.sql):
///   request_claim(caller, request_id): inserted before the work, so that its primary key lines up
///   simultaneous repeats (not by groups, see request_batch.h); request_outcome(caller, request_id,
///   fingerprint BINARY(32), response MEDIUMBLOB NULL, refusal BLOB NULL, recorded_at)
absl::Status Once(storage::Database& database, const Call& call, std::string_view request_id,
                  const google::protobuf::Message& request, google::protobuf::Message& response,
                  const std::function<absl::Status(storage::Session&)>& work);

/// Runs `work` and always rolls back: `response` is what would have been answered. For `validate_only`.
absl::Status Rehearse(storage::Database& database, google::protobuf::Message& response,
                      const std::function<absl::Status(storage::Session&)>& work);

/// True for "123e4567-e89b-12d3-a456-426614174000", in either case, of any version.
bool IsUuid(std::string_view text);
/// SHA-256 (32 bytes) of the method, the caller and the body; see Once. For programs that keep outcomes in a
/// way of their own.
std::string Fingerprint(const Call& call, const google::protobuf::Message& request);
/// A UUID made of a fingerprint: the id of background work that must happen once, whoever does it.
std::string UuidOf(std::string_view fingerprint);

/// One page of a list. Tokens are opaque (sealed with a key of the program) and valid only for the same
/// request apart from page_size and page_token, and for the same caller's view.
struct Page {
  int size = 100;     ///< 1 to 1000.
  std::string after;  ///< Sort key of the last row of the page before; empty at the start.
};
/// Reads `page_size` and `page_token` out of a list request by reflection. Negative sizes give
/// INVALID_REQUEST, a foreign token PAGE_TOKEN_INVALID.
absl::StatusOr<Page> ReadPage(const Call& call, const google::protobuf::Message& request);
std::string NextPageToken(const Call& call, const google::protobuf::Message& request,
                          std::string_view last_key);

}  // namespace cpb::rpc
