/// Puts cells into a book within its limits. Internal to libs/sheet.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libs/sheet/reader.h"

namespace cpb::sheet {

class Collector {
 public:
  Collector(const std::vector<std::string>& wanted, const Limits& limits, Book& book)
      : wanted_{wanted}, limits_{limits}, book_{book} {}

  /// Cells that follow are of this sheet; false when nobody wants it.
  bool Begin(std::string_view name);
  /// Row and column from 0; empty cells are left out. False when a limit is passed: a message says which.
  bool Put(std::size_t row, std::size_t column, Cell cell);
  const Limits& limits() const { return limits_; }

  /// The file cannot be read.
  void Broken();

 private:
  bool Refuse(std::string cell, std::string text_vi, std::string text_en);

  const std::vector<std::string>& wanted_;
  const Limits& limits_;
  Book& book_;
};

}  // namespace cpb::sheet
