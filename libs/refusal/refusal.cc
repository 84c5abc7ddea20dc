#include "libs/refusal/refusal.h"

namespace cpb::refusal {

std::string Render(std::string_view text, const std::map<std::string, std::string, std::less<>>& parameters) {
  std::string rendered;
  rendered.reserve(text.size());
  while (true) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) return rendered.append(text);
    const auto found = parameters.find(text.substr(open + 1, close - open - 1));
    if (found == parameters.end()) {
      // Not a key of ours: keep the brace and look on right behind it, so that "{{key}" still finds its key.
      rendered.append(text.substr(0, open + 1));
      text.remove_prefix(open + 1);
    } else {
      rendered.append(text.substr(0, open)).append(found->second);
      text.remove_prefix(close + 1);
    }
  }
}

std::string FormatVnd(std::int64_t dong) {
  std::string text = std::to_string(dong);
  const std::size_t first_digit = dong < 0 ? 1 : 0;
  for (std::size_t end = text.size(); end > first_digit + 3; end -= 3) text.insert(end - 3, 1, '.');
  return text;
}

}  // namespace cpb::refusal
