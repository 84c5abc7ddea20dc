/// What the ledger itself says, asked over gRPC.
#pragma once

#include <map>

#include "absl/status/statusor.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "services/audit/domain/account.h"

namespace cpb::audit {

/// All balances of the ledger as of a position; `budget_year` 0 means all. Asked in this program's own name,
/// because the whole ledger is needed whatever the caller may see.
absl::StatusOr<std::map<Account, std::int64_t>> LedgerBalances(
    rpc::Server& server, const rpc::Call& call,
    cpbudget::disbursement::v1::LedgerService::StubInterface& ledger, std::int64_t position, int budget_year);

}  // namespace cpb::audit
