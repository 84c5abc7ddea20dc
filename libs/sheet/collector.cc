#include "libs/sheet/collector.h"

#include <algorithm>
#include <utility>

namespace cpb::sheet {

bool Collector::Begin(std::string_view name) {
  if (std::find(wanted_.begin(), wanted_.end(), name) == wanted_.end()) return false;
  // Spreadsheets do not allow two sheets of one name; were there two, which one would be meant?
  if (book_.Find(name) != nullptr) {
    Broken();
    return false;
  }
  book_.tables.push_back({std::string{name}, {}});
  return true;
}

bool Collector::Put(std::size_t row, std::size_t column, Cell cell) {
  if (cell.empty() || (cell.kind == Cell::Kind::kText && cell.text.empty())) return true;
  const std::string place = Address(column, row + 1);
  if (row >= limits_.rows) {
    const std::string most = std::to_string(limits_.rows);
    return Refuse(place, "Bảng có dữ liệu dưới dòng " + most + ".",
                  "The sheet has data below row " + most + ".");
  }
  if (column >= limits_.columns) {
    const std::string most = Address(limits_.columns - 1, 1);
    const std::string letters = most.substr(0, most.size() - 1);
    return Refuse(place, "Bảng có dữ liệu bên phải cột " + letters + ".",
                  "The sheet has data to the right of column " + letters + ".");
  }
  if (cell.text.size() > limits_.cell_bytes) {
    return Refuse(place, "Ô có quá nhiều chữ.", "The cell holds too much text.");
  }
  std::vector<Row>& rows = book_.tables.back().rows;
  // Rows come in order; a file in which they do not is not from a spreadsheet.
  if (!rows.empty() && rows.back().number > row + 1) {
    Broken();
    return false;
  }
  if (rows.empty() || rows.back().number != row + 1) rows.push_back({row + 1, {}});
  std::vector<Cell>& cells = rows.back().cells;
  if (cells.size() <= column) cells.resize(column + 1);
  cells[column] = std::move(cell);
  return true;
}

bool Collector::Refuse(std::string cell, std::string text_vi, std::string text_en) {
  book_.messages.push_back(
      {book_.tables.back().name, std::move(cell), std::move(text_vi), std::move(text_en)});
  return false;
}

void Collector::Broken() {
  book_.messages.push_back({"", "",
                            "Tệp bị hỏng, không đọc được. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.",
                            "The file is damaged. Open it in Excel or LibreOffice and save it again."});
}

}  // namespace cpb::sheet
