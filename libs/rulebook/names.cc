#include "libs/rulebook/names.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

#include "libs/csv/reader.h"

namespace cpb::rulebook {
namespace {

std::optional<csv::Table> ReadTable(const std::string& folder, const std::string& name, csv::Format format,
                                    std::vector<Problem>& problems) {
  std::ifstream file{folder + "/" + name, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
  csv::Table table = csv::Read(text, format);
  for (const refusal::Violation& violation : table.violations) {
    problems.push_back({.file = name,
                        .line = 0,
                        .rule_id = "",
                        .reason = {violation.subject + ": " + violation.text_vi,
                                   violation.subject + ": " + violation.text_en}});
  }
  if (!table.ok()) return std::nullopt;
  return table;
}

std::vector<std::string> SplitBar(const std::string& cell) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= cell.size();) {
    const std::size_t end = std::min(cell.find('|', begin), cell.size());
    if (end > begin) parts.push_back(cell.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

void ReadIds(const std::string& folder, const std::string& name, std::vector<std::string> other_columns,
             std::set<std::string>& ids, std::vector<Problem>& problems) {
  const auto table =
      ReadTable(folder, name, {.required = {"id"}, .optional = std::move(other_columns)}, problems);
  if (!table) return;
  for (const csv::Row& row : table->rows) ids.insert(row["id"]);
}

void ReadProvinces(const std::string& folder, const std::string& name, Names& names,
                   std::vector<Problem>& problems) {
  const auto table = ReadTable(
      folder, name,
      {.required = {"code", "valid_from", "valid_to"},
       .optional = {"id", "title_vi", "title_en", "region", "successor", "kind", "predecessors", "note"}},
      problems);
  if (!table) return;
  for (const csv::Row& row : table->rows) {
    names.provinces.emplace(row["code"], Names::Validity{.from = clock::ParseDate(row["valid_from"]),
                                                         .to = clock::ParseDate(row["valid_to"]),
                                                         .title_vi = row["title_vi"],
                                                         .title_en = row["title_en"]});
  }
}

}  // namespace

bool Names::IsProvinceOn(const std::string& code, clock::Date day) const {
  const auto [begin, end] = provinces.equal_range(code);
  return std::any_of(begin, end, [&](const auto& entry) { return entry.second.Holds(day); });
}

std::string Names::ProvinceNamed(const std::string& title, clock::Date day) const {
  for (const auto& [code, validity] : provinces) {
    if (validity.Holds(day) && (validity.title_vi == title || validity.title_en == title)) return code;
  }
  return "";
}

std::optional<Names> LoadNames(const std::string& reference_data, std::vector<Problem>& problems) {
  const std::size_t before = problems.size();
  Names names;
  if (const auto table = ReadTable(reference_data, "activities.csv",
                                   {.required = {"id", "component_projects"},
                                    .optional = {"title_vi", "title_en", "unit", "needs_establishment",
                                                 "budget_item", "verified", "source"}},
                                   problems)) {
    for (const csv::Row& row : table->rows) names.activities[row["id"]] = SplitBar(row["component_projects"]);
  }
  if (const auto table =
          ReadTable(reference_data, "sources.csv",
                    {.required = {"id", "kind"}, .optional = {"title_vi", "title_en"}}, problems)) {
    for (const csv::Row& row : table->rows) names.sources[row["id"]] = row["kind"] == "enterprise";
  }
  ReadIds(reference_data, "component_projects.csv",
          {"programme", "number", "title_vi", "title_en", "main_implementer", "coordinating", "first_year",
           "last_year", "verified", "title_vi_verified", "source"},
          names.component_projects, problems);
  ReadIds(reference_data, "programmes.csv",
          {"title_vi", "title_en", "instrument", "first_year", "last_year", "verified", "source"},
          names.programmes, problems);
  ReadIds(reference_data, "agencies.csv", {"title_vi", "title_en", "kind", "province_code"}, names.agencies,
          problems);
  ReadProvinces(reference_data, "provinces.csv", names, problems);
  ReadProvinces(reference_data, "provinces_2025.csv", names, problems);
  if (problems.size() != before) return std::nullopt;
  return names;
}

namespace {

bool Overlaps(const Names::Validity& validity, const Rule& rule) {
  const bool before = validity.to && rule.valid_from && *validity.to < *rule.valid_from;
  const bool after = validity.from && rule.valid_to && *rule.valid_to < *validity.from;
  return !before && !after;
}

/// The rule's code is one province's as long as the rule is in force: a code may pass to another province.
void CheckProvince(const Rule& rule, const Names& names, std::vector<Problem>& problems) {
  std::set<std::string> titles;
  const auto [begin, end] = names.provinces.equal_range(rule.province_code);
  for (auto entry = begin; entry != end; ++entry) {
    if (Overlaps(entry->second, rule)) titles.insert(entry->second.title_vi);
  }
  if (titles.size() == 1) return;
  const std::string& code = rule.province_code;
  Why reason{"không có tỉnh '" + code + "'", "unknown province '" + code + "'"};
  if (!titles.empty()) {
    std::string listed;
    for (const std::string& title : titles) listed += " '" + title + "'";
    reason = {"trong thời gian quy định có hiệu lực, mã " + code + " là của" + listed +
                  "; hãy kết thúc quy định trước khi mã chuyển sang tỉnh khác",
              "while the rule is in force, code " + code + " stands for" + listed +
                  "; end the rule before the code passes on"};
  } else if (begin != end) {
    reason.vi += " trong thời gian của quy định";
    reason.en += " in the time of the rule";
  }
  problems.push_back({.file = rule.file, .line = rule.line, .rule_id = rule.id, .reason = reason});
}

}  // namespace

std::vector<Problem> ValidateNames(const Rulebook& book, const Names& names) {
  std::vector<Problem> problems;
  for (const Rule& rule : book.rules) {
    const auto Unknown = [&](const Why& what, const std::string& name) {
      problems.push_back(
          {.file = rule.file,
           .line = rule.line,
           .rule_id = rule.id,
           .reason = {"không có " + what.vi + " '" + name + "'", "unknown " + what.en + " '" + name + "'"}});
    };
    const auto Each = [&](const std::vector<std::string>& list, const std::string& collection,
                          const Why& what, const auto& known) {
      for (const std::string& name : list) {
        if (!name.starts_with(collection) || !known(name.substr(collection.size()))) Unknown(what, name);
      }
    };
    const auto IsActivity = [&](const std::string& id) {
      return names.activities.contains(id) || book.activities_elsewhere.contains("activities/" + id);
    };
    const auto IsProject = [&](const std::string& id) { return names.component_projects.contains(id); };
    const auto IsSource = [&](const std::string& id) { return names.sources.contains(id); };
    Each(rule.applies_to.programmes, "programmes/", {"chương trình", "programme"},
         [&](const std::string& id) { return names.programmes.contains(id); });
    Each(rule.applies_to.component_projects, "componentProjects/", {"dự án thành phần", "component project"},
         IsProject);
    Each(rule.applies_to.activities, "activities/", {"nội dung", "activity"}, IsActivity);
    Each(rule.applies_to.except_activities, "activities/", {"nội dung", "activity"}, IsActivity);
    Each(rule.applies_to.sources, "", {"nguồn vốn", "source"}, IsSource);
    if (const auto* eligibility = std::get_if<Eligibility>(&rule.kind)) {
      Each(eligibility->component_projects, "componentProjects/", {"dự án thành phần", "component project"},
           IsProject);
      Each(eligibility->sources, "", {"nguồn vốn", "source"}, IsSource);
    }
    if (!rule.province_code.empty()) CheckProvince(rule, names, problems);
  }
  return problems;
}

}  // namespace cpb::rulebook
