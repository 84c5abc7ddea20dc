#include "services/registration/app/reference_table.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace cpb::registration {

absl::StatusOr<csv::Table> ReadTable(const std::string& folder, const std::string& file,
                                     std::vector<std::string> required, std::vector<std::string> optional) {
  std::ifstream stream{absl::StrCat(folder, "/", file), std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return absl::FailedPreconditionError(absl::StrCat("cannot read ", folder, "/", file));
  csv::Table table = csv::Read(text.str(), csv::Format{.required = std::move(required),
                                                       .optional = std::move(optional),
                                                       .max_rows = 100'000,
                                                       .refuse_formulas = false});
  if (table.ok()) return table;
  const refusal::Violation& first = table.violations.front();
  return absl::FailedPreconditionError(
      absl::StrCat(folder, "/", file, ": ", first.subject, ": ", first.text_en));
}

absl::Status Wrong(const std::string& file, const csv::Row& row, const char* column, const std::string& why) {
  return absl::FailedPreconditionError(
      absl::StrCat(file, ": ", row.Subject(column), ": ", why, ": '", row[column], "'"));
}

}  // namespace cpb::registration
