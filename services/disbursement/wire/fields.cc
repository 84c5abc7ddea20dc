#include "services/disbursement/wire/fields.h"

#include <algorithm>

#include "libs/clock/clock.h"
#include "libs/money/money.h"

namespace cpb::disbursement::wire {
namespace {

constexpr std::size_t kIdMax = 80;
constexpr std::int64_t kYearMin = 2000;
constexpr std::int64_t kYearMax = 2100;

bool IsIdCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == '_' || c == '~';
}

bool IsName(std::string_view value, std::string_view prefix) {
  if (!value.starts_with(prefix)) return false;
  value.remove_prefix(prefix.size());
  return !value.empty() && value.size() <= kIdMax && std::all_of(value.begin(), value.end(), IsIdCharacter);
}

/// Characters, not bytes: continuation bytes of UTF-8 do not count.
std::size_t Characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

void Fields::Check(bool right, const std::string& field, std::string text_vi, std::string text_en) {
  if (!right) errors_.Add(field, std::move(text_vi), std::move(text_en));
}

void Fields::Name(const std::string& field, std::string_view value, std::string_view prefix) {
  const std::string shape = std::string(prefix) + "…";
  Check(IsName(value, prefix), field, "Phải là mã dạng " + shape + ".", "Must be a name like " + shape + ".");
}

void Fields::OptionalName(const std::string& field, std::string_view value, std::string_view prefix) {
  if (!value.empty()) Name(field, value, prefix);
}

void Fields::Text(const std::string& field, std::string_view value, std::size_t max) {
  Check(!value.empty(), field, "Không được để trống.", "Must not be empty.");
  OptionalText(field, value, max);
}

void Fields::OptionalText(const std::string& field, std::string_view value, std::size_t max) {
  const std::string limit = std::to_string(max);
  Check(Characters(value) <= max, field, "Tối đa " + limit + " ký tự.", "At most " + limit + " characters.");
}

void Fields::Date(const std::string& field, std::string_view value) {
  Check(clock::ParseDate(value).has_value(), field, "Phải là ngày dạng 2019-07-20.",
        "Must be a date like 2019-07-20.");
}

void Fields::OptionalDate(const std::string& field, std::string_view value) {
  if (!value.empty()) Date(field, value);
}

void Fields::Year(const std::string& field, std::int64_t value) {
  Check(value >= kYearMin && value <= kYearMax, field, "Năm phải từ 2000 đến 2100.",
        "The year must be 2000 to 2100.");
}

void Fields::OptionalYear(const std::string& field, std::int64_t value) {
  if (value != 0) Year(field, value);
}

void Fields::Amount(const std::string& field, std::optional<std::int64_t> value) {
  Check(value && *value >= 1 && *value <= money::kMaxDong, field,
        "Số tiền phải từ 1 đến 9.000.000.000.000.000 đồng.",
        "The amount must be 1 to 9,000,000,000,000,000 dong.");
}

void Fields::OptionalAmount(const std::string& field, std::int64_t value) {
  Check(value >= 0 && value <= money::kMaxDong, field, "Số tiền phải từ 0 đến 9.000.000.000.000.000 đồng.",
        "The amount must be 0 to 9,000,000,000,000,000 dong.");
}

void Fields::AtLeast(const std::string& field, std::int64_t value, std::int64_t least) {
  const std::string limit = std::to_string(least);
  Check(value >= least, field, "Phải từ " + limit + " trở lên.", "Must be at least " + limit + ".");
}

}  // namespace cpb::disbursement::wire
