#include "services/registration/app/reference_loader.h"

#include <charconv>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "services/registration/app/chain_loader.h"
#include "services/registration/app/reference_table.h"

namespace cpb::registration {
namespace {

absl::StatusOr<int> ReadYear(const std::string& file, const csv::Row& row, const char* column) {
  const std::string& cell = row[column];
  int year = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), year);
  if (error != std::errc{} || end != cell.data() + cell.size() || cell.size() != 4)
    return Wrong(file, row, column);
  return year;
}

absl::Status LoadProgrammes(const std::string& folder, Reference& reference) {
  const std::string file = "programmes.csv";
  CPB_ASSIGN_OR_RETURN(
      const csv::Table table,
      ReadTable(folder, file, {"id", "title_vi", "title_en", "instrument", "first_year", "last_year"},
                {"verified", "source"}));
  for (const csv::Row& row : table.rows) {
    v1::Programme& programme = reference.data.programmes.emplace_back();
    programme.set_name("programmes/" + row["id"]);
    programme.set_title_vi(row["title_vi"]);
    programme.set_title_en(row["title_en"]);
    programme.set_instrument(row["instrument"]);
    CPB_ASSIGN_OR_RETURN(const int first_year, ReadYear(file, row, "first_year"));
    CPB_ASSIGN_OR_RETURN(const int last_year, ReadYear(file, row, "last_year"));
    programme.set_first_year(first_year);
    programme.set_last_year(last_year);
    reference.catalogue.programmes[programme.name()] = {first_year, last_year};
    reference.catalogue.titles[programme.name()] = {row["title_vi"], row["title_en"]};
  }
  return absl::OkStatus();
}

absl::Status LoadProvinces(const std::string& folder, const std::string& file, Reference& reference) {
  CPB_ASSIGN_OR_RETURN(const csv::Table table, ReadTable(folder, file,
                                                         {"id", "code", "title_vi", "title_en", "region",
                                                          "valid_from", "valid_to", "successor"},
                                                         {"kind", "predecessors", "note"}));
  for (const csv::Row& row : table.rows) {
    v1::Province& province = reference.data.provinces.emplace_back();
    province.set_name("provinces/" + row["id"]);
    province.set_code(row["code"]);
    province.set_title_vi(row["title_vi"]);
    province.set_title_en(row["title_en"]);
    province.set_region(row["region"]);
    if (!clock::ParseDate(row["valid_from"])) return Wrong(file, row, "valid_from");
    if (!row["valid_to"].empty() && !clock::ParseDate(row["valid_to"])) return Wrong(file, row, "valid_to");
    province.set_valid_from(row["valid_from"]);
    province.set_valid_to(row["valid_to"]);
    if (!row["successor"].empty()) province.set_successor("provinces/" + row["successor"]);
    reference.catalogue.province_codes.insert(row["code"]);
  }
  return absl::OkStatus();
}

absl::Status LoadAgencies(const std::string& folder, Reference& reference) {
  const std::string file = "agencies.csv";
  CPB_ASSIGN_OR_RETURN(const csv::Table table,
                       ReadTable(folder, file, {"id", "title_vi", "title_en", "kind", "province_code"}));
  const std::map<std::string, v1::AgencyKind> kinds{{"department", v1::AGENCY_KIND_DEPARTMENT},
                                                    {"ministry", v1::AGENCY_KIND_MINISTRY},
                                                    {"office", v1::AGENCY_KIND_OFFICE},
                                                    {"treasury", v1::AGENCY_KIND_TREASURY},
                                                    {"audit", v1::AGENCY_KIND_AUDIT}};
  for (const csv::Row& row : table.rows) {
    v1::Agency& agency = reference.data.agencies.emplace_back();
    agency.set_name("agencies/" + row["id"]);
    agency.set_title_vi(row["title_vi"]);
    agency.set_title_en(row["title_en"]);
    CPB_ASSIGN_OR_RETURN(const v1::AgencyKind kind, ReadWord(file, row, "kind", kinds));
    agency.set_kind(kind);
    agency.set_province_code(row["province_code"]);
    reference.catalogue.agencies[agency.name()] = {row["province_code"], row["kind"]};
    reference.catalogue.titles[agency.name()] = {row["title_vi"], row["title_en"]};
  }
  return absl::OkStatus();
}

