#include "libs/treasury_file/treasury_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "libs/csv/utf8.h"
#include "libs/csv/writer.h"
#include "libs/money/money.h"

namespace cpb::treasury_file {
namespace {

constexpr std::string_view kMagic = "CPBTRE1 ";
constexpr std::size_t kKindWidth = 8, kNumberWidth = 20, kLinesWidth = 6, kSumWidth = 16;
constexpr std::size_t kHeadWidth = kMagic.size() + kKindWidth + kNumberWidth + kLinesWidth + kSumWidth;

constexpr std::array<Column, 6> kBatchColumns{{{"payment", 28, false},
                                               {"amount_vnd", 16, true},
                                               {"agency", 64, false},
                                               {"budget_line", 80, false},
                                               {"payee", 900, false},
                                               {"treasury_reference", 100, false}}};
constexpr std::array<Column, 6> kStatementColumns{{{"payment", 28, false},
                                                   {"outcome", 8, false},
                                                   {"amount_vnd", 16, true},
                                                   {"value_date", 10, false},
                                                   {"treasury_reference", 100, false},
                                                   {"payee", 900, false}}};

std::string PadText(std::string_view text, std::size_t width) {
  if (text.size() > width || text.find_first_of("\r\n") != std::string_view::npos) {
    throw std::invalid_argument{"a field does not fit its place"};
  }
  return std::string(text) + std::string(width - text.size(), ' ');
}

std::string PadNumber(std::string_view digits, std::size_t width) {
  if (digits.size() > width) throw std::invalid_argument{"a number does not fit its place"};
  return std::string(width - digits.size(), '0') + std::string(digits);
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t end = text.find_last_not_of(' ');
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1);
}

bool ReadNumber(std::string_view digits, std::int64_t& number) {
  if (digits.empty() ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc{} && end == digits.data() + digits.size() && number <= money::kMaxDong;
}

/// What may be stored, and written into such a file again.
bool IsText(std::string_view field) {
  return !csv::FindInvalidUtf8(field) && field.find('\r') == std::string_view::npos;
}

std::size_t ColumnOf(const Layout& layout, std::string_view name) {
  const auto found = std::find_if(layout.columns.begin(), layout.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return static_cast<std::size_t>(found - layout.columns.begin());
}

/// The amount counts into the sum of the head: every order, and of a statement what was paid.
bool Counts(const Layout& layout, const std::vector<std::string>& cells) {
  const std::size_t outcome = ColumnOf(layout, "outcome");
  return outcome == layout.columns.size() || cells[outcome] == "paid";
}

/// Sum of the rows that count; -1 when it passes what money may be.
std::int64_t SumOf(const Layout& layout, const Rows& rows) {
  const std::size_t amount = ColumnOf(layout, "amount_vnd");
  std::int64_t sum = 0;
  for (const auto& cells : rows) {
    std::int64_t value = 0;
    if (!Counts(layout, cells)) continue;
    if (!ReadNumber(cells[amount], value) || __builtin_add_overflow(sum, value, &sum) ||
        sum > money::kMaxDong)
      return -1;
  }
  return sum;
}

/// Collects what is wrong.
class Wrong {
 public:
  explicit Wrong(std::vector<refusal::Violation>& violations) : violations_{violations} {}
  void Add(std::size_t row, std::string_view column, std::string text_vi, std::string text_en) {
    violations_.push_back({.subject = "row " + std::to_string(row) + ", column " + std::string(column),
                           .text_vi = std::move(text_vi),
                           .text_en = std::move(text_en),
                           .limit_vnd = {},
                           .actual_vnd = {},
                           .rule_id = "",
                           .citation = ""});
  }

 private:
  std::vector<refusal::Violation>& violations_;
};

struct Head {
  std::int64_t lines = -1;
  std::int64_t sum_vnd = -1;
};

Head ReadHead(const Layout& layout, std::string_view line, std::string& number, Wrong& wrong) {
  Head head;
  if (line.size() != kHeadWidth) {
    wrong.Add(1, "head", "Dòng đầu phải dài " + std::to_string(kHeadWidth) + " byte.",
              "The head must be " + std::to_string(kHeadWidth) + " bytes long.");
    return head;
  }
  std::size_t at = kMagic.size();
  const auto next = [&](std::size_t width) {
    at += width;
    return line.substr(at - width, width);
  };
  if (next(kKindWidth) != layout.kind)
    wrong.Add(1, "kind", "Không phải loại tệp này.", "The file is of another kind.");
  number = std::string(Trimmed(next(kNumberWidth)));
  if (!IsText(number)) wrong.Add(1, "number", "Phải là văn bản UTF-8.", "Must be UTF-8 text.");
  if (!ReadNumber(next(kLinesWidth), head.lines)) wrong.Add(1, "lines", "Phải là số.", "Must be a number.");
  if (!ReadNumber(next(kSumWidth), head.sum_vnd))
    wrong.Add(1, "sum_vnd", "Phải là số tiền.", "Must be an amount.");
  return head;
}

std::vector<std::string> ReadCells(const Layout& layout, std::string_view line, std::size_t row,
                                   Wrong& wrong) {
  std::size_t width = 0;
  for (const Column& column : layout.columns) width += column.width;
  if (line.size() != width) {
    wrong.Add(
        row, "line",
        "Dòng phải dài " + std::to_string(width) + " byte, không phải " + std::to_string(line.size()) + ".",
        "The line must be " + std::to_string(width) + " bytes long, not " + std::to_string(line.size()) +
            ".");
    return {};
  }
  std::vector<std::string> cells;
  std::size_t at = 0;
  for (const Column& column : layout.columns) {
    const std::string_view field = line.substr(at, column.width);
    at += column.width;
    std::int64_t amount = 0;
    if (!column.is_amount) {
      if (!IsText(field)) {
        wrong.Add(row, column.name, "Phải là văn bản UTF-8 trên một dòng.",
                  "Must be UTF-8 text on one line.");
      }
      cells.emplace_back(Trimmed(field));
    } else if (ReadNumber(field, amount)) {
      cells.push_back(std::to_string(amount));
    } else {
      wrong.Add(row, column.name, "Phải là số tiền, " + std::to_string(column.width) + " chữ số.",
                "Must be an amount of " + std::to_string(column.width) + " digits.");
      cells.emplace_back();
    }
  }
  return cells;
}

}  // namespace

const Layout kBatch{"BATCH   ", kBatchColumns};
const Layout kStatement{"STATEMNT", kStatementColumns};

std::string WriteCsv(const Layout& layout, const Rows& rows) {
  std::vector<std::string> header;
  for (const Column& column : layout.columns) header.emplace_back(column.name);
  csv::Writer writer{header, /*byte_order_mark=*/false};
  for (const auto& cells : rows) {
    if (cells.size() != header.size()) throw std::invalid_argument{"a row has other columns"};
    writer.AddRow({cells.begin(), cells.end()});
  }
  return writer.TakeText();
}

std::string WriteFixed(const Layout& layout, std::string_view number, const Rows& rows) {
  const std::int64_t sum = SumOf(layout, rows);
  if (sum < 0) throw std::invalid_argument{"the sum is no amount"};
  std::string text = std::string(kMagic) + std::string(layout.kind) + PadText(number, kNumberWidth) +
                     PadNumber(std::to_string(rows.size()), kLinesWidth) +
                     PadNumber(std::to_string(sum), kSumWidth) + "\n";
  for (const auto& cells : rows) {
    if (cells.size() != layout.columns.size()) throw std::invalid_argument{"a row has other columns"};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Column& column = layout.columns[i];
      text += column.is_amount ? PadNumber(cells[i], column.width) : PadText(cells[i], column.width);
    }
    text += '\n';
  }
  return text;
}

bool IsFixed(std::string_view text) {
  return text.starts_with(kMagic);
}

ReadRows ReadFixed(const Layout& layout, std::string_view text) {
  ReadRows read;
  Wrong wrong{read.violations};
  Head head;
  for (std::size_t row = 1; !text.empty(); ++row) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (row == 1) {
      head = ReadHead(layout, line, read.number, wrong);
    } else {
      read.rows.push_back(ReadCells(layout, line, row, wrong));
    }
  }
  if (!read.violations.empty()) return read;
  if (head.lines != static_cast<std::int64_t>(read.rows.size())) {
    wrong.Add(1, "lines",
              "Tệp có " + std::to_string(read.rows.size()) + " dòng, không phải " +
                  std::to_string(head.lines) + ".",
              "The file has " + std::to_string(read.rows.size()) + " lines, not " +
                  std::to_string(head.lines) + ".");
  }
  const std::int64_t sum = SumOf(layout, read.rows);
  if (head.sum_vnd != sum) {
    wrong.Add(
        1, "sum_vnd",
        "Các dòng cộng lại là " + std::to_string(sum) + ", không phải " + std::to_string(head.sum_vnd) + ".",
        "The lines add up to " + std::to_string(sum) + ", not " + std::to_string(head.sum_vnd) + ".");
  }
  return read;
}

}  // namespace cpb::treasury_file
