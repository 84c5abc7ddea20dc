#include "services/audit/app/labels.h"

#include <fstream>
#include <sstream>
#include <vector>

#include "libs/csv/reader.h"
#include "libs/rpc/call.h"
#include "libs/text/text.h"

namespace cpb::audit {
namespace {

absl::Status Unreadable(const std::string& file, const std::string& why) {
  return absl::FailedPreconditionError("reference data " + file + ": " + why);
}

absl::StatusOr<csv::Table> ReadTable(const std::string& file, const csv::Format& format) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Unreadable(file, "cannot be read; check --reference_data");
  csv::Table table = csv::Read(text.str(), format);
  if (!table.ok()) return Unreadable(file, table.violations[0].subject + ": " + table.violations[0].text_en);
  return table;
}

// Reads id and titles of one file; `prefix` makes the resource name.
absl::Status ReadTitles(const std::string& file, const std::string& id_column, const std::string& prefix,
                        const std::vector<std::string>& others, std::map<std::string, Label>& labels) {
  CPB_ASSIGN_OR_RETURN(const csv::Table table,
                       ReadTable(file, {{id_column, "title_vi", "title_en"}, others}));
  // The first row of a key wins: provinces.csv names a code first as it was during 2004 to 2025.
  for (const csv::Row& row : table.rows)
    labels.emplace(prefix + row[id_column], Label{row["title_vi"], row["title_en"]});
  return absl::OkStatus();
}

Label Find(const std::map<std::string, Label>& labels, const std::string& key, const Label& when_empty) {
  if (key.empty()) return when_empty;
  const auto found = labels.find(key);
  return found == labels.end() ? Label{key, key} : found->second;
}

}  // namespace

absl::StatusOr<Labels> Labels::Load(const std::string& folder) {
  Labels labels;
  CPB_RETURN_IF_ERROR(ReadTitles(folder + "/programmes.csv", "id", "programmes/",
                                 {"instrument", "first_year", "last_year", "verified", "source"},
                                 labels.programmes_));
  CPB_RETURN_IF_ERROR(ReadTitles(folder + "/provinces.csv", "code", "",
                                 {"id", "region", "valid_from", "valid_to", "successor"}, labels.provinces_));
  CPB_RETURN_IF_ERROR(
      ReadTitles(folder + "/provinces_2025.csv", "code", "",
                 {"id", "region", "valid_from", "valid_to", "successor", "kind", "predecessors", "note"},
                 labels.provinces_2025_));
  CPB_ASSIGN_OR_RETURN(
      const csv::Table units,
      ReadTable(folder + "/provinces.csv",
                {{"code", "successor"}, {"id", "title_vi", "title_en", "region", "valid_from", "valid_to"}}));
  // "08-2025" names a unit by its code.
  for (const csv::Row& row : units.rows)
    labels.successors_.emplace(row["code"], row["successor"].substr(0, row["successor"].find('-')));
  CPB_RETURN_IF_ERROR(ReadTitles(folder + "/component_projects.csv", "id", "componentProjects/",
                                 {"programme", "number", "main_implementer", "coordinating", "first_year",
                                  "last_year", "verified", "title_vi_verified", "source"},
                                 labels.projects_));
  CPB_RETURN_IF_ERROR(ReadTitles(folder + "/sources.csv", "id", "", {"kind"}, labels.sources_));
  CPB_ASSIGN_OR_RETURN(
      const csv::Table agencies,
      ReadTable(folder + "/agencies.csv", {{"id", "title_vi", "title_en", "province_code"}, {"kind"}}));
  for (const csv::Row& row : agencies.rows) {
    const std::string name = "agencies/" + row["id"];
    labels.agencies_[name] = {row["title_vi"], row["title_en"]};
    labels.province_of_agency_[name] = row["province_code"];
  }
  return labels;
}

Label Labels::Of(GroupBy dimension, const std::string& key,
                 const std::map<std::string, std::string>& line_titles) const {
  switch (dimension) {
    case GroupBy::kProject:
      return Find(projects_, key, {"Chưa giao cho đề án nào", "Not allotted to a project"});
    case GroupBy::kSource:
      return Find(sources_, key, {});
    case GroupBy::kProvince:
      return Find(provinces_, key, {"Trung ương", "Central level"});
    case GroupBy::kProvince2025:
      return Find(provinces_2025_, key, {"Trung ương", "Central level"});
    case GroupBy::kAgency:
      return Find(agencies_, key, {});
    case GroupBy::kProgramme:
      return Find(programmes_, key, {});
    case GroupBy::kBudgetLine: {
      const auto found = line_titles.find(key);
      if (found != line_titles.end()) return {found->second, found->second};
      return key.empty() ? Label{"Chưa giao", "Not allotted"} : Label{key, key};
    }
    case GroupBy::kYear:
      return {key, key};
  }
  return {key, key};
}

std::string Labels::ProvinceOfAgency(const std::string& agency) const {
  const auto found = province_of_agency_.find(agency);
  return found == province_of_agency_.end() ? "" : found->second;
}

std::string Labels::ProvinceOf2025(const std::string& code) const {
  const auto found = successors_.find(code);
  return found == successors_.end() || found->second.empty() ? code : found->second;
}

}  // namespace cpb::audit
