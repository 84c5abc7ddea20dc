/// The journal as the read model keeps it: accounts with their latest balance, entries, postings. Entries and
/// postings are only ever added. All functions run inside a unit of work of the caller.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"
#include "services/audit/domain/account.h"
#include "services/audit/domain/usage.h"

namespace cpb::audit {

/// Which balances.
struct BalanceFilter {
  std::optional<std::int64_t> position;  ///< Entries up to it; empty means all.
  std::string date;                      ///< Entries that took effect on or before it; empty means all.
  std::string programme;                 ///< Empty means all.
  int budget_year = 0;                   ///< 0 means all.
};

/// What an export covers.
struct JournalRange {
  std::int64_t position = 0;
  int budget_year = 0;  ///< 0 means all.
};

/// First and last effective date of a range; empty when it holds no entry.
struct DateSpan {
  std::string first, last;
};

/// Where the next page of an export starts.
struct JournalCursor {
  std::string effective_date = "0001-01-01";
  std::int64_t position = 0;
  std::int64_t ordinal = -1;
};

/// Adds booked entries, in the order of their positions, and moves the balances of their accounts.
void ApplyEntries(storage::Session& session, const std::vector<cpbudget::disbursement::v1::Entry>& entries);

/// Last position of the journal that is applied.
std::int64_t JournalHead(storage::Session& session);
std::int64_t EntryCount(storage::Session& session);

/// Balances; `province_code` is that of the budget line, and empty without one; `illustrative` comes from
/// budget line or appropriation.
std::vector<HeldBalance> Balances(storage::Session& session, const BalanceFilter& filter);

DateSpan Dates(storage::Session& session, const JournalRange& range);
std::vector<Account> Accounts(storage::Session& session, const JournalRange& range);
/// The next entries in the order of effective date and position, with at most about `limit` postings; moves
/// the cursor. Empty at the end. An entry may come in several parts when a page ends inside it; parts follow
/// one another.
std::vector<JournalEntry> NextEntries(storage::Session& session, const JournalRange& range, int limit,
                                      JournalCursor& cursor);

}  // namespace cpb::audit
