#include "services/projects/app/reference_loader.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/csv/reader.h"
#include "libs/rpc/call.h"

namespace cpb::projects {
namespace {

absl::StatusOr<csv::Table> ReadTable(const std::string& path, std::vector<std::string> columns) {
  std::ifstream stream{path, std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return absl::FailedPreconditionError("cannot read " + path);
  csv::Table table =
      csv::Read(text.str(), csv::Format{.required = std::move(columns),
                                        .optional = {"coordinating", "title_vi_verified", "source"},
                                        .max_rows = 100'000,
                                        .refuse_formulas = false});
  if (table.ok()) return table;
  return absl::FailedPreconditionError(
      absl::StrCat(path, ": ", table.violations.front().subject, ": ", table.violations.front().text_en));
}

absl::Status Wrong(const csv::Row& row, const char* column) {
  return absl::FailedPreconditionError(
      absl::StrCat(row.Subject(column), ": not understood: '", row[column], "'"));
}

absl::StatusOr<int> Number(const csv::Row& row, const char* column) {
  const std::string& cell = row[column];
  int number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc{} || end != cell.data() + cell.size()) return Wrong(row, column);
  return number;
}

absl::StatusOr<bool> Boolean(const csv::Row& row, const char* column) {
  if (row[column] != "true" && row[column] != "false") return Wrong(row, column);
  return row[column] == "true";
}

absl::Status LoadProjects(const std::string& folder, store::ReferenceData& data) {
  CPB_ASSIGN_OR_RETURN(const csv::Table table,
                       ReadTable(folder + "/component_projects.csv",
                                 {"id", "programme", "number", "title_vi", "title_en", "main_implementer",
                                  "first_year", "last_year", "verified"}));
  for (const csv::Row& row : table.rows) {
    v1::ComponentProject& project = data.component_projects.emplace_back();
    project.set_name("componentProjects/" + row["id"]);
    project.set_programme("programmes/" + row["programme"]);
    CPB_ASSIGN_OR_RETURN(const int number, Number(row, "number"));
    CPB_ASSIGN_OR_RETURN(const int first_year, Number(row, "first_year"));
    CPB_ASSIGN_OR_RETURN(const int last_year, Number(row, "last_year"));
    project.set_number(number);
    project.set_first_year(first_year);
    project.set_last_year(last_year);
    project.set_title_vi(row["title_vi"]);
    project.set_title_en(row["title_en"]);
    project.set_main_implementer(row["main_implementer"]);
  }
  return absl::OkStatus();
}

absl::Status LoadActivities(const std::string& folder, store::ReferenceData& data) {
  CPB_ASSIGN_OR_RETURN(
      const csv::Table table,
      ReadTable(folder + "/activities.csv", {"id", "title_vi", "title_en", "component_projects", "unit",
                                             "needs_establishment", "budget_item", "verified"}));
  for (const csv::Row& row : table.rows) {
    v1::Activity& activity = data.activities.emplace_back();
    activity.set_name("activities/" + row["id"]);
    activity.set_title_vi(row["title_vi"]);
    activity.set_title_en(row["title_en"]);
    for (const std::string& id : std::vector<std::string>(absl::StrSplit(row["component_projects"], '|'))) {
      activity.add_component_projects("componentProjects/" + id);
    }
    activity.set_unit(row["unit"]);
    CPB_ASSIGN_OR_RETURN(const bool needs_establishment, Boolean(row, "needs_establishment"));
    activity.set_needs_establishment(needs_establishment);
    activity.set_budget_item(row["budget_item"]);
    CPB_ASSIGN_OR_RETURN(const bool verified, Boolean(row, "verified"));
    activity.set_verified(verified);
  }
  return absl::OkStatus();
}

absl::Status LoadIndicators(const std::string& folder, store::ReferenceData& data) {
  CPB_ASSIGN_OR_RETURN(const csv::Table table,
                       ReadTable(folder + "/indicators.csv", {"id", "title_en", "title_vi", "unit", "level",
                                                              "target_2015", "target_2020", "verified"}));
  for (const csv::Row& row : table.rows) {
    v1::Indicator& indicator = data.indicators.emplace_back();
    indicator.set_name("indicators/" + row["id"]);
    indicator.set_title_en(row["title_en"]);
    indicator.set_title_vi(row["title_vi"]);
    indicator.set_unit(row["unit"]);
    indicator.set_level(row["level"]);
    indicator.set_target_2015(row["target_2015"]);
    indicator.set_target_2020(row["target_2020"]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<store::ReferenceData> LoadReference(const std::string& folder) {
  store::ReferenceData data;
  CPB_RETURN_IF_ERROR(LoadProjects(folder, data));
  CPB_RETURN_IF_ERROR(LoadActivities(folder, data));
  CPB_RETURN_IF_ERROR(LoadIndicators(folder, data));
  return data;
}

}  // namespace cpb::projects
