// Any bytes as a file of the treasury, in fixed layout or CSV: refused with row and column, or rows that are
// written again as the same file.
#include "libs/treasury_file/treasury_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "libs/csv/amount.h"
#include "libs/csv/reader.h"
#include "libs/csv/utf8.h"

namespace {

using namespace cpb;

void Demand(bool holds) {
  if (!holds) std::abort();
}

void CheckViolations(const std::vector<refusal::Violation>& violations) {
  for (const auto& violation : violations) {
    Demand(!violation.subject.empty() && !violation.text_vi.empty() && !violation.text_en.empty());
  }
}

void CheckFixed(const treasury_file::Layout& layout, std::string_view text) {
  const treasury_file::ReadRows read = treasury_file::ReadFixed(layout, text);
  CheckViolations(read.violations);
  if (!read.violations.empty()) return;
  for (const auto& row : read.rows) {
    Demand(row.size() == layout.columns.size());
    for (const auto& cell : row) Demand(!csv::FindInvalidUtf8(cell));
  }
  const std::string written = treasury_file::WriteFixed(layout, read.number, read.rows);
  const treasury_file::ReadRows again = treasury_file::ReadFixed(layout, written);
  Demand(again.violations.empty() && again.rows == read.rows && again.number == read.number);
}

/// The same rows as CSV, read back cell by cell.
void CheckCsv(const treasury_file::Layout& layout, std::string_view text) {
  csv::Format format;
  for (const auto& column : layout.columns) format.required.emplace_back(column.name);
  const csv::Table table = csv::Read(text, format);
  CheckViolations(table.violations);
  Demand(table.ok() || table.rows.empty());
  treasury_file::Rows rows;
  for (const csv::Row& row : table.rows) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (const auto& column : layout.columns) {
      cells.push_back(row[column.name]);
      std::vector<refusal::Violation> violations;
      if (!column.is_amount) continue;
      const auto amount = csv::ParseAmount(cells.back(), row.Subject(column.name), violations);
      Demand(amount.has_value() == violations.empty());
      if (amount) Demand(amount->dong() >= 0);
    }
  }
  if (rows.empty()) return;
  const std::string written = treasury_file::WriteCsv(layout, rows);
  const csv::Table again = csv::Read(written, format);
  Demand(again.ok() && again.rows.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t k = 0; k < layout.columns.size(); ++k) {
      // What a spreadsheet would run is written with an apostrophe before it ("-1" may be read).
      const std::string& cell = again.rows[i][layout.columns[k].name];
      Demand(cell == rows[i][k] || cell == "'" + rows[i][k]);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const auto* layout : {&treasury_file::kBatch, &treasury_file::kStatement}) {
    CheckFixed(*layout, text);
    CheckCsv(*layout, text);
  }
  return 0;
}
