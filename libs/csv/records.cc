#include "libs/csv/records.h"

namespace cpb::csv {

char DetectSeparator(std::string_view text) {
  int balance = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (c == ';') ++balance;
    if (c == ',') --balance;
  }
  return balance > 0 ? ';' : ',';
}

std::optional<std::vector<std::string>> RecordReader::Next() {
  ++number_;
  std::vector<std::string> cells;
  while (true) {
    std::string& cell = cells.emplace_back();
    const bool quoted = !rest_.empty() && rest_.front() == '"';
    if (!(quoted ? TakeQuoted(cell) : TakePlain(cell))) return std::nullopt;
    if (rest_.empty()) return cells;
    if (rest_.front() == separator_) {
      rest_.remove_prefix(1);
      continue;
    }
    if (!TakeLineEnd()) return std::nullopt;
    return cells;
  }
}

bool RecordReader::TakeQuoted(std::string& cell) {
  rest_.remove_prefix(1);
  while (true) {
    const std::size_t quote = rest_.find('"');
    if (quote == rest_.npos) {
      return Fail("Có dấu ngoặc kép mở mà không đóng.", "A quotation mark is opened and never closed.");
    }
    cell.append(rest_.substr(0, quote));
    rest_.remove_prefix(quote + 1);
    if (rest_.empty() || rest_.front() != '"') break;
    cell += '"';
    rest_.remove_prefix(1);
  }
  if (rest_.empty() || rest_.front() == separator_ || rest_.front() == '\r' || rest_.front() == '\n')
    return true;
  return Fail("Sau dấu ngoặc kép đóng còn có chữ.", "There is text after a closing quotation mark.");
}

bool RecordReader::TakePlain(std::string& cell) {
  const char ends[] = {separator_, '\r', '\n', '"'};
  const std::size_t end = rest_.find_first_of(std::string_view{ends, sizeof(ends)});
  cell = rest_.substr(0, end);
  rest_.remove_prefix(end == rest_.npos ? rest_.size() : end);
  if (rest_.empty() || rest_.front() != '"') return true;
  return Fail(
      "Có dấu ngoặc kép giữa ô; ô chứa ngoặc kép phải đặt trong ngoặc kép và viết đôi (\"\").",
      "There is a quotation mark inside a cell; such a cell must be quoted, and the mark doubled (\"\").");
}

bool RecordReader::TakeLineEnd() {
  if (rest_.front() == '\r') rest_.remove_prefix(1);
  if (rest_.empty() || rest_.front() != '\n') {
    return Fail("Có ký tự về đầu dòng (CR) không đi kèm xuống dòng (LF).",
                "There is a carriage return (CR) without a line feed (LF).");
  }
  rest_.remove_prefix(1);
  return true;
}

bool RecordReader::Fail(const std::string& text_vi, const std::string& text_en) {
  violation_.subject = "row " + std::to_string(number_);
  violation_.text_vi = text_vi;
  violation_.text_en = text_en;
  rest_ = {};
  return false;
}

}  // namespace cpb::csv
