#include "services/disbursement/store/lines.h"

#include <string_view>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace cpb::disbursement::store {
namespace {

// By primary keys. The lock on the year keeps its close away until this unit of work ends.
constexpr std::string_view kFindLine =
    "SELECT l.budget_year, l.programme, l.agency, l.province_code, l.component_project, l.title, l.activity, "
    "l.establishment, l.plan, l.item_id, l.deciders, l.illustrative, y.closed_at "
    "FROM budget_line l JOIN budget_year y ON y.programme = l.programme AND y.budget_year = l.budget_year "
    "WHERE l.id = ? ORDER BY l.budget_year";
// FORCE INDEX and STRAIGHT_JOIN: on a small table the optimizer would scan, and so lock, every line.
constexpr std::string_view kLockLines =
    "SELECT l.budget_year, l.programme, l.agency, l.province_code, l.component_project, l.title, l.activity, "
    "l.establishment, l.plan, l.item_id, l.deciders, l.illustrative, y.closed_at, l.id "
    "FROM budget_line l FORCE INDEX (PRIMARY) STRAIGHT_JOIN budget_year y "
    "ON y.programme = l.programme AND y.budget_year = l.budget_year WHERE l.id IN";
constexpr std::string_view kLockLinesEnd = "ORDER BY l.id, l.budget_year LOCK IN SHARE MODE";
constexpr std::string_view kLockToSign =
    "SELECT id FROM budget_line FORCE INDEX (PRIMARY) WHERE id = ? FOR UPDATE";
constexpr std::string_view kSaveLines =
    "INSERT INTO budget_line (id, budget_year, programme, agency, province_code, component_project, title, "
    "activity, "
    "establishment, plan, item_id, deciders, illustrative) VALUES";
constexpr std::string_view kSaveLinesEnd =
    "ON DUPLICATE KEY UPDATE title = VALUES(title), activity = VALUES(activity), "
    "establishment = VALUES(establishment), deciders = VALUES(deciders)";
constexpr std::string_view kShareYear =
    "SELECT closed_at FROM budget_year WHERE programme = ? AND budget_year = ? LOCK IN SHARE MODE";
constexpr std::string_view kInsertYear =
    "INSERT INTO budget_year (programme, budget_year) VALUES (?, ?) ON DUPLICATE KEY UPDATE programme = "
    "programme";
constexpr std::string_view kLockYear =
    "SELECT closed_at FROM budget_year WHERE programme = ? AND budget_year = ? FOR UPDATE";
constexpr std::string_view kCloseYear =
    "UPDATE budget_year SET closed_at = ?, closed_by = ? WHERE programme = ? AND budget_year = ? AND "
    "closed_at IS NULL";

Line ReadLine(const storage::Row& row, const std::string& id) {
  Line line;
  line.line.set_id(id);
  line.line.set_budget_year(static_cast<int>(row.Int(0)));
  line.line.set_programme(row.Text(1));
  line.line.set_agency(row.Text(2));
  line.line.set_province_code(row.Text(3));
  line.line.set_component_project(row.Text(4));
  line.line.set_title(row.Text(5));
  line.line.set_activity(row.Text(6));
  line.line.set_establishment(row.Text(7));
  line.line.set_plan(row.Text(8));
  line.line.set_item_id(row.Text(9));
  for (const auto person : absl::StrSplit(row.Text(10), '\n', absl::SkipEmpty())) {
    line.line.add_deciders(std::string(person));
  }
  line.line.set_illustrative(row.Int(11) != 0);
  line.closed_at = row.OptionalText(12);
  return line;
}

}  // namespace

std::map<std::string, std::vector<Line>> LockLines(storage::Session& session,
                                                   const std::set<std::string>& ids) {
  std::map<std::string, std::vector<Line>> lines;
  for (const storage::Row& row : session.QueryIn(kLockLines, {ids.begin(), ids.end()}, kLockLinesEnd)) {
    lines[row.Text(13)].push_back(ReadLine(row, row.Text(13)));
  }
  return lines;
}

void LockLineToSign(storage::Session& session, const std::string& id) {
  session.Query(kLockToSign, {id});
}

std::vector<Line> FindLine(storage::Session& session, const std::string& id) {
  std::vector<Line> lines;
  for (const storage::Row& row : session.Query(kFindLine, {id})) lines.push_back(ReadLine(row, id));
  return lines;
}

void SaveLines(storage::Session& session, const std::vector<pb::BudgetLine>& lines) {
  std::vector<std::vector<storage::Value>> rows;
  rows.reserve(lines.size());
  for (const pb::BudgetLine& line : lines) {
    rows.push_back({line.id(), std::int64_t{line.budget_year()}, line.programme(), line.agency(),
                    line.province_code(), line.component_project(), line.title(), line.activity(),
                    line.establishment(), line.plan(), line.item_id(), absl::StrJoin(line.deciders(), "\n"),
                    std::int64_t{line.illustrative() ? 1 : 0}});
  }
  session.ExecuteRows(kSaveLines, rows, kSaveLinesEnd);
}

std::optional<Year> LockKnownYear(storage::Session& session, const std::string& programme, int budget_year) {
  const auto row = session.QueryOne(kShareYear, {programme, std::int64_t{budget_year}});
  if (!row) return std::nullopt;
  return Year{row->OptionalText(0)};
}

Year LockYear(storage::Session& session, const std::string& programme, int budget_year) {
  if (auto year = LockKnownYear(session, programme, budget_year)) return *std::move(year);
  session.Execute(kInsertYear, {programme, std::int64_t{budget_year}});
  return LockKnownYear(session, programme, budget_year).value();
}

std::optional<Year> LockYearToClose(storage::Session& session, const std::string& programme,
                                    int budget_year) {
  const auto row = session.QueryOne(kLockYear, {programme, std::int64_t{budget_year}});
  if (!row) return std::nullopt;
  return Year{row->OptionalText(0)};
}

void CloseYear(storage::Session& session, const std::string& programme, int budget_year,
               const std::string& at, const std::string& by) {
  if (session.Execute(kCloseYear, {at, by, programme, std::int64_t{budget_year}}) == 1) return;
  throw storage::StorageError{absl::InternalError("a budget year was closed under its lock"), 0};
}

}  // namespace cpb::disbursement::store
