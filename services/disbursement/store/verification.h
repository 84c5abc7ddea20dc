/// Proves the ledger against its journal, in one consistent picture.
#pragma once

#include <cstdint>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Recomputes every balance from the postings and compares; checks that entries have postings inside one
/// shard, that what is in transit adds up to zero, that no guarded account is below zero, that commitments,
/// undecided payments and open advances add up to the balances that hold their money, and that journal and
/// feed name the same positions without a gap.
pb::VerifyLedgerResponse Verify(storage::Session& session);

/// As it stood at a position: the balances computed forward from the first entry equal those computed
/// backward from the stored ones, and no guarded account was below zero.
pb::VerifyLedgerResponse VerifyAt(storage::Session& session, std::int64_t position);

/// The position up to which balances were verified and written down beside the stored ones; 0 before.
std::int64_t VerifiedPosition(storage::Session& session);
/// Compares the stored balances with those of that position and the entries after it, and checks these
/// entries and the money in transit. What it costs grows with the entries since, not with the journal.
pb::VerifyLedgerResponse VerifySince(storage::Session& session, std::int64_t position);
/// Writes down that `to` is verified. Leaves it when somebody else has moved it from `from` meanwhile.
void AdvanceVerified(storage::Session& session, std::int64_t from, std::int64_t to);

/// Computes the balances from the journal and says where the stored ones differ. `apply` sets these, while
/// every posting waits: the accounts stay locked until the unit of work ends.
pb::RebuildBalancesResponse Rebuild(storage::Session& session, bool apply);

}  // namespace cpb::disbursement::store
