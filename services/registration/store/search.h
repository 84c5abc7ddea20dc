/// Finding text as people type it: case and diacritics do not count, and đ is a d (collations think
/// otherwise).
#pragma once

#include <string>
#include <string_view>

namespace cpb::registration::store {

/// The LIKE pattern for a text anywhere, to be compared with SearchedColumn; "%" for an empty text. The
/// escape character is "|".
inline std::string SearchPattern(std::string_view text) {
  std::string pattern = "%";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "đ" || text.substr(i, 2) == "Đ") {
      pattern += 'd';
      ++i;
      continue;
    }
    if (text[i] == '%' || text[i] == '_' || text[i] == '|') pattern += '|';
    pattern += text[i];
  }
  return pattern == "%" ? pattern : pattern + '%';
}

/// SQL that says whether a column holds a pattern, the next parameter.
inline std::string Searched(std::string_view column) {
  return "REPLACE(REPLACE(" + std::string{column} +
         ", 'đ', 'd'), 'Đ', 'd') COLLATE utf8mb4_unicode_ci LIKE ? ESCAPE '|'";
}

}  // namespace cpb::registration::store
