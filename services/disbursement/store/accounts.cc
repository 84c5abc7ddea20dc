#include "services/disbursement/store/accounts.h"

#include <algorithm>
#include <bit>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"

namespace cpb::disbursement::store {
namespace {

using ledger::AccountKey;
using storage::Value;

// FORCE INDEX: on a small table the optimizer would scan, and so lock, every account.
constexpr std::string_view kLockAccounts =
    "SELECT account_key, id, balance_vnd FROM account FORCE INDEX (account_key) WHERE account_key IN (";
constexpr std::string_view kLockAccountsEnd = ") ORDER BY account_key FOR UPDATE";
// IGNORE: an account that another unit of work made in the meantime is left as it is. (ON DUPLICATE KEY
// UPDATE would ask for the right to change keys, which the run-time user does not have.)
constexpr std::string_view kInsertAccounts =
    "INSERT IGNORE INTO account (account_key, programme, budget_year, source, agency, component_project, "
    "budget_line, kind, "
    "guarded) VALUES";

constexpr std::size_t kChunkMax = 256;
/// Balances in one UPDATE. Each row is looked for in the list twice, so a list without end would cost its
/// square.
constexpr std::size_t kBalancesMax = 64;

std::string Repeat(std::string_view first, std::string_view next, std::size_t count) {
  std::string text{first};
  for (std::size_t i = 1; i < count; ++i) text += next;
  return text;
}

/// Key by canonical text, in the order in which rows are locked.
using ByText = std::map<std::string, AccountKey>;

void LockChunk(storage::Session& session, std::span<const std::pair<std::string, AccountKey>> chunk,
               LockedAccounts& locked) {
  // The number of placeholders is a power of two, so that few statements serve documents of any size.
  const std::size_t width = std::bit_ceil(chunk.size());
  std::vector<Value> parameters;
  parameters.reserve(width);
  for (std::size_t i = 0; i < width; ++i) parameters.emplace_back(chunk[std::min(i, chunk.size() - 1)].first);
  const std::string sql =
      std::string(kLockAccounts) + Repeat("?", ",?", width) + std::string(kLockAccountsEnd);
  std::size_t at = 0;
  for (const storage::Row& row : session.Query(sql, std::move(parameters))) {
    while (chunk[at].first != row.Text(0)) ++at;
    locked[chunk[at].second] = {row.Int(1), row.Int(2)};
  }
}

void Lock(storage::Session& session, const ByText& keys, LockedAccounts& locked) {
  const std::vector<std::pair<std::string, AccountKey>> all(keys.begin(), keys.end());
  for (std::size_t done = 0; done < all.size(); done += kChunkMax) {
    LockChunk(session, std::span(all).subspan(done, std::min(kChunkMax, all.size() - done)), locked);
  }
}

void Insert(storage::Session& session, const ByText& keys) {
  std::vector<std::vector<Value>> rows;
  rows.reserve(keys.size());
  for (const auto& [text, key] : keys) {
    rows.push_back({text, key.programme, std::int64_t{key.budget_year}, key.source, key.agency,
                    key.component_project, key.budget_line, static_cast<std::int64_t>(key.kind),
                    std::int64_t{ledger::IsGuarded(key.kind) ? 1 : 0}});
  }
  session.ExecuteRows(kInsertAccounts, rows);
}

struct NewBalance {
  std::int64_t id, before_vnd, after_vnd;
};

void ApplyChunk(storage::Session& session, std::span<const NewBalance> chunk) {
  const std::size_t width = std::bit_ceil(chunk.size());
  const auto at = [&](std::size_t i) -> const NewBalance& { return chunk[std::min(i, chunk.size() - 1)]; };
  const std::string whens = Repeat(" WHEN ? THEN ?", " WHEN ? THEN ?", width);
  const std::string sql = "UPDATE account SET balance_vnd = CASE id" + whens + " END WHERE id IN (" +
                          Repeat("?", ",?", width) + ") AND balance_vnd = CASE id" + whens + " END";
  std::vector<Value> parameters;
  parameters.reserve(5 * width);
  for (std::size_t i = 0; i < width; ++i) {
    parameters.emplace_back(at(i).id);
    parameters.emplace_back(at(i).after_vnd);
  }
  for (std::size_t i = 0; i < width; ++i) parameters.emplace_back(at(i).id);
  for (std::size_t i = 0; i < width; ++i) {
    parameters.emplace_back(at(i).id);
    parameters.emplace_back(at(i).before_vnd);
  }
  if (session.Execute(sql, std::move(parameters)) == static_cast<std::int64_t>(chunk.size())) return;
  throw storage::StorageError{absl::InternalError("a balance changed under its lock"), 0};
}

}  // namespace

LockedAccounts LockKnownAccounts(storage::Session& session, const std::vector<AccountKey>& keys) {
  ByText by_text;
  for (const AccountKey& key : keys) by_text.emplace(ledger::CanonicalText(key), key);
  LockedAccounts locked;
  Lock(session, by_text, locked);
  return locked;
}

LockedAccounts LockAccounts(storage::Session& session, const std::vector<AccountKey>& keys) {
  ByText by_text;
  for (const AccountKey& key : keys) by_text.emplace(ledger::CanonicalText(key), key);
  LockedAccounts locked;
  Lock(session, by_text, locked);
  if (locked.size() == by_text.size()) return locked;

  ByText missing;
  for (const auto& [text, key] : by_text) {
    if (!locked.contains(key)) missing.emplace(text, key);
  }
  Insert(session, missing);
  Lock(session, missing, locked);
  if (locked.size() != by_text.size()) {
    throw storage::StorageError{absl::InternalError("an account could not be made"), 0};
  }
  return locked;
}

void ApplyChanges(storage::Session& session, const LockedAccounts& accounts,
                  const std::map<AccountKey, ledger::Change>& changes) {
  std::vector<NewBalance> balances;
  balances.reserve(changes.size());
  for (const auto& [key, change] : changes) {
    if (change.after_vnd() == change.before_vnd) continue;
    balances.push_back({accounts.at(key).id, change.before_vnd, change.after_vnd()});
  }
  for (std::size_t done = 0; done < balances.size(); done += kBalancesMax) {
    ApplyChunk(session, std::span(balances).subspan(done, std::min(kBalancesMax, balances.size() - done)));
  }
}

}  // namespace cpb::disbursement::store
