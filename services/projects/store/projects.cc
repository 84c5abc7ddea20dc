#include "services/projects/store/projects.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace cpb::projects::store {
namespace {

using storage::Row;
using storage::Value;
using Rows = std::vector<std::vector<Value>>;

constexpr std::string_view kSaveProjects =
    "INSERT INTO component_project (name, programme, number, title_vi, title_en, main_implementer, "
    "first_year, "
    "last_year) VALUES";
constexpr std::string_view kOnProject =
    "ON DUPLICATE KEY UPDATE programme = VALUES(programme), number = VALUES(number), title_vi = "
    "VALUES(title_vi), "
    "title_en = VALUES(title_en), main_implementer = VALUES(main_implementer), first_year = "
    "VALUES(first_year), "
    "last_year = VALUES(last_year)";
constexpr std::string_view kSaveActivities =
    "INSERT INTO activity (name, position, title_vi, title_en, component_projects, unit, "
    "needs_establishment, "
    "budget_item, verified) VALUES";
constexpr std::string_view kOnActivity =
    "ON DUPLICATE KEY UPDATE position = VALUES(position), title_vi = VALUES(title_vi), title_en = "
    "VALUES(title_en), "
    "component_projects = VALUES(component_projects), unit = VALUES(unit), "
    "needs_establishment = VALUES(needs_establishment), budget_item = VALUES(budget_item), "
    "verified = VALUES(verified)";
constexpr std::string_view kSaveIndicators =
    "INSERT INTO indicator (name, position, title_vi, title_en, unit, level, target_2015, target_2020) "
    "VALUES";
constexpr std::string_view kOnIndicator =
    "ON DUPLICATE KEY UPDATE position = VALUES(position), title_vi = VALUES(title_vi), title_en = "
    "VALUES(title_en), "
    "unit = VALUES(unit), level = VALUES(level), target_2015 = VALUES(target_2015), "
    "target_2020 = VALUES(target_2020)";
// The lists are short and read whole; results use key by_indicator.
constexpr std::string_view kProjects =
    "SELECT name, programme, number, title_vi, title_en, main_implementer, first_year, last_year "
    "FROM component_project WHERE ? = '' OR programme = ? ORDER BY programme, number";
constexpr std::string_view kActivities =
    "SELECT name, title_vi, title_en, component_projects, unit, needs_establishment, budget_item, verified "
    "FROM activity ORDER BY position, name";
constexpr std::string_view kIndicators =
    "SELECT name, title_vi, title_en, unit, level, target_2015, target_2020 FROM indicator "
    "ORDER BY level <> 'target', position, name";
constexpr std::string_view kFindIndicator = "SELECT name FROM indicator WHERE name = ?";
constexpr std::string_view kInsertResult =
    "INSERT INTO result (indicator, value_text, value_milli, report_date, reported_by, province_code, note, "
    "illustrative, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kLastId = "SELECT LAST_INSERT_ID()";
constexpr std::string_view kResults =
    "SELECT id, indicator, value_text, value_milli, report_date, reported_by, province_code, note, "
    "illustrative "
    "FROM result WHERE ? = '' OR indicator = ? ORDER BY indicator, report_date, id";

std::string ResultName(std::int64_t id) {
  return absl::StrCat("results/", id);
}

}  // namespace

void SaveReferenceData(storage::Session& session, const ReferenceData& data) {
  Rows rows;
  for (const auto& p : data.component_projects) {
    rows.push_back({p.name(), p.programme(), std::int64_t{p.number()}, p.title_vi(), p.title_en(),
                    p.main_implementer(), std::int64_t{p.first_year()}, std::int64_t{p.last_year()}});
  }
  session.ExecuteRows(kSaveProjects, rows, kOnProject);
  rows.clear();
  for (const auto& a : data.activities) {
    rows.push_back({a.name(), static_cast<std::int64_t>(rows.size()), a.title_vi(), a.title_en(),
                    absl::StrJoin(a.component_projects(), " "), a.unit(),
                    std::int64_t{a.needs_establishment()}, a.budget_item(), std::int64_t{a.verified()}});
  }
  session.ExecuteRows(kSaveActivities, rows, kOnActivity);
  rows.clear();
  for (const auto& i : data.indicators) {
    rows.push_back({i.name(), static_cast<std::int64_t>(rows.size()), i.title_vi(), i.title_en(), i.unit(),
                    i.level(), i.target_2015(), i.target_2020()});
  }
  session.ExecuteRows(kSaveIndicators, rows, kOnIndicator);
}

