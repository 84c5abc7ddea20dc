#include "tools/cpbudget/text_table.h"

#include <algorithm>
#include <cstdint>

namespace cpb::cli {
namespace {

struct Range {
  std::uint32_t first, last;
};

// Marks that stand over or under the letter before them, joiners, and selectors.
constexpr Range kZeroWidth[] = {{0x0300, 0x036F}, {0x0483, 0x0489},  {0x0591, 0x05BD}, {0x0610, 0x061A},
                                {0x064B, 0x065F}, {0x0E31, 0x0E31},  {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
                                {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},  {0x200B, 0x200F}, {0x202A, 0x202E},
                                {0x2060, 0x2064}, {0x20D0, 0x20FF},  {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
                                {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
// East Asian wide and full-width forms, and emoji.
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0x33FF}, {0x3400, 0x4DBF},
                           {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},  {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
                           {0xFE30, 0xFE4F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
                           {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

template <std::size_t kSize>
bool IsIn(std::uint32_t code, const Range (&ranges)[kSize]) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [code](const Range& range) { return code >= range.first && code <= range.last; });
}

struct Character {
  std::size_t bytes = 1;
  std::size_t cells = 1;
};

// The character at the start of a text that is not empty.
Character First(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (bytes == 0 || text.size() < bytes) return {};
  std::uint32_t code = bytes == 1 ? lead : lead & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0u) != 0x80) return {};
    code = code << 6 | (next & 0x3Fu);
  }
  return {bytes, IsIn(code, kZeroWidth) ? std::size_t{0}
                 : IsIn(code, kWide)    ? std::size_t{2}
                                        : std::size_t{1}};
}

std::string Pad(const std::string& cell, std::size_t width, Align align, bool last) {
  const std::size_t taken = DisplayWidth(cell);
  const std::string blanks(width > taken ? width - taken : 0, ' ');
  if (align == Align::kRight) return blanks + cell;
  return last ? cell : cell + blanks;
}

std::string Row(const std::vector<std::string>& cells, const std::vector<TextTable::Column>& columns,
                const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += "  ";
    line += Pad(cells[i], widths[i], columns[i].align, i + 1 == cells.size());
  }
  return line + '\n';
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t cells = 0;
  while (!text.empty()) {
    const Character character = First(text);
    cells += character.cells;
    text.remove_prefix(character.bytes);
  }
  return cells;
}

std::string Shorten(std::string_view text, std::size_t cells) {
  if (DisplayWidth(text) <= cells) return std::string{text};
  std::string kept;
  std::size_t taken = 0;
  while (!text.empty()) {
    const Character character = First(text);
    // One cell is kept for the mark.
    if (taken + character.cells + 1 > cells) break;
    kept += text.substr(0, character.bytes);
    taken += character.cells;
    text.remove_prefix(character.bytes);
  }
  return kept + "…";
}

std::string Printable(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    clean += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  // C1 controls (U+0080 to U+009F) can steer a terminal as well.
  for (std::size_t i = 0; i + 1 < clean.size(); ++i) {
    if (static_cast<unsigned char>(clean[i]) == 0xC2 && static_cast<unsigned char>(clean[i + 1]) < 0xA0) {
      clean.replace(i, 2, " ");
    }
  }
  return clean;
}

void TextTable::Add(std::vector<std::string> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = Shorten(Printable(cells[i]), columns_[i].widest);
  rows_.push_back(std::move(cells));
}

void TextTable::AddTotal(std::vector<std::string> cells) {
  total_ = std::move(cells);
}

std::string TextTable::ToString() const {
  std::vector<std::size_t> widths;
  std::vector<std::string> headings;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = DisplayWidth(columns_[i].heading);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i]));
    if (!total_.empty()) width = std::max(width, DisplayWidth(total_[i]));
    widths.push_back(width);
    headings.push_back(columns_[i].heading);
  }
  std::string rule;
  for (std::size_t i = 0; i < widths.size(); ++i) rule += (i > 0 ? "  " : "") + std::string(widths[i], '-');
  rule += '\n';
  std::string text = Row(headings, columns_, widths) + rule;
  for (const auto& row : rows_) text += Row(row, columns_, widths);
  if (!total_.empty()) text += rule + Row(total_, columns_, widths);
  return text;
}

}  // namespace cpb::cli
