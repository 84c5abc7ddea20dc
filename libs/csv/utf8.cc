#include "libs/csv/utf8.h"

namespace cpb::csv {
namespace {

/// What may follow a lead byte: how many bytes, and the range of the first of them, which excludes overlong
/// forms, surrogates and code points beyond the last (Unicode 15, table 3-7).
struct Sequence {
  std::size_t continuation_bytes = 0;
  unsigned char first_low = 0x80;
  unsigned char first_high = 0xBF;
};

std::optional<Sequence> SequenceFor(unsigned char lead) {
  if (lead < 0x80) return Sequence{0};
  if (lead >= 0xC2 && lead <= 0xDF) return Sequence{1};
  if (lead == 0xE0) return Sequence{2, 0xA0};
  if (lead == 0xED) return Sequence{2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return Sequence{2};
  if (lead == 0xF0) return Sequence{3, 0x90};
  if (lead >= 0xF1 && lead <= 0xF3) return Sequence{3};
  if (lead == 0xF4) return Sequence{3, 0x80, 0x8F};
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> FindInvalidUtf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const std::optional<Sequence> sequence = SequenceFor(byte(i));
    if (!sequence || text.size() - i <= sequence->continuation_bytes) return i;
    for (std::size_t k = 1; k <= sequence->continuation_bytes; ++k) {
      const unsigned char low = k == 1 ? sequence->first_low : 0x80;
      const unsigned char high = k == 1 ? sequence->first_high : 0xBF;
      if (byte(i + k) < low || byte(i + k) > high) return i;
    }
    i += sequence->continuation_bytes + 1;
  }
  return std::nullopt;
}

}  // namespace cpb::csv
