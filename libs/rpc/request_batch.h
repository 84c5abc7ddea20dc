/// The pieces of rpc::Once (libs/rpc/requests.h), for a program that decides many requests in one
/// transaction. The promises are the same, and both ways may be used side by side on the same tables:
///
///   in one unit of work: ClaimAll the ids; Replay those that were decided before; decide the others;
///   RecordAll of them. A request whose outcome is not remembered (IsRemembered) may leave nothing: the unit
///   of work is rolled back and run again without it.
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

/// Claims the ids of `keys` (no two alike) and says of each whether it was free. Waits while another
/// transaction holds one of them.
std::vector<bool> ClaimAll(storage::Session& session, const std::vector<const RequestKey*>& keys);
/// The answer of the first time; REQUEST_ID_REUSED when the body was another.
absl::Status Replay(storage::Session& session, const RequestKey& key, google::protobuf::Message& response);

/// What became of a claimed request: `response` when `status` is OK, else the refusal, which is remembered.
struct RequestOutcome {
  const RequestKey* key = nullptr;
  const Call* call = nullptr;
  absl::Status status;
  const google::protobuf::Message* response = nullptr;
};
void RecordAll(storage::Session& session, const std::vector<RequestOutcome>& outcomes);

}  // namespace cpb::rpc
