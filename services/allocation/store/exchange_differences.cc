#include "services/allocation/store/exchange_differences.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kInsert[] =
    "INSERT INTO exchange_difference (name, appropriation, subject, budget_year, foreign_amount_minor, "
    "difference_vnd, sort_key, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
// By primary key.
constexpr char kGet[] = "SELECT message FROM exchange_difference WHERE name = ?";
constexpr char kFinish[] = "UPDATE exchange_difference SET live = ?, message = ? WHERE name = ?";
// By exchange_once.
constexpr char kSum[] =
    "SELECT COALESCE(CAST(SUM(foreign_amount_minor) AS SIGNED), 0) FROM exchange_difference WHERE "
    "appropriation = ? AND live = 1";
// By exchange_order.
constexpr char kList[] =
    "SELECT message, sort_key FROM exchange_difference WHERE live = 1 AND (? = 0 OR budget_year = ?) "
    "AND (? = '' OR sort_key < ?) ORDER BY sort_key DESC LIMIT ?";

}  // namespace

bool InsertExchangeDifference(storage::Session& session, const ExchangeDifference& difference,
                              const std::string& created_at) {
  try {
    session.Execute(kInsert, {difference.name(), difference.appropriation(), difference.subject(),
                              std::int64_t{difference.budget_year()}, difference.foreign_amount_minor(),
                              difference.difference_vnd(), created_at + "|" + difference.name(),
                              difference.SerializeAsString()});
  } catch (const storage::StorageError& error) {
    if (!storage::IsDuplicateKey(error, "exchange_once")) throw;
    return false;
  }
  return true;
}

ExchangeDifference GetExchangeDifference(storage::Session& session, const std::string& name) {
  return ReadMessage<ExchangeDifference>(session.QueryOne(kGet, {name}).value().Text(0));
}

void FinishExchangeDifference(storage::Session& session, const ExchangeDifference& difference, bool booked) {
  session.Execute(kFinish, {booked ? storage::Value{std::int64_t{1}} : storage::Value{},
                            difference.SerializeAsString(), difference.name()});
}

std::int64_t SumExchanged(storage::Session& session, const std::string& appropriation) {
  return session.QueryOne(kSum, {appropriation})->Int(0);
}

std::vector<ListedExchangeDifference> ListExchangeDifferences(storage::Session& session, int budget_year,
                                                              const std::string& after, int limit) {
  std::vector<ListedExchangeDifference> listed;
  const std::int64_t year = budget_year;
  for (const storage::Row& row : session.Query(kList, {year, year, after, after, std::int64_t{limit}})) {
    listed.push_back({.difference = ReadMessage<ExchangeDifference>(row.Text(0)), .sort_key = row.Text(1)});
  }
  return listed;
}

}  // namespace cpb::allocation
