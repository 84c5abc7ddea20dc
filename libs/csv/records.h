/// The grammar of CSV: from text to records, knowing nothing of columns. Internal to libs/csv.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/refusal/refusal.h"

namespace cpb::csv {

/// ';' when the first record has more of them outside quotes than commas, else ','.
char DetectSeparator(std::string_view text);

/// Takes records from the front of a text, one a call.
class RecordReader {
 public:
  RecordReader(std::string_view text, char separator) : rest_{text}, separator_{separator} {}

  bool at_end() const { return rest_.empty(); }
  /// Number of the record that was read last; the first is 1.
  std::size_t number() const { return number_; }
  /// The cells of the next record, or nothing after an error: then `violation()` says what, and reading is
  /// over.
  std::optional<std::vector<std::string>> Next();
  const refusal::Violation& violation() const { return violation_; }

 private:
  bool TakeQuoted(std::string& cell);
  bool TakePlain(std::string& cell);
  bool TakeLineEnd();
  bool Fail(const std::string& text_vi, const std::string& text_en);

  std::string_view rest_;
  char separator_;
  std::size_t number_ = 0;
  refusal::Violation violation_;
};

}  // namespace cpb::csv
