#include "services/registration/store/cycles.h"

#include <map>

namespace cpb::registration::store {
namespace {

using storage::Row;
using storage::Value;

constexpr std::string_view kInsert =
    "INSERT INTO cycle (name, programme, budget_year, submission_deadline, appraisal_deadline, opened_by, "
    "opened_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertDeadlines =
    "INSERT INTO cycle_deadline (cycle, position, due_date, actor, action, instrument, verified) VALUES";
// Key one_cycle.
constexpr std::string_view kFind =
    "SELECT name, programme, budget_year, submission_deadline, appraisal_deadline FROM cycle "
    "WHERE programme = ? AND budget_year = ?";
// A cycle a year and programme: read whole.
constexpr std::string_view kList =
    "SELECT name, programme, budget_year, submission_deadline, appraisal_deadline FROM cycle "
    "ORDER BY budget_year DESC, name";
constexpr std::string_view kDeadlines =
    "SELECT cycle, due_date, actor, action, instrument, verified FROM cycle_deadline ORDER BY cycle, "
    "position";

v1::Cycle ToCycle(const Row& row) {
  v1::Cycle cycle;
  cycle.set_name(row.Text(0));
  cycle.set_programme(row.Text(1));
  cycle.set_budget_year(static_cast<int>(row.Int(2)));
  cycle.set_submission_deadline(row.Text(3));
  cycle.set_appraisal_deadline(row.Text(4));
  return cycle;
}

}  // namespace

bool InsertCycle(storage::Session& session, const v1::Cycle& cycle, const std::string& actor,
                 const std::string& now) {
  try {
    session.Execute(kInsert, {cycle.name(), cycle.programme(), std::int64_t{cycle.budget_year()},
                              cycle.submission_deadline(), cycle.appraisal_deadline(), actor, now});
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
  std::vector<std::vector<Value>> rows;
  for (const v1::Deadline& deadline : cycle.deadlines()) {
    rows.push_back({cycle.name(), static_cast<std::int64_t>(rows.size()), deadline.date(), deadline.actor(),
                    deadline.action(), deadline.instrument(), std::int64_t{deadline.verified()}});
  }
  session.ExecuteRows(kInsertDeadlines, rows);
  return true;
}

std::optional<v1::Cycle> FindCycle(storage::Session& session, std::string_view programme, int budget_year) {
  const auto row = session.QueryOne(kFind, {std::string{programme}, std::int64_t{budget_year}});
  if (!row) return std::nullopt;
  return ToCycle(*row);
}

std::vector<v1::Cycle> ListCycles(storage::Session& session) {
  std::vector<v1::Cycle> cycles;
  std::map<std::string, std::size_t, std::less<>> index;
  for (const Row& row : session.Query(kList)) {
    index.emplace(row.Text(0), cycles.size());
    cycles.push_back(ToCycle(row));
  }
  for (const Row& row : session.Query(kDeadlines)) {
    v1::Deadline* deadline = cycles[index.at(row.Text(0))].add_deadlines();
    deadline->set_date(row.Text(1));
    deadline->set_actor(row.Text(2));
    deadline->set_action(row.Text(3));
    deadline->set_instrument(row.Text(4));
    deadline->set_verified(row.Int(5) != 0);
  }
  return cycles;
}

}  // namespace cpb::registration::store
