#include "libs/csv/amount.h"

namespace cpb::csv {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kGroup = 3;

struct Complaint {
  const char* text_vi;
  const char* text_en;
};

constexpr Complaint kEmpty{"Thiếu số tiền.", "The amount is missing."};
constexpr Complaint kNegative{"Số tiền không được âm.", "The amount must not be negative."};
constexpr Complaint kText{"Số tiền chỉ được gồm chữ số, có thể có dấu chấm phân cách hàng nghìn.",
                          "The amount must be digits only, with dots between thousands if you like."};
constexpr Complaint kComma{
    "Số tiền có dấu phẩy: chỉ nhận số đồng nguyên, phân cách hàng nghìn bằng dấu chấm.",
    "The amount has a comma: only whole dong are taken, with dots between thousands."};
constexpr Complaint kDots{"Dấu chấm đặt sai chỗ: chỉ nhận số đồng nguyên, mỗi dấu chấm cách đúng ba chữ số.",
                          "A dot is misplaced: only whole dong are taken, with dots at every third digit."};

/// What is wrong with the shape of `cell`; nothing when it is digits, or groups of digits between dots.
std::optional<Complaint> CheckShape(std::string_view cell) {
  if (cell.empty()) return kEmpty;
  const bool minus = cell.front() == '-';
  const std::string_view number = minus ? cell.substr(1) : cell;
  if (number.empty() || number.find_first_not_of("0123456789.,") != number.npos) return kText;
  if (minus) return kNegative;
  if (number.find(',') != number.npos) return kComma;
  const std::size_t first_dot = number.find('.');
  if (first_dot == number.npos) return std::nullopt;
  // "0.500" is far more likely a decimal than five hundred.
  if (first_dot == 0 || first_dot > kGroup || number.front() == '0') return kDots;
  for (std::size_t dot = first_dot; dot < number.size(); dot += kGroup + 1) {
    const std::string_view group = number.substr(dot + 1, kGroup);
    if (number[dot] != '.' || group.size() != kGroup || group.find_first_not_of(kDigits) != group.npos)
      return kDots;
  }
  return std::nullopt;
}

}  // namespace

std::optional<money::Vnd> ParseAmount(std::string_view cell, const std::string& subject,
                                      std::vector<refusal::Violation>& violations) {
  refusal::Violation violation;
  violation.subject = subject;
  if (const auto complaint = CheckShape(cell)) {
    violation.text_vi = complaint->text_vi;
    violation.text_en = complaint->text_en;
    violations.push_back(std::move(violation));
    return std::nullopt;
  }
  std::int64_t dong = 0;
  for (const char c : cell) {
    if (c == '.') continue;
    dong = dong * 10 + (c - '0');
    if (dong <= money::kMaxDong) continue;
    violation.text_vi = "Số tiền vượt quá " + refusal::FormatVnd(money::kMaxDong) + " đồng.";
    violation.text_en = "The amount is above " + refusal::FormatVnd(money::kMaxDong) + " dong.";
    violation.limit_vnd = money::kMaxDong;
    violations.push_back(std::move(violation));
    return std::nullopt;
  }
  return money::Vnd::FromDong(dong);
}

}  // namespace cpb::csv
