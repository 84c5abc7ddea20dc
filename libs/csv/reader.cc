#include "libs/csv/reader.h"

#include <algorithm>

#include "libs/csv/records.h"
#include "libs/csv/utf8.h"

namespace cpb::csv {
namespace {

using refusal::Violation;
using Columns = std::map<std::string, std::size_t, std::less<>>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// More than anybody corrects at once; a file of another kind would make one for every row.
constexpr std::size_t kMaxViolations = 1'000;

Violation Wrong(std::string subject, std::string text_vi, std::string text_en) {
  Violation violation;
  violation.subject = std::move(subject);
  violation.text_vi = std::move(text_vi);
  violation.text_en = std::move(text_en);
  return violation;
}

std::string RowSubject(std::size_t row) {
  return "row " + std::to_string(row);
}

std::string LineOf(std::string_view text, std::size_t offset) {
  return std::to_string(1 +
                        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// Errors of the bytes, before anything is read into them.
std::optional<Violation> CheckBytes(std::string_view text) {
  if (const auto offset = FindInvalidUtf8(text)) {
    const std::string where = std::to_string(*offset);
    return Wrong(
        "line " + LineOf(text, *offset),
        "Tệp không phải UTF-8: byte thứ " + where + " (đếm từ 0) không hợp lệ. Hãy lưu lại dạng CSV UTF-8.",
        "The file is not UTF-8: the byte at offset " + where + " is not valid. Save it as CSV UTF-8.");
  }
  if (const std::size_t offset = text.find('\0'); offset != text.npos) {
    const std::string where = std::to_string(offset);
    return Wrong("line " + LineOf(text, offset), "Tệp có ký tự NUL ở byte " + where + " (đếm từ 0).",
                 "The file has a NUL character at offset " + where + ".");
  }
  return std::nullopt;
}

bool Contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Columns CheckHeader(const std::vector<std::string>& header, const Format& format,
                    std::vector<Violation>& violations) {
  Columns columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string& name = header[i];
    if (!Contains(format.required, name) && !Contains(format.optional, name)) {
      violations.push_back(Wrong("row 1, column " + std::to_string(i + 1),
                                 "Không có cột nào tên \"" + name + "\".",
                                 "There is no column named \"" + name + "\"."));
    } else if (!columns.emplace(name, i).second) {
      violations.push_back(Wrong("row 1, column " + name, "Cột \"" + name + "\" xuất hiện hai lần.",
                                 "The column \"" + name + "\" appears twice."));
    }
  }
  for (const std::string& name : format.required) {
    if (columns.contains(name)) continue;
    violations.push_back(Wrong("row 1, column " + name, "Thiếu cột bắt buộc \"" + name + "\".",
                               "The required column \"" + name + "\" is missing."));
  }
  return columns;
}

bool IsFormula(std::string_view cell) {
  if (cell.empty()) return false;
  switch (cell.front()) {
    case '=':
    case '@':
    case '\t':
    case '\r':
      return true;
    case '+':
    case '-':
      // A number with a sign is no formula; whether it may have one is for its column to say.
      return cell.substr(1).find_first_not_of("0123456789., ") != cell.npos;
    default:
      return false;
  }
}

void CheckFormulas(const Row& row, const Columns& columns, std::vector<Violation>& violations) {
  for (const auto& [name, position] : columns) {
    if (!IsFormula(row[name])) continue;
    violations.push_back(
        Wrong(row.Subject(name),
              "Ô bắt đầu bằng ký tự mà bảng tính coi là công thức (=, +, -, @, Tab). Hãy bỏ ký tự đó.",
              "The cell begins with a character that a spreadsheet takes for a formula (=, +, -, @, "
              "tab). Remove it."));
  }
}

Violation WrongWidth(std::size_t row, std::size_t expected, std::size_t actual) {
  return Wrong(RowSubject(row),
               "Dòng có " + std::to_string(actual) + " ô, tiêu đề có " + std::to_string(expected) + " cột.",
               "The row has " + std::to_string(actual) + " cells, the header has " +
                   std::to_string(expected) + " columns.");
}

Violation TooManyRows(std::size_t row, std::size_t max_rows) {
  const std::string most = std::to_string(max_rows);
  return Wrong(RowSubject(row), "Tệp có nhiều hơn " + most + " dòng dữ liệu. Hãy chia thành nhiều tệp.",
               "The file has more than " + most + " rows of data. Split it into several files.");
}

bool IsBlank(const std::vector<std::string>& cells) {
  return cells.size() == 1 && cells[0].empty();
}

void ReadRows(RecordReader& records, std::size_t width, const Format& format, Table& table) {
  while (!records.at_end() && table.violations.size() < kMaxViolations) {
    std::optional<std::vector<std::string>> cells = records.Next();
    if (!cells) {
      table.violations.push_back(records.violation());
      return;
    }
    // With a single column an empty cell is a value, and its own column's business.
    if (width > 1 && IsBlank(*cells)) continue;
    if (cells->size() != width) {
      table.violations.push_back(WrongWidth(records.number(), width, cells->size()));
      continue;
    }
    if (table.rows.size() == format.max_rows) {
      table.violations.push_back(TooManyRows(records.number(), format.max_rows));
      return;
    }
    const Row& row = table.rows.emplace_back(records.number(), table.columns.get(), *std::move(cells));
    if (format.refuse_formulas) CheckFormulas(row, *table.columns, table.violations);
  }
}

}  // namespace

const std::string& Row::operator[](std::string_view column) const {
  static const std::string kAbsent;
  const auto found = columns_->find(column);
  return found == columns_->end() ? kAbsent : cells_[found->second];
}

std::string Row::Subject(std::string_view column) const {
  return RowSubject(number_).append(", column ").append(column);
}

Table Read(std::string_view text, const Format& format) {
  Table table;
  table.columns = std::make_unique<Columns>();
  if (auto violation = CheckBytes(text)) {
    table.violations.push_back(*std::move(violation));
    return table;
  }
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  if (text.empty()) {
    table.violations.push_back(Wrong("row 1", "Tệp rỗng.", "The file is empty."));
    return table;
  }
  RecordReader records{text, DetectSeparator(text)};
  const std::optional<std::vector<std::string>> header = records.Next();
  if (!header) {
    table.violations.push_back(records.violation());
    return table;
  }
  *table.columns = CheckHeader(*header, format, table.violations);
  if (table.ok()) ReadRows(records, header->size(), format, table);
  if (!table.ok()) table.rows.clear();
  return table;
}

}  // namespace cpb::csv
