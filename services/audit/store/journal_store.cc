#include "services/audit/store/journal_store.h"

#include <openssl/sha.h>

#include <chrono>
#include <limits>
#include <set>
#include <tuple>

#include "absl/status/status.h"
#include "libs/clock/clock.h"
#include "services/audit/store/convert.h"

namespace cpb::audit {
namespace {

using storage::Row;
using storage::Value;

// The key is compared on a repeat: two keys with one id (a collision of 63 bits) make the balance NULL, which
// the column refuses, so the feed stops instead of mixing two accounts.
constexpr std::string_view kUpsertAccount =
    "INSERT INTO ledger_account (id, account_key, programme, budget_year, source, agency, component_project, "
    "budget_line, "
    "kind, balance_vnd) VALUES";
constexpr std::string_view kUpsertAccountSuffix =
    "ON DUPLICATE KEY UPDATE balance_vnd = IF(account_key = VALUES(account_key), balance_vnd + "
    "VALUES(balance_vnd), NULL)";
constexpr std::string_view kInsertEntries =
    "INSERT INTO entry (position, effective_date, recorded_at, document_kind, document, step, actor, "
    "reverses_position) VALUES";
constexpr std::string_view kInsertPosting =
    "INSERT INTO posting (position, ordinal, effective_date, budget_year, from_account, to_account, "
    "amount_vnd) VALUES";
constexpr std::string_view kMoveHead = "UPDATE journal_head SET position = ? WHERE id = 1 AND position < ?";
constexpr std::string_view kHead = "SELECT position FROM journal_head WHERE id = 1";
constexpr std::string_view kCountEntries = "SELECT COUNT(*) FROM entry";

// Latest balances: one row an account, no journal read.
constexpr std::string_view kBalancesNow =
    "SELECT a.programme, a.budget_year, a.source, a.agency, a.component_project, a.budget_line, a.kind, "
    "a.balance_vnd, "
    "l.province_code, l.illustrative FROM ledger_account a LEFT JOIN budget_line l ON l.id = a.budget_line "
    "WHERE (? = '' OR a.programme = ?) AND (? = 0 OR a.budget_year = ?)";
// Balances as of a position and a date: the journal summed, from the primary key.
constexpr std::string_view kBalancesThen =
    "SELECT a.programme, a.budget_year, a.source, a.agency, a.component_project, a.budget_line, a.kind, "
    "m.balance, "
    "l.province_code, l.illustrative FROM ("
    "SELECT account, CAST(SUM(amount) AS SIGNED) AS balance FROM ("
    "SELECT to_account AS account, amount_vnd AS amount FROM posting WHERE position <= ? AND effective_date "
    "<= ? "
    "UNION ALL "
    "SELECT from_account, -amount_vnd FROM posting WHERE position <= ? AND effective_date <= ?) sides GROUP "
    "BY account) m "
    "JOIN ledger_account a ON a.id = m.account LEFT JOIN budget_line l ON l.id = a.budget_line "
    "WHERE (? = '' OR a.programme = ?) AND (? = 0 OR a.budget_year = ?)";
constexpr std::string_view kIllustrativeGrants =
    "SELECT DISTINCT programme, budget_year, source, holder FROM appropriation WHERE illustrative = 1";

constexpr std::string_view kDates =
    "SELECT CAST(MIN(effective_date) AS CHAR), CAST(MAX(effective_date) AS CHAR) FROM posting WHERE position "
    "<= ? AND "
    "(? = 0 OR budget_year = ?)";
constexpr std::string_view kAccounts =
    "SELECT a.programme, a.budget_year, a.source, a.agency, a.component_project, a.budget_line, a.kind FROM "
    "ledger_account a JOIN (SELECT from_account AS id FROM posting WHERE position <= ? AND (? = 0 OR "
    "budget_year = ?) UNION "
    "SELECT to_account FROM posting WHERE position <= ? AND (? = 0 OR budget_year = ?)) used ON used.id = "
    "a.id";
// Served by by_date.
constexpr std::string_view kNextPostings =
    "SELECT e.position, CAST(p.effective_date AS CHAR), CAST(e.recorded_at AS CHAR), e.document_kind, "
    "e.document, e.step, "
    "e.actor, e.reverses_position, p.ordinal, p.amount_vnd, "
    "f.programme, f.budget_year, f.source, f.agency, f.component_project, f.budget_line, f.kind, "
    "t.programme, t.budget_year, t.source, t.agency, t.component_project, t.budget_line, t.kind "
    "FROM posting p JOIN entry e ON e.position = p.position "
    "JOIN ledger_account f ON f.id = p.from_account JOIN ledger_account t ON t.id = p.to_account "
    "WHERE p.position <= ? AND (? = 0 OR p.budget_year = ?) AND p.effective_date >= ? AND (p.effective_date "
    "> ? OR "
    "p.position > ? OR (p.position = ? AND p.ordinal > ?)) ORDER BY p.effective_date, p.position, p.ordinal "
    "LIMIT ?";

std::string KeyText(const Account& account) {
  return account.programme + '|' + std::to_string(account.budget_year) + '|' + account.source + '|' +
         account.agency + '|' + account.project + '|' + account.budget_line + '|' +
         std::to_string(static_cast<int>(account.kind));
}

// The first 63 bits of SHA-256 of the key.
std::int64_t IdOf(const std::string& key) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(key.data()), key.size(), digest);
  std::uint64_t id = 0;
  for (int i = 0; i < 8; ++i) id = id << 8 | digest[i];
  return static_cast<std::int64_t>(id >> 1);
}

