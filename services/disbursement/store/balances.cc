#include "services/disbursement/store/balances.h"

#include <limits>
#include <string_view>

namespace cpb::disbursement::store {
namespace {

// The key range pages; by_unit and by_line serve the filters.
constexpr std::string_view kNow =
    "SELECT a.programme, a.budget_year, a.source, a.agency, a.component_project, a.budget_line, a.kind, "
    "a.balance_vnd "
    "FROM account a WHERE a.account_key > ? AND (? = 0 OR a.budget_year = ?) AND (? = '' OR a.agency = ?) "
    "AND (? = '' OR a.budget_line = ?) AND (? = '' OR a.source = ?) ORDER BY a.account_key LIMIT ?";
// by_to and by_from find the postings of one account up to a position.
constexpr std::string_view kAsOf =
    "SELECT a.programme, a.budget_year, a.source, a.agency, a.component_project, a.budget_line, a.kind, "
    "(SELECT COALESCE(SUM(p.amount_vnd), 0) FROM posting p JOIN journal_entry e ON e.position = p.position "
    " WHERE p.to_account = a.id AND p.position <= ? AND e.effective_date <= ?) - "
    "(SELECT COALESCE(SUM(p.amount_vnd), 0) FROM posting p JOIN journal_entry e ON e.position = p.position "
    " WHERE p.from_account = a.id AND p.position <= ? AND e.effective_date <= ?) "
    "FROM account a WHERE a.account_key > ? AND (? = 0 OR a.budget_year = ?) AND (? = '' OR a.agency = ?) "
    "AND (? = '' OR a.budget_line = ?) AND (? = '' OR a.source = ?) ORDER BY a.account_key LIMIT ?";
// By index by_unit.
constexpr std::string_view kLapsing =
    "SELECT programme, budget_year, source, agency, component_project, budget_line, kind, balance_vnd FROM "
    "account "
    "WHERE budget_year = ? AND programme = ? AND kind IN (2, 4, 5) AND balance_vnd > 0 ORDER BY account_key";
constexpr std::string_view kEndOfTime = "9999-12-31";

pb::Balance Read(const storage::Row& row) {
  pb::Balance balance;
  pb::AccountKey& account = *balance.mutable_account();
  account.set_programme(row.Text(0));
  account.set_budget_year(static_cast<int>(row.Int(1)));
  account.set_source(row.Text(2));
  account.set_agency(row.Text(3));
  account.set_component_project(row.Text(4));
  account.set_budget_line(row.Text(5));
  account.set_kind(static_cast<pb::AccountKind>(row.Int(6)));
  balance.set_balance_vnd(row.Int(7));
  return balance;
}

}  // namespace

std::vector<pb::Balance> ListBalances(storage::Session& session, const pb::ListBalancesRequest& request,
                                      const std::string& agency, const rpc::Page& page) {
  const std::int64_t year = request.budget_year();
  std::vector<storage::Value> filter{page.after,
                                     year,
                                     year,
                                     agency,
                                     agency,
                                     request.budget_line(),
                                     request.budget_line(),
                                     request.source(),
                                     request.source(),
                                     std::int64_t{page.size} + 1};
  std::vector<storage::Row> rows;
  if (request.as_of_position() == 0 && request.as_of_date().empty()) {
    rows = session.Query(kNow, std::move(filter));
  } else {
    const std::int64_t position =
        request.as_of_position() == 0 ? std::numeric_limits<std::int64_t>::max() : request.as_of_position();
    const std::string date{request.as_of_date().empty() ? std::string(kEndOfTime) : request.as_of_date()};
    std::vector<storage::Value> parameters{position, date, position, date};
    parameters.insert(parameters.end(), filter.begin(), filter.end());
    rows = session.Query(kAsOf, std::move(parameters));
  }
  std::vector<pb::Balance> balances;
  balances.reserve(rows.size());
  for (const storage::Row& row : rows) balances.push_back(Read(row));
  return balances;
}

std::vector<pb::Balance> LapsingAccounts(storage::Session& session, const std::string& programme,
                                         int budget_year) {
  std::vector<pb::Balance> accounts;
  for (const storage::Row& row : session.Query(kLapsing, {std::int64_t{budget_year}, programme})) {
    accounts.push_back(Read(row));
  }
  return accounts;
}

}  // namespace cpb::disbursement::store