std::vector<v1::ComponentProject> ListComponentProjects(storage::Session& session,
                                                        const std::string& programme) {
  std::vector<v1::ComponentProject> projects;
  for (const Row& row : session.Query(kProjects, {programme, programme})) {
    v1::ComponentProject& project = projects.emplace_back();
    project.set_name(row.Text(0));
    project.set_programme(row.Text(1));
    project.set_number(static_cast<int>(row.Int(2)));
    project.set_title_vi(row.Text(3));
    project.set_title_en(row.Text(4));
    project.set_main_implementer(row.Text(5));
    project.set_first_year(static_cast<int>(row.Int(6)));
    project.set_last_year(static_cast<int>(row.Int(7)));
  }
  return projects;
}

std::vector<v1::Activity> ListActivities(storage::Session& session) {
  std::vector<v1::Activity> activities;
  for (const Row& row : session.Query(kActivities)) {
    v1::Activity& activity = activities.emplace_back();
    activity.set_name(row.Text(0));
    activity.set_title_vi(row.Text(1));
    activity.set_title_en(row.Text(2));
    for (const std::string& name : std::vector<std::string>(absl::StrSplit(row.Text(3), ' '))) {
      activity.add_component_projects(name);
    }
    activity.set_unit(row.Text(4));
    activity.set_needs_establishment(row.Int(5) != 0);
    activity.set_budget_item(row.Text(6));
    activity.set_verified(row.Int(7) != 0);
  }
  return activities;
}

std::vector<v1::Indicator> ListIndicators(storage::Session& session) {
  std::vector<v1::Indicator> indicators;
  for (const Row& row : session.Query(kIndicators)) {
    v1::Indicator& indicator = indicators.emplace_back();
    indicator.set_name(row.Text(0));
    indicator.set_title_vi(row.Text(1));
    indicator.set_title_en(row.Text(2));
    indicator.set_unit(row.Text(3));
    indicator.set_level(row.Text(4));
    indicator.set_target_2015(row.Text(5));
    indicator.set_target_2020(row.Text(6));
  }
  return indicators;
}

bool HasIndicator(storage::Session& session, const std::string& name) {
  return session.QueryOne(kFindIndicator, {name}).has_value();
}

void InsertResult(storage::Session& session, const std::string& actor, const std::string& now,
                  v1::Result& result) {
  session.Execute(kInsertResult, {result.indicator(), result.value_text(),
                                  result.has_value_milli() ? Value{result.value_milli()} : Value{},
                                  result.report_date(), result.reported_by(), result.province_code(),
                                  result.note(), std::int64_t{result.illustrative()}, actor, now});
  result.set_name(ResultName(session.QueryOne(kLastId)->Int(0)));
}

std::vector<v1::Result> ListResults(storage::Session& session, const std::string& indicator) {
  std::vector<v1::Result> results;
  for (const Row& row : session.Query(kResults, {indicator, indicator})) {
    v1::Result& result = results.emplace_back();
    result.set_name(ResultName(row.Int(0)));
    result.set_indicator(row.Text(1));
    result.set_value_text(row.Text(2));
    if (const auto milli = row.OptionalInt(3)) result.set_value_milli(*milli);
    result.set_report_date(row.Text(4));
    result.set_reported_by(row.Text(5));
    result.set_province_code(row.Text(6));
    result.set_note(row.Text(7));
    result.set_illustrative(row.Int(8) != 0);
  }
  return results;
}

}  // namespace cpb::projects::store
