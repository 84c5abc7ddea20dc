#include "services/allocation/app/provinces.h"

#include <fstream>
#include <iterator>

#include "libs/csv/reader.h"

namespace cpb::allocation {

absl::StatusOr<Provinces> Provinces::Load(const std::string& reference_data) {
  const std::string path = reference_data + "/provinces.csv";
  std::ifstream file{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
  const csv::Table table = csv::Read(text, {.required = {"id", "code", "valid_to", "successor"},
                                            .optional = {"title_vi", "title_en", "region", "valid_from"}});
  if (!table.ok()) return absl::FailedPreconditionError(path + ": " + table.violations.front().text_en);
  std::map<std::string, Fate> fates;
  for (const csv::Row& row : table.rows) {
    if (row["successor"].empty()) continue;
    const auto last_day = clock::ParseDate(row["valid_to"]);
    const std::string successor{row["successor"]};
    const std::size_t hyphen = successor.find('-');
    if (!last_day || hyphen == std::string::npos)
      return absl::FailedPreconditionError(path + ": " + row["id"] + " has no readable end");
    fates[row["code"]] = {
        .successor_code = successor.substr(0, hyphen), .successor = successor, .last_day = *last_day};
  }
  for (const auto& [code, fate] : fates) {
    const auto own = fates.find(fate.successor_code);
    if (own != fates.end() && own->second.successor_code != fate.successor_code)
      return absl::FailedPreconditionError(path + ": the code of " + fate.successor + " names another unit");
  }
  return Provinces{std::move(fates)};
}

const Fate* Provinces::FateOf(const std::string& code) const {
  const auto found = fates_.find(code);
  return found == fates_.end() ? nullptr : &found->second;
}

std::string Provinces::CodeOf2025(const std::string& code) const {
  const Fate* fate = FateOf(code);
  return fate == nullptr ? code : fate->successor_code;
}

}  // namespace cpb::allocation
