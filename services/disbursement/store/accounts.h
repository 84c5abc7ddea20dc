/// Rows of `account`: locked in one order, changed under two guards.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "libs/ledger/decide.h"
#include "libs/storage/database.h"

namespace cpb::disbursement::store {

struct LockedAccount {
  std::int64_t id = 0;
  std::int64_t balance_vnd = 0;
};
using LockedAccounts = std::map<ledger::AccountKey, LockedAccount>;

/// Locks the rows of `keys` until the end of the unit of work, always in the order of their canonical texts,
/// so that two documents cannot wait for one another. Accounts that do not exist yet are made, at zero.
LockedAccounts LockAccounts(storage::Session& session, const std::vector<ledger::AccountKey>& keys);

/// The same without making any: those that do not exist are absent from the answer.
LockedAccounts LockKnownAccounts(storage::Session& session, const std::vector<ledger::AccountKey>& keys);

/// Writes the new balances. Each row must still hold the balance that was decided upon, and the table's own
/// check refuses a guarded balance below zero; either guard failing means a bug and throws.
void ApplyChanges(storage::Session& session, const LockedAccounts& accounts,
                  const std::map<ledger::AccountKey, ledger::Change>& changes);

}  // namespace cpb::disbursement::store
