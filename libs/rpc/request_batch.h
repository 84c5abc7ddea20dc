/// The pieces of rpc::Once (libs/rpc/requests.h), for a program that decides many requests in one
/// transaction. The promises are the same, and both ways may be used side by side on the same tables:
///
///   in one unit of work: FindDecided the ids; Replay those that were decided before; decide the others;
///   RecordAll of those whose outcome is remembered (IsRemembered). When RecordAll says that somebody decided
///   one of them in the meantime, the unit of work is rolled back and run again: then FindDecided sees it.
///
/// The unique key of the outcomes decides who was first, so no claim is written ahead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"

namespace cpb::rpc {

/// What a request is known by for ever.
struct RequestKey {
  std::string caller;
  std::string request_id;   ///< In lower case.
  std::string fingerprint;  ///< See Fingerprint.
};
/// INVALID_REQUEST when the id is not a UUID.
absl::StatusOr<RequestKey> MakeRequestKey(const Call& call, std::string_view request_id,
                                          const google::protobuf::Message& request);
/// True when the request has a field `validate_only` and it is set.
bool IsValidateOnly(const google::protobuf::Message& request);
/// False for failures, and for refusals that may turn out otherwise when the same request is corrected or
/// repeated by somebody entitled.
bool IsRemembered(const absl::Status& status);

/// Says of each of `keys` (no two alike) whether it was decided before.
std::vector<bool> FindDecided(storage::Session& session, const std::vector<const RequestKey*>& keys);
/// The answer of the first time; REQUEST_ID_REUSED when the body was another.
absl::Status Replay(storage::Session& session, const RequestKey& key, google::protobuf::Message& response);

/// What became of a request: `response` when `status` is OK, else the refusal, which is remembered.
struct RequestOutcome {
  const RequestKey* key = nullptr;
  const Call* call = nullptr;
  absl::Status status;
  const google::protobuf::Message* response = nullptr;
};
/// False when one of the ids was decided in the meantime: then the unit of work must not commit. Waits while
/// another transaction is about to decide one of them.
[[nodiscard]] bool RecordAll(storage::Session& session, const std::vector<RequestOutcome>& outcomes);

}  // namespace cpb::rpc
