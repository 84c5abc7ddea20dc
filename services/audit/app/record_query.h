/// Every query of an auditor is recorded before it is answered: who asked what, when.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"

namespace cpb::audit {

/// Records the query when the caller is an auditor, and tells it in this program's own feed as
/// "audit.queried". A query that cannot be recorded is not answered.
absl::Status RecordQuery(storage::Database& database, const rpc::Call& call, const std::string& method,
                         const google::protobuf::Message& request);

}  // namespace cpb::audit
