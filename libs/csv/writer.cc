#include "libs/csv/writer.h"

#include <stdexcept>
#include <utility>

namespace cpb::csv {
namespace {

/// Characters that make a spreadsheet take a cell for a formula.
constexpr std::string_view kFormulaStart = "=+-@\t\r";

std::string Harmless(const std::string& text) {
  const bool formula = !text.empty() && kFormulaStart.find(text.front()) != kFormulaStart.npos;
  return formula ? "'" + text : text;
}

}  // namespace

Writer::Writer(const std::vector<std::string>& header, bool byte_order_mark) : columns_{header.size()} {
  if (byte_order_mark) text_ = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < header.size(); ++i) Append(Harmless(header[i]), i == 0);
  text_ += "\r\n";
}

void Writer::AddRow(const std::vector<Cell>& cells) {
  if (cells.size() != columns_) throw std::invalid_argument{"a row of another length than the header"};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto* text = std::get_if<std::string>(&cells[i]);
    Append(text != nullptr ? Harmless(*text) : std::to_string(std::get<std::int64_t>(cells[i])), i == 0);
  }
  text_ += "\r\n";
}

std::string Writer::TakeText() {
  return std::exchange(text_, {});
}

void Writer::Append(std::string_view cell, bool first) {
  if (!first) text_ += ',';
  // Semicolons are quoted too: some spreadsheets split at them.
  if (cell.find_first_of(",;\"\r\n") == cell.npos) {
    text_ += cell;
    return;
  }
  text_ += '"';
  for (const char c : cell) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
}

}  // namespace cpb::csv
