/// Strict CSV in (RFC 4180): everything that is wrong is said, in Vietnamese and English, with the row and
/// the column a person sees in a spreadsheet (the header is row 1). Nothing is guessed or repaired, except
/// that a byte-order mark is skipped, and that the separator (comma or semicolon) is taken from the header.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/refusal/refusal.h"

namespace cpb::csv {

/// What a file must look like.
struct Format {
  std::vector<std::string> required;  ///< Columns that must be there, in any order.
  std::vector<std::string> optional;  ///< Columns that may be there; any other is refused.
  std::size_t max_rows = 10'000;      ///< Without the header.
  /// Refuses cells that a spreadsheet would run as a formula.
  bool refuse_formulas = true;
};

/// One row of data.
class Row {
 public:
  Row(std::size_t number, const std::map<std::string, std::size_t, std::less<>>* columns,
      std::vector<std::string> cells)
      : number_{number}, columns_{columns}, cells_{std::move(cells)} {}

  /// As a spreadsheet numbers it: the first row of data is row 2.
  std::size_t number() const { return number_; }
  /// The cell of a column of the format; empty when the file lacks this optional column.
  const std::string& operator[](std::string_view column) const;
  /// "row 12, column quantity", for a Violation.
  std::string Subject(std::string_view column) const;

 private:
  std::size_t number_;
  const std::map<std::string, std::size_t, std::less<>>* columns_;
  std::vector<std::string> cells_;
};

/// A file that was read, or everything that is wrong with it. Rows point into the table: it can be moved, not
/// copied.
struct Table {
  Table() = default;
  Table(Table&&) = default;
  Table& operator=(Table&&) = default;

  std::vector<Row> rows;                       ///< Empty when there are violations.
  std::vector<refusal::Violation> violations;  ///< Empty when the file is right.
  bool ok() const { return violations.empty(); }

  /// Column name to position.
  std::unique_ptr<std::map<std::string, std::size_t, std::less<>>> columns;
};

/// Reads the whole of `text`. Empty lines are skipped, but count as rows.
Table Read(std::string_view text, const Format& format);

}  // namespace cpb::csv
