/// Workbooks in: .xlsx and .ods, told apart by their content, read strictly into typed cells. Whatever is
/// wrong with the file is said in Vietnamese and English. Nothing in a file is run, followed or computed: a
/// cell with a formula comes out as a formula, for its column to refuse; macros and links to other files
/// refuse the whole.
///
/// Files come from anywhere, so everything is bounded before it is believed: bytes, unpacked bytes, parts,
/// rows, columns, characters of a cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/money/money.h"

namespace cpb::sheet {

struct Limits {
  std::size_t bytes = std::size_t{3} << 20;
  std::size_t unpacked = std::size_t{64} << 20;
  std::size_t rows = 10'100;  ///< Highest number of a row that may hold anything.
  std::size_t columns = 100;
  std::size_t cell_bytes = 8'192;
};

/// Something wrong, with the place as a spreadsheet shows it.
struct Message {
  std::string sheet;  ///< Empty: the file as a whole.
  std::string cell;   ///< "D12"; empty: the sheet as a whole.
  std::string text_vi;
  std::string text_en;
};

struct Cell {
  enum class Kind { kEmpty, kText, kNumber, kDate, kBoolean, kFormula, kError };
  Kind kind = Kind::kEmpty;
  std::string text;   ///< Of kText; of kDate YYYY-MM-DD.
  double number = 0;  ///< Of kNumber; .xlsx keeps days as numbers, see DateOf.
  bool empty() const { return kind == Kind::kEmpty; }
};

struct Row {
  std::size_t number = 0;   ///< As the spreadsheet numbers it, from 1.
  std::vector<Cell> cells;  ///< From column A.
  /// Empty beyond the last.
  const Cell& operator[](std::size_t column) const;
};

struct Table {
  std::string name;
  std::vector<Row> rows;  ///< Those that hold something, in order.
};

/// What was read, or everything that is wrong with it.
struct Book {
  std::vector<Table> tables;      ///< The wanted sheets that the file has.
  std::vector<Message> messages;  ///< Empty when the file is right.
  bool ok() const { return messages.empty(); }
  const Table* Find(std::string_view name) const;
};

/// Reads the sheets that are wanted; people may keep others beside them, as they like.
Book Read(std::string_view bytes, const std::vector<std::string>& wanted, const Limits& limits = {});

/// "D12"; `column` from 0, `row` from 1.
std::string Address(std::size_t column, std::size_t row);

/// Text as typed; a whole number as its digits, because Excel makes numbers of codes. Nothing for others.
std::optional<std::string> TextOf(const Cell& cell);
/// A whole number of at most 15 digits, from a number or from text of digits.
std::optional<std::int64_t> NumberOf(const Cell& cell);
/// A day: a date, a number in a date column, or text dd/mm/yyyy or YYYY-MM-DD.
std::optional<clock::Date> DateOf(const Cell& cell);
/// Whole dong, from a number or from text as libs/csv takes it; else nothing after adding a message with
/// empty place.
std::optional<money::Vnd> AmountOf(const Cell& cell, std::vector<Message>& messages);

}  // namespace cpb::sheet
