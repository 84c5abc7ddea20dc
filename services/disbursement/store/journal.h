/// The journal: entries and their postings, only ever inserted. The position of an entry is the position of
/// its event in the feed, so it follows commit order.
#pragma once

#include <cstdint>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/accounts.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Inserts entries of one or several documents, positions set, whose accounts are locked.
void InsertEntries(storage::Session& session, const LockedAccounts& accounts,
                   const std::vector<pb::Entry>& entries);

/// Up to `limit` entries after a position, with their postings, by position.
std::vector<pb::Entry> ReadEntries(storage::Session& session, std::int64_t after_position,
                                   std::int64_t limit);
/// Position of the last entry; 0 when there is none.
std::int64_t JournalHead(storage::Session& session);

}  // namespace cpb::disbursement::store