// Dimensions that stand in `row` from `column` on.
Account AccountAt(const Row& row, std::size_t column) {
  return {row.Text(column),
          static_cast<int>(row.Int(column + 1)),
          row.Text(column + 2),
          row.Text(column + 3),
          row.Text(column + 4),
          row.Text(column + 5),
          static_cast<Kind>(row.Int(column + 6))};
}

std::string RecordTime(const dpb::Entry& entry) {
  const auto& time = entry.record_time();
  return clock::FormatInstant(
      clock::Instant{std::chrono::seconds{time.seconds()} + std::chrono::microseconds{time.nanos() / 1000}});
}

[[noreturn]] void Corrupt(const std::string& what) {
  throw storage::StorageError{absl::DataLossError(what), 0};
}

}  // namespace

void ApplyEntries(storage::Session& session, const std::vector<dpb::Entry>& entries) {
  if (entries.empty()) return;
  // Balances stay within 9·10^15 dong, so what moved in between is far from overflowing.
  std::map<Account, std::int64_t> moved;
  std::vector<std::vector<Value>> headings, postings;
  std::int64_t last = 0;
  for (const dpb::Entry& entry : entries) {
    if (entry.position() <= last) Corrupt("the journal came out of order");
    last = entry.position();
    headings.push_back({entry.position(), entry.effective_date(), RecordTime(entry), entry.document_kind(),
                        entry.document(), entry.step(), entry.actor(), entry.reverses_position()});
    std::int64_t ordinal = 0;
    for (const dpb::Posting& posting : entry.postings()) {
      const Account from = ToAccount(posting.from());
      const Account to = ToAccount(posting.to());
      moved[from] -= posting.amount_vnd();
      moved[to] += posting.amount_vnd();
      postings.push_back({entry.position(), ordinal++, entry.effective_date(),
                          std::int64_t{posting.to().budget_year()}, IdOf(KeyText(from)), IdOf(KeyText(to)),
                          posting.amount_vnd()});
    }
  }
  std::vector<std::vector<Value>> accounts;
  for (const auto& [account, change] : moved) {
    const std::string key = KeyText(account);
    accounts.push_back({IdOf(key), key, account.programme, std::int64_t{account.budget_year}, account.source,
                        account.agency, account.project, account.budget_line,
                        std::int64_t{static_cast<int>(account.kind)}, change});
  }
  session.ExecuteRows(kInsertEntries, headings);
  session.ExecuteRows(kUpsertAccount, accounts, kUpsertAccountSuffix);
  session.ExecuteRows(kInsertPosting, postings);
  if (session.Execute(kMoveHead, {last, entries.front().position()}) != 1) {
    Corrupt("the journal came out of order");
  }
}

