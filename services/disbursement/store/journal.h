/// The journal: entries and their postings, only ever inserted. The position of an entry is the position of
/// its event in the feed, so it follows commit order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/accounts.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Inserts entries of one or several documents, positions set, whose accounts are locked.
void InsertEntries(storage::Session& session, const LockedAccounts& accounts,
                   const std::vector<pb::Entry>& entries);

/// Which entries are wanted.
struct EntryRange {
  std::int64_t after_position = 0;
  std::int64_t until_position = 0;  ///< 0 means up to the last one.
  std::string document;             ///< Empty means any.
};
/// Up to `limit` of them with their postings, by position.
std::vector<pb::Entry> ReadEntries(storage::Session& session, const EntryRange& range, std::int64_t limit);
/// Every entry that the request behind the entry at `position` booked for the same document; empty when there
/// is no such entry.
std::vector<pb::Entry> ReadDocument(storage::Session& session, std::int64_t position);
/// Position of the entry that took the one at `position` back, if any.
std::optional<std::int64_t> ReversedBy(storage::Session& session, std::int64_t position);
/// Position of the last entry; 0 when there is none.
std::int64_t JournalHead(storage::Session& session);

}  // namespace cpb::disbursement::store
