/// Proves the ledger against its journal, in one consistent picture.
#pragma once

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Recomputes every balance from the postings and compares; checks that entries have postings inside one
/// shard, that what is in transit adds up to zero, that no guarded account is below zero, that commitments,
/// undecided payments and open advances add up to the balances that hold their money, and that journal and
/// feed name the same positions without a gap.
pb::VerifyLedgerResponse Verify(storage::Session& session);

}  // namespace cpb::disbursement::store
