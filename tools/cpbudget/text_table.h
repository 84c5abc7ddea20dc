/// Tables on a terminal: columns aligned by what a terminal shows, not by bytes. Vietnamese letters, whether
/// composed or followed by combining marks, take one cell; wide characters take two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cpb::cli {

/// Cells that a text takes on a terminal. Invalid UTF-8 counts one cell a byte.
std::size_t DisplayWidth(std::string_view text);
/// At most `cells` wide, cut between characters and marked with "…".
std::string Shorten(std::string_view text, std::size_t cells);
/// Text on one line that cannot steer a terminal: control characters become spaces.
std::string Printable(std::string_view text);

enum class Align { kLeft, kRight };

/// Rows of cells; printed with two spaces between columns and a rule under the headings.
class TextTable {
 public:
  struct Column {
    std::string heading;
    Align align = Align::kLeft;
    std::size_t widest = 48;  ///< Longer cells are shortened.
  };
  explicit TextTable(std::vector<Column> columns) : columns_{std::move(columns)} {}
  /// As many cells as columns.
  void Add(std::vector<std::string> cells);
  /// Adds a row below a second rule.
  void AddTotal(std::vector<std::string> cells);
  std::string ToString() const;
  bool empty() const { return rows_.empty(); }

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> total_;
};

}  // namespace cpb::cli