std::int64_t JournalHead(storage::Session& session) {
  const auto row = session.QueryOne(kHead);
  if (!row) Corrupt("journal_head is empty");
  return row->Int(0);
}

std::int64_t EntryCount(storage::Session& session) {
  return session.QueryOne(kCountEntries)->Int(0);
}

std::vector<HeldBalance> Balances(storage::Session& session, const BalanceFilter& filter) {
  const std::vector<Value> scope{filter.programme, filter.programme, std::int64_t{filter.budget_year},
                                 std::int64_t{filter.budget_year}};
  std::vector<Row> rows;
  if (!filter.position && filter.date.empty()) {
    rows = session.Query(kBalancesNow, scope);
  } else {
    const Value position = filter.position.value_or(std::numeric_limits<std::int64_t>::max());
    const Value date = filter.date.empty() ? "9999-12-31" : filter.date;
    std::vector<Value> parameters{position, date, position, date};
    parameters.insert(parameters.end(), scope.begin(), scope.end());
    rows = session.Query(kBalancesThen, parameters);
  }
  using Grant = std::tuple<std::string, std::int64_t, std::string, std::string>;
  std::set<Grant> invented;
  for (const Row& row : session.Query(kIllustrativeGrants)) {
    invented.insert({row.Text(0), row.Int(1), row.Text(2), row.Text(3)});
  }
  std::vector<HeldBalance> balances;
  balances.reserve(rows.size());
  for (const Row& row : rows) {
    HeldBalance held;
    held.account = AccountAt(row, 0);
    held.balance_vnd = row.Int(7);
    held.province_code = row.OptionalText(8).value_or("");
    held.illustrative = row.OptionalInt(9).value_or(0) != 0;
    if (held.account.budget_line.empty()) {
      held.illustrative = invented.contains(
          {held.account.programme, held.account.budget_year, held.account.source, held.account.agency});
    }
    balances.push_back(std::move(held));
  }
  return balances;
}

DateSpan Dates(storage::Session& session, const JournalRange& range) {
  const auto row = session.QueryOne(
      kDates, {range.position, std::int64_t{range.budget_year}, std::int64_t{range.budget_year}});
  return {row->OptionalText(0).value_or(""), row->OptionalText(1).value_or("")};
}

std::vector<Account> Accounts(storage::Session& session, const JournalRange& range) {
  const std::int64_t year = range.budget_year;
  std::vector<Account> accounts;
  for (const Row& row : session.Query(kAccounts, {range.position, year, year, range.position, year, year})) {
    accounts.push_back(AccountAt(row, 0));
  }
  return accounts;
}

std::vector<JournalEntry> NextEntries(storage::Session& session, const JournalRange& range, int limit,
                                      JournalCursor& cursor) {
  const std::int64_t year = range.budget_year;
  const auto rows =
      session.Query(kNextPostings, {range.position, year, year, cursor.effective_date, cursor.effective_date,
                                    cursor.position, cursor.position, cursor.ordinal, std::int64_t{limit}});
  std::vector<JournalEntry> entries;
  for (const Row& row : rows) {
    if (entries.empty() || entries.back().position != row.Int(0)) {
      entries.push_back({row.Int(0),
                         row.Text(1),
                         row.Text(2),
                         row.Text(3),
                         row.Text(4),
                         row.Text(5),
                         row.Text(6),
                         row.Int(7),
                         {}});
    }
    entries.back().postings.push_back(
        {row.Int(0), row.Text(1), AccountAt(row, 10), AccountAt(row, 17), row.Int(9)});
    cursor = {row.Text(1), row.Int(0), row.Int(8)};
  }
  return entries;
}

}  // namespace cpb::audit
