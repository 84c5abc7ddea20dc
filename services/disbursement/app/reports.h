/// What can be read of the ledger.
#pragma once

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status ListBalances(const App& app, const rpc::Call& call, const pb::ListBalancesRequest& request,
                          pb::ListBalancesResponse& response);
absl::Status ListEntries(const App& app, const pb::ListEntriesRequest& request,
                         pb::ListEntriesResponse& response);
absl::Status VerifyLedger(const App& app, const pb::VerifyLedgerRequest& request,
                          pb::VerifyLedgerResponse& response);
absl::Status RebuildBalances(const App& app, const rpc::Call& call, const pb::RebuildBalancesRequest& request,
                             pb::RebuildBalancesResponse& response);

}  // namespace cpb::disbursement::app
