/// A workbook to be written: sheets of typed columns, described as values. `Write` makes an .xlsx of it.
///
/// Every sheet is set up for people: frozen header, column widths, A4 landscape as wide as one page, the
/// header again on each printed page, page numbers. There are no formulas: a file says what it says.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "libs/clock/clock.h"

namespace cpb::sheet {

/// Empty, text, a whole number (amounts too), or a day.
using Value = std::variant<std::monostate, std::string, std::int64_t, clock::Date>;

/// How a column looks.
enum class Kind {
  kText,    ///< Kept as typed: "03" stays "03".
  kAmount,  ///< Whole dong, thousands separated the way the reader's computer does it.
  kNumber,  ///< A whole number.
  kDate,    ///< dd/mm/yyyy.
};

struct Column {
  std::string title{};
  Kind kind = Kind::kText;
  double width = 14;      ///< In characters.
  bool editable = false;  ///< On a locked sheet: people may type here.
  std::string choices{};  ///< Where allowed values stand, "Codes!$A$2:$A$9"; empty: anything.
  std::string hint{};     ///< Shown beside a selected cell; at most 255 characters.
};

struct Sheet {
  std::string name{};                  ///< At most 31 characters, unique.
  std::vector<std::string> preface{};  ///< Lines above the header; the first is the title.
  std::vector<Column> columns{};
  std::vector<std::vector<Value>> rows{};  ///< Cells in the order of the columns; may be shorter.
  bool locked = false;  ///< Only editable columns can be changed (no password: it guides, it does not guard).
  bool hidden = false;
  std::size_t room = 0;  ///< Rows in which choices and hints are offered.
};

struct Workbook {
  std::string title{};
  std::chrono::sys_seconds created{};
  std::vector<Sheet> sheets{};
};

/// The bytes of the .xlsx. Throws std::runtime_error when the description cannot be written (a name too long,
/// no room for temporary files).
std::string Write(const Workbook& workbook);

/// "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
extern const char kXlsxContentType[];

}  // namespace cpb::sheet
