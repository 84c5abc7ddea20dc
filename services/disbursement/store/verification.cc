#include "services/disbursement/store/verification.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/disbursement/store/journal.h"

namespace cpb::disbursement::store {
namespace {

constexpr int kDifferencesMax = 100;

/// A statement that returns one row for each difference: where, expected, found.
struct Check {
  std::string_view text;
  std::string_view sql;
};

/// What the postings after a position and up to another did to each account.
#define CPB_MOVES                                                                                         \
  "(SELECT account, SUM(amount_vnd) AS sum_vnd FROM ("                                                    \
  " SELECT to_account AS account, amount_vnd FROM posting WHERE position > ? AND position <= ? UNION ALL" \
  " SELECT from_account, -amount_vnd FROM posting WHERE position > ? AND position <= ?) moves GROUP BY "  \
  "account)"

constexpr std::string_view kDifferences =
    "SELECT a.account_key, COALESCE(m.sum_vnd, 0), a.balance_vnd, a.id FROM account a LEFT JOIN ("
    " SELECT account, SUM(amount_vnd) AS sum_vnd FROM ("
    "  SELECT to_account AS account, amount_vnd FROM posting UNION ALL"
    "  SELECT from_account, -amount_vnd FROM posting) moves GROUP BY account) m ON m.account = a.id "
    "WHERE a.balance_vnd <> COALESCE(m.sum_vnd, 0)";

constexpr Check kInTransit{
    "money lost in transit",
    "SELECT CONCAT(programme, ' ', source), 0, SUM(balance_vnd) FROM account WHERE kind = 3 "
    "GROUP BY programme, source HAVING SUM(balance_vnd) <> 0 LIMIT 100"};

constexpr std::array kChecks{
    Check{"guarded account below zero",
          "SELECT account_key, 0, balance_vnd FROM account WHERE kind NOT IN (1, 3, 12) AND balance_vnd < 0 "
          "LIMIT 100"},
    Check{"entry without postings",
          "SELECT CONCAT('entry ', e.position), 1, 0 FROM journal_entry e "
          "LEFT JOIN posting p ON p.position = e.position WHERE p.position IS NULL LIMIT 100"},
    Check{"posting leaves its entry's year, unit, programme or source",
          "SELECT CONCAT('entry ', p.position, ' line ', p.line), 0, p.amount_vnd FROM posting p "
          "JOIN journal_entry e ON e.position = p.position JOIN account f ON f.id = p.from_account "
          "JOIN account t ON t.id = p.to_account WHERE f.budget_year <> e.budget_year OR t.budget_year <> "
          "e.budget_year "
          "OR f.agency <> e.agency OR t.agency <> e.agency OR f.programme <> t.programme OR f.source <> "
          "t.source "
          "LIMIT 100"},
    kInTransit,
    Check{"commitments differ from what is committed",
          "SELECT CONCAT(budget_line, ' ', budget_year, ' ', source), SUM(held_vnd), SUM(balance_vnd) FROM ("
          " SELECT budget_line, budget_year, source, remaining_vnd AS held_vnd, 0 AS balance_vnd FROM "
          "commitment"
          " UNION ALL SELECT budget_line, budget_year, source, 0, balance_vnd FROM account WHERE kind = 5) x "
          "GROUP BY budget_line, budget_year, source HAVING SUM(held_vnd) <> SUM(balance_vnd) LIMIT 100"},
    Check{"undecided payments differ from what is in payment",
          "SELECT CONCAT(budget_line, ' ', budget_year, ' ', source), SUM(held_vnd), SUM(balance_vnd) FROM ("
          " SELECT budget_line, budget_year, source, amount_vnd AS held_vnd, 0 AS balance_vnd FROM payment"
          " WHERE state IN (1, 2, 3, 7, 8)"
          " UNION ALL SELECT budget_line, budget_year, source, 0, balance_vnd FROM account WHERE kind = 7) x "
          "GROUP BY budget_line, budget_year, source HAVING SUM(held_vnd) <> SUM(balance_vnd) LIMIT 100"},
    Check{"open advances differ from what is advanced",
          "SELECT CONCAT(budget_line, ' ', budget_year, ' ', source), SUM(held_vnd), SUM(balance_vnd) FROM ("
          " SELECT budget_line, budget_year, source, open_advance_vnd AS held_vnd, 0 AS balance_vnd FROM "
          "payment"
          " WHERE kind = 2"
          " UNION ALL SELECT budget_line, budget_year, source, 0, balance_vnd FROM account WHERE kind = 6) x "
          "GROUP BY budget_line, budget_year, source HAVING SUM(held_vnd) <> SUM(balance_vnd) LIMIT 100"},
    Check{"entry without its event in the feed",
          "SELECT CONCAT('entry ', e.position), 1, 0 FROM journal_entry e LEFT JOIN feed f "
          "ON f.position = e.position AND f.type = 'journal.posted' WHERE f.position IS NULL LIMIT 100"},
    Check{"event of the feed without its entry",
          "SELECT CONCAT('entry ', f.position), 0, 1 FROM feed f LEFT JOIN journal_entry e ON e.position = "
          "f.position "
          "WHERE f.type = 'journal.posted' AND e.position IS NULL LIMIT 100"},
    Check{"feed has a gap",
          "SELECT 'feed', h.position, (SELECT COUNT(*) FROM feed) FROM feed_head h "
          "WHERE h.position <> (SELECT COUNT(*) FROM feed) OR h.position <> (SELECT COALESCE(MAX(position), "
          "0) FROM feed)"},
};

// Forward from the first entry against backward from the stored balance.
constexpr Check kBothWays{
    "balance differs between both ways to it",
    "SELECT a.account_key, COALESCE(so_far.sum_vnd, 0), a.balance_vnd - COALESCE(later.sum_vnd, 0) FROM "
    "account a "
    "LEFT JOIN " CPB_MOVES " so_far ON so_far.account = a.id LEFT JOIN " CPB_MOVES
    " later ON later.account = a.id "
    "WHERE COALESCE(so_far.sum_vnd, 0) <> a.balance_vnd - COALESCE(later.sum_vnd, 0) LIMIT 100"};
constexpr Check kBelowZeroThen{
    "guarded account below zero",
    "SELECT a.account_key, 0, m.sum_vnd FROM account a JOIN " CPB_MOVES
    " m ON m.account = a.id WHERE a.kind NOT IN (1, 3, 12) AND m.sum_vnd < 0 LIMIT 100"};
constexpr Check kSinceVerified{
    "balance differs from the journal",
    "SELECT a.account_key, COALESCE(v.balance_vnd, 0) + COALESCE(m.sum_vnd, 0), a.balance_vnd FROM account a "
    "LEFT JOIN verified_balance v ON v.account = a.id LEFT JOIN " CPB_MOVES
    " m ON m.account = a.id WHERE a.balance_vnd <> COALESCE(v.balance_vnd, 0) + COALESCE(m.sum_vnd, 0) LIMIT "
    "100"};
// Of the entries after a position and up to another, by primary keys.
constexpr std::array kChecksOfEntries{
    Check{
        "entry without postings",
        "SELECT CONCAT('entry ', e.position), 1, 0 FROM journal_entry e LEFT JOIN posting p ON p.position = "
        "e.position WHERE e.position > ? AND e.position <= ? AND p.position IS NULL LIMIT 100"},
    Check{"posting leaves its entry's year, unit, programme or source",
          "SELECT CONCAT('entry ', p.position, ' line ', p.line), 0, p.amount_vnd FROM posting p "
          "JOIN journal_entry e ON e.position = p.position JOIN account f ON f.id = p.from_account "
          "JOIN account t ON t.id = p.to_account WHERE p.position > ? AND p.position <= ? AND "
          "(f.budget_year <> e.budget_year OR t.budget_year <> e.budget_year OR f.agency <> e.agency "
          "OR t.agency <> e.agency OR f.programme <> t.programme OR f.source <> t.source) LIMIT 100"},
    Check{"entry without its event in the feed",
          "SELECT CONCAT('entry ', e.position), 1, 0 FROM journal_entry e LEFT JOIN feed f "
          "ON f.position = e.position AND f.type = 'journal.posted' "
          "WHERE e.position > ? AND e.position <= ? AND f.position IS NULL LIMIT 100"},
    Check{"event of the feed without its entry",
          "SELECT CONCAT('entry ', f.position), 0, 1 FROM feed f LEFT JOIN journal_entry e ON e.position = "
          "f.position WHERE f.position > ? AND f.position <= ? AND f.type = 'journal.posted' "
          "AND e.position IS NULL LIMIT 100"},
};
constexpr std::string_view kVerifiedPosition = "SELECT position FROM verification WHERE id = 1";
constexpr std::string_view kMoveVerified =
    "UPDATE verification SET position = ? WHERE id = 1 AND position = ?";
constexpr std::string_view kAddVerified =
    "INSERT INTO verified_balance (account, balance_vnd) SELECT m.account, m.sum_vnd FROM " CPB_MOVES
    " m ON DUPLICATE KEY UPDATE balance_vnd = verified_balance.balance_vnd + VALUES(balance_vnd)";
#undef CPB_MOVES
// In the order in which everybody locks accounts.
constexpr std::string_view kLockAll =
    "SELECT id FROM account FORCE INDEX (account_key) ORDER BY account_key FOR UPDATE";
constexpr std::string_view kSetBalance =
    "UPDATE account SET balance_vnd = ? WHERE id = ? AND balance_vnd = ?";

constexpr std::string_view kEntryCountBetween =
    "SELECT COUNT(*) FROM journal_entry WHERE position > ? AND position <= ?";
constexpr std::string_view kEntryCount = "SELECT COUNT(*) FROM journal_entry";
constexpr std::string_view kAccountCount = "SELECT COUNT(*) FROM account";

void Run(storage::Session& session, const Check& check, std::vector<storage::Value> parameters,
         pb::VerifyLedgerResponse& response) {
  for (const storage::Row& row : session.Query(check.sql, std::move(parameters))) {
    if (response.differences_size() == kDifferencesMax) return;
    response.add_differences(std::string(check.text) + ": " + row.Text(0) + ": expected " +
                             std::to_string(row.Int(1)) + ", found " + std::to_string(row.Int(2)));
  }
}

std::int64_t Count(storage::Session& session, std::string_view sql,
                   std::vector<storage::Value> parameters = {}) {
  return session.QueryOne(sql, std::move(parameters)).value().Int(0);
}

}  // namespace

pb::VerifyLedgerResponse Verify(storage::Session& session) {
  pb::VerifyLedgerResponse response;
  response.set_position(JournalHead(session));
  response.set_entry_count(Count(session, kEntryCount));
  response.set_account_count(Count(session, kAccountCount));
  Run(session, {"balance differs from the journal", kDifferences}, {}, response);
  for (const Check& check : kChecks) Run(session, check, {}, response);
  response.set_correct(response.differences().empty());
  return response;
}

pb::VerifyLedgerResponse VerifyAt(storage::Session& session, std::int64_t position) {
  const std::int64_t head = JournalHead(session);
  position = std::min(position, head);
  pb::VerifyLedgerResponse response;
  response.set_position(position);
  response.set_entry_count(Count(session, kEntryCountBetween, {std::int64_t{0}, position}));
  response.set_account_count(Count(session, kAccountCount));
  const std::int64_t first = 0;
  Run(session, kBothWays, {first, position, first, position, position, head, position, head}, response);
  Run(session, kBelowZeroThen, {first, position, first, position}, response);
  for (const Check& check : kChecksOfEntries) Run(session, check, {first, position}, response);
  response.set_correct(response.differences().empty());
  return response;
}

std::int64_t VerifiedPosition(storage::Session& session) {
  return Count(session, kVerifiedPosition);
}

pb::VerifyLedgerResponse VerifySince(storage::Session& session, std::int64_t position) {
  const std::int64_t head = JournalHead(session);
  pb::VerifyLedgerResponse response;
  response.set_position(head);
  response.set_entry_count(Count(session, kEntryCountBetween, {position, head}));
  response.set_account_count(Count(session, kAccountCount));
  Run(session, kSinceVerified, {position, head, position, head}, response);
  for (const Check& check : kChecksOfEntries) Run(session, check, {position, head}, response);
  Run(session, kInTransit, {}, response);
  response.set_correct(response.differences().empty());
  return response;
}

void AdvanceVerified(storage::Session& session, std::int64_t from, std::int64_t to) {
  // The row lines up copies of the program that verify at the same time.
  if (session.Execute(kMoveVerified, {to, from}) == 0) return;
  session.Execute(kAddVerified, {from, to, from, to});
}

pb::RebuildBalancesResponse Rebuild(storage::Session& session, bool apply) {
  if (apply) session.Query(kLockAll);
  pb::RebuildBalancesResponse response;
  response.set_position(JournalHead(session));
  response.set_account_count(Count(session, kAccountCount));
  const std::vector<storage::Row> rows = session.Query(kDifferences);
  response.set_difference_count(static_cast<std::int64_t>(rows.size()));
  for (const storage::Row& row : rows) {
    if (response.differences_size() < kDifferencesMax) {
      pb::BalanceDifference& difference = *response.add_differences();
      difference.set_account(row.Text(0));
      difference.set_journal_vnd(row.Int(1));
      difference.set_stored_vnd(row.Int(2));
    }
    if (!apply) continue;
    if (session.Execute(kSetBalance, {row.Int(1), row.Int(3), row.Int(2)}) == 1) continue;
    throw storage::StorageError{absl::InternalError("a balance changed under its lock"), 0};
  }
  response.set_applied(apply && !rows.empty());
  return response;
}

}  // namespace cpb::disbursement::store
