#include "services/allocation/app/sources.h"

#include <fstream>
#include <iterator>

#include "libs/csv/reader.h"

namespace cpb::allocation {
namespace {

std::optional<SourceKind> ParseKind(const std::string& text) {
  if (text == "central_budget") return SourceKind::kCentral;
  if (text == "local_budget") return SourceKind::kLocal;
  if (text == "donor_grant") return SourceKind::kDonor;
  if (text == "enterprise") return SourceKind::kEnterprise;
  return std::nullopt;
}

}  // namespace

absl::StatusOr<Sources> Sources::Load(const std::string& reference_data) {
  const std::string path = reference_data + "/sources.csv";
  std::ifstream file{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
  const csv::Table table =
      csv::Read(text, {.required = {"id", "kind"}, .optional = {"title_vi", "title_en"}});
  if (!table.ok()) return absl::FailedPreconditionError(path + ": " + table.violations.front().text_en);
  std::map<std::string, SourceKind> kinds;
  for (const csv::Row& row : table.rows) {
    const auto kind = ParseKind(row["kind"]);
    if (!kind) return absl::FailedPreconditionError(path + ": unknown kind of source '" + row["kind"] + "'");
    kinds.emplace(row["id"], *kind);
  }
  return Sources{std::move(kinds)};
}

std::optional<SourceKind> Sources::KindOf(const std::string& source) const {
  const auto found = kinds_.find(source);
  if (found == kinds_.end()) return std::nullopt;
  return found->second;
}

}  // namespace cpb::allocation
