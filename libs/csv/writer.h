/// Safe CSV out (RFC 4180, CRLF, UTF-8): text that a spreadsheet would run as a formula is made harmless by a
/// single quote in front. Numbers are written as they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cpb::csv {

/// Text is what people wrote; numbers are ours.
using Cell = std::variant<std::string, std::int64_t>;

class Writer {
 public:
  /// Begins with the header. `byte_order_mark` makes Excel read Vietnamese rightly.
  explicit Writer(const std::vector<std::string>& header, bool byte_order_mark = true);

  /// `cells` must be as many as the header has; std::invalid_argument otherwise.
  void AddRow(const std::vector<Cell>& cells);
  /// Everything so far. Empty afterwards, so that long exports can be sent in pieces.
  std::string TakeText();

 private:
  void Append(std::string_view cell, bool first);

  std::size_t columns_;
  std::string text_;
};

}  // namespace cpb::csv
