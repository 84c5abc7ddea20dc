/// The two languages that the command line speaks.
#pragma once

#include <string_view>

namespace cpb::cli {

enum class Language { kVietnamese, kEnglish };

/// A text in both.
struct Text {
  std::string_view vi, en;
  std::string_view In(Language language) const { return language == Language::kEnglish ? en : vi; }
};

}  // namespace cpb::cli
