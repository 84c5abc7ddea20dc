/// The read model against the ledger, account by account, and the ledger against its own journal.
#pragma once

#include "absl/status/statusor.h"
#include "cpbudget/audit/v1/audit.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/audit/app/feeds.h"

namespace cpb::audit {

absl::StatusOr<cpbudget::audit::v1::VerifyBooksResponse> VerifyBooks(
    rpc::Server& server, const rpc::Call& call, storage::Database& database, Feeds& feeds,
    cpbudget::disbursement::v1::LedgerService::StubInterface& ledger);

}  // namespace cpb::audit
