/// Balances for reading: from the accounts as they stand, or from the journal as of a position or a date.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/rpc/requests.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// By canonical text; `agency` narrows, empty means all. One more than the page, to know whether another
/// follows.
std::vector<pb::Balance> ListBalances(storage::Session& session, const pb::ListBalancesRequest& request,
                                      const std::string& agency, const rpc::Page& page);
/// Accounts of a year whose money lapses when it closes: appropriation, available, committed, above zero.
std::vector<pb::Balance> LapsingAccounts(storage::Session& session, const std::string& programme,
                                         int budget_year);

}  // namespace cpb::disbursement::store