absl::Status LoadSources(const std::string& folder, Reference& reference) {
  const std::string file = "sources.csv";
  CPB_ASSIGN_OR_RETURN(const csv::Table table,
                       ReadTable(folder, file, {"id", "kind", "title_vi", "title_en"}));
  const std::map<std::string, SourceKind> kinds{{"central_budget", SourceKind::kCentralBudget},
                                                {"local_budget", SourceKind::kLocalBudget},
                                                {"donor_grant", SourceKind::kDonorGrant},
                                                {"enterprise", SourceKind::kEnterprise}};
  for (const csv::Row& row : table.rows) {
    v1::Source& source = reference.data.sources.emplace_back();
    source.set_id(row["id"]);
    CPB_ASSIGN_OR_RETURN(const SourceKind kind, ReadWord(file, row, "kind", kinds));
    source.set_kind(static_cast<types::v1::SourceKind>(static_cast<int>(kind) + 1));
    source.set_title_vi(row["title_vi"]);
    source.set_title_en(row["title_en"]);
    reference.catalogue.sources[source.id()] = kind;
    reference.catalogue.source_order.push_back(source.id());
    reference.catalogue.titles[source.id()] = {row["title_vi"], row["title_en"]};
  }
  return absl::OkStatus();
}

absl::Status LoadProjectsAndActivities(const std::string& folder, Catalogue& catalogue) {
  CPB_ASSIGN_OR_RETURN(
      const csv::Table projects,
      ReadTable(folder, "component_projects.csv", {"id", "programme", "title_vi", "title_en"},
                {"number", "main_implementer", "coordinating", "first_year", "last_year", "verified",
                 "title_vi_verified", "source"}));
  for (const csv::Row& row : projects.rows) {
    const std::string name = "componentProjects/" + row["id"];
    catalogue.component_projects[name] = "programmes/" + row["programme"];
    catalogue.titles[name] = {row["title_vi"], row["title_en"]};
  }
  const std::string file = "activities.csv";
  CPB_ASSIGN_OR_RETURN(
      const csv::Table activities,
      ReadTable(folder, file, {"id", "title_vi", "title_en", "component_projects", "needs_establishment"},
                {"unit", "budget_item", "verified", "source"}));
  const std::map<std::string, bool> booleans{{"true", true}, {"false", false}};
  for (const csv::Row& row : activities.rows) {
    Activity activity;
    CPB_ASSIGN_OR_RETURN(activity.needs_establishment, ReadWord(file, row, "needs_establishment", booleans));
    for (const std::string& id : std::vector<std::string>(absl::StrSplit(row["component_projects"], '|'))) {
      const std::string project = "componentProjects/" + id;
      if (!catalogue.component_projects.contains(project)) return Wrong(file, row, "component_projects");
      activity.component_projects.insert(project);
    }
    const std::string name = "activities/" + row["id"];
    catalogue.activities[name] = std::move(activity);
    catalogue.titles[name] = {row["title_vi"], row["title_en"]};
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Reference> LoadReference(const std::string& folder) {
  Reference reference;
  CPB_RETURN_IF_ERROR(LoadProgrammes(folder, reference));
  CPB_RETURN_IF_ERROR(LoadProvinces(folder, "provinces.csv", reference));
  CPB_RETURN_IF_ERROR(LoadProvinces(folder, "provinces_2025.csv", reference));
  CPB_RETURN_IF_ERROR(LoadAgencies(folder, reference));
  CPB_RETURN_IF_ERROR(LoadSources(folder, reference));
  CPB_RETURN_IF_ERROR(LoadProjectsAndActivities(folder, reference.catalogue));
  CPB_ASSIGN_OR_RETURN(reference.catalogue.chains, LoadChains(folder, reference.catalogue));
  return reference;
}

}  // namespace cpb::registration
