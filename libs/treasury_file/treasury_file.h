/// Files that are exchanged with the treasury: batches of payment orders out, statements in. Each is a table
/// that one description (`Layout`) writes and reads in two forms:
///   - CSV, with the columns' names in the first row;
///   - fixed layout: a head line, then one line a row, every field at its place and width in bytes.
/// What a fixed file says of itself (kind, number of lines, sum) is checked against what it holds. Standard
/// library only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libs/refusal/refusal.h"

namespace cpb::treasury_file {

/// One field of a row. Text is padded with blanks at its right, amounts with zeros at their left.
struct Column {
  std::string_view name;
  std::size_t width = 0;  ///< Bytes of UTF-8 in the fixed layout.
  bool is_amount = false;
};

struct Layout {
  std::string_view kind;  ///< Eight characters: "BATCH   " or "STATEMNT".
  std::span<const Column> columns;
};

/// Payment orders: what the treasury is asked to pay.
extern const Layout kBatch;
/// What the treasury says it paid or refused; "paid" lines add up to the sum in the head.
extern const Layout kStatement;

using Rows = std::vector<std::vector<std::string>>;  ///< Cells in the order of the columns.

std::string WriteCsv(const Layout& layout, const Rows& rows);
/// `number` names the file, at most 20 characters. Cells must fit (std::invalid_argument).
std::string WriteFixed(const Layout& layout, std::string_view number, const Rows& rows);

/// True when `text` begins as a file in fixed layout does.
bool IsFixed(std::string_view text);

/// Rows, or everything that is wrong, row (the head is row 1) and column named.
struct ReadRows {
  std::string number;
  Rows rows;
  std::vector<refusal::Violation> violations;
};
ReadRows ReadFixed(const Layout& layout, std::string_view text);

}  // namespace cpb::treasury_file
