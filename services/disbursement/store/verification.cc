#include "services/disbursement/store/verification.h"

#include <array>
#include <string>
#include <string_view>

#include "services/disbursement/store/journal.h"

namespace cpb::disbursement::store {
namespace {

constexpr int kDifferencesMax = 100;

/// A statement that returns one row for each difference: where, expected, found.
struct Check {
  std::string_view text;
  std::string_view sql;
};

constexpr std::array kChecks{
    Check{"balance differs from the journal",
          "SELECT a.account_key, COALESCE(m.sum_vnd, 0), a.balance_vnd FROM account a LEFT JOIN ("
          " SELECT account, SUM(amount_vnd) AS sum_vnd FROM ("
          "  SELECT to_account AS account, amount_vnd FROM posting UNION ALL"
          "  SELECT from_account, -amount_vnd FROM posting) moves GROUP BY account) m ON m.account = a.id "
          "WHERE a.balance_vnd <> COALESCE(m.sum_vnd, 0) LIMIT 100"},
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
    Check{"money lost in transit",
          "SELECT CONCAT(programme, ' ', source), 0, SUM(balance_vnd) FROM account WHERE kind = 3 "
          "GROUP BY programme, source HAVING SUM(balance_vnd) <> 0 LIMIT 100"},
    Check{"commitments differ from what is committed",
          "SELECT CONCAT(budget_line, ' ', budget_year, ' ', source), SUM(held_vnd), SUM(balance_vnd) FROM ("
          " SELECT budget_line, budget_year, source, remaining_vnd AS held_vnd, 0 AS balance_vnd FROM "
          "commitment"
          " UNION ALL SELECT budget_line, budget_year, source, 0, balance_vnd FROM account WHERE kind = 5) x "
          "GROUP BY budget_line, budget_year, source HAVING SUM(held_vnd) <> SUM(balance_vnd) LIMIT 100"},
    Check{"undecided payments differ from what is in payment",
          "SELECT CONCAT(budget_line, ' ', budget_year, ' ', source), SUM(held_vnd), SUM(balance_vnd) FROM ("
          " SELECT budget_line, budget_year, source, amount_vnd AS held_vnd, 0 AS balance_vnd FROM payment"
          " WHERE state IN (1, 2, 3)"
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

constexpr std::string_view kEntryCount = "SELECT COUNT(*) FROM journal_entry";
constexpr std::string_view kAccountCount = "SELECT COUNT(*) FROM account";

}  // namespace

pb::VerifyLedgerResponse Verify(storage::Session& session) {
  pb::VerifyLedgerResponse response;
  response.set_position(JournalHead(session));
  response.set_entry_count(session.QueryOne(kEntryCount).value().Int(0));
  response.set_account_count(session.QueryOne(kAccountCount).value().Int(0));
  for (const Check& check : kChecks) {
    for (const storage::Row& row : session.Query(check.sql)) {
      if (response.differences_size() == kDifferencesMax) break;
      response.add_differences(std::string(check.text) + ": " + row.Text(0) + ": expected " +
                               std::to_string(row.Int(1)) + ", found " + std::to_string(row.Int(2)));
    }
  }
  response.set_correct(response.differences().empty());
  return response;
}

}  // namespace cpb::disbursement::store
