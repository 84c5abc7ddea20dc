#include "services/audit/app/record_query.h"

#include "google/protobuf/util/json_util.h"
#include "libs/clock/clock.h"
#include "libs/feed/feed.h"
#include "services/audit/store/event_store.h"

namespace cpb::audit {

absl::Status RecordQuery(storage::Database& database, const rpc::Call& call, const std::string& method,
                         const google::protobuf::Message& request) {
  if (!call.Has(cpbudget::types::v1::ROLE_AUDITOR)) return absl::OkStatus();
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(request, &json).ok()) {
    return absl::InternalError("a request could not be written as JSON");
  }
  return database.Write([&](storage::Session& session) -> absl::Status {
    const std::int64_t id =
        InsertQuery(session, call.actor(), method, json, clock::FormatInstant(call.now), call.trace_id);
    feed::Append(session, call, {{"audit.queried", "auditQueries/" + std::to_string(id), &request}});
    return absl::OkStatus();
  });
}

}  // namespace cpb::audit
