#include "services/allocation/wire/fields.h"

#include <algorithm>

#include "libs/clock/clock.h"
#include "libs/money/money.h"
#include "services/allocation/domain/reasons.h"

namespace cpb::allocation {
namespace {

constexpr std::size_t kMaxName = 160;
constexpr int kFirstYear = 2000, kLastYear = 2100;

bool IsIdCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-';
}

bool IsName(std::string_view prefix, const std::string& value) {
  if (value.size() <= prefix.size() || value.size() > kMaxName ||
      value.compare(0, prefix.size(), prefix) != 0)
    return false;
  return std::all_of(value.begin() + static_cast<std::ptrdiff_t>(prefix.size()), value.end(), IsIdCharacter);
}

}  // namespace

void CheckName(std::string_view prefix, const std::string& field, const std::string& value,
               rpc::FieldErrors& errors) {
  if (IsName(prefix, value)) return;
  const std::string form = prefix.empty() ? "id" : std::string{prefix} + "{id}";
  errors.Add(field, "Phải có dạng '" + form + "'.", "It must look like '" + form + "'.");
}

void CheckOptionalName(std::string_view prefix, const std::string& field, const std::string& value,
                       rpc::FieldErrors& errors) {
  if (!value.empty()) CheckName(prefix, field, value, errors);
}

void CheckYear(const std::string& field, int value, rpc::FieldErrors& errors) {
  if (value >= kFirstYear && value <= kLastYear) return;
  errors.Add(field, "Năm ngân sách phải từ 2000 đến 2100.", "The budget year must be 2000 to 2100.");
}

void CheckAmount(const std::string& field, std::int64_t value, rpc::FieldErrors& errors) {
  if (value >= 0 && value <= money::kMaxDong) return;
  errors.Add(field, "Số tiền phải từ 0 đến 9.000.000.000.000.000 đồng.",
             "The amount must be 0 to 9,000,000,000,000,000 dong.");
}

void CheckText(const std::string& field, const std::string& value, std::size_t least, std::size_t most,
               rpc::FieldErrors& errors) {
  if (value.size() >= least && value.size() <= most) return;
  const std::string most_text = std::to_string(most);
  if (value.size() < least) {
    errors.Add(field, "Không được để trống.", "It must not be empty.");
  } else {
    errors.Add(field, "Dài quá " + most_text + " byte.", "It is longer than " + most_text + " bytes.");
  }
}

void CheckDate(const std::string& field, const std::string& value, bool may_be_empty,
               rpc::FieldErrors& errors) {
  if (value.empty() ? may_be_empty : clock::ParseDate(value).has_value()) return;
  errors.Add(field, "Phải là ngày có thật, dạng NNNN-TT-NN.",
             "It must be a day of the calendar, YYYY-MM-DD.");
}

void CheckSource(const std::string& field, const std::string& value, rpc::FieldErrors& errors) {
  const bool good =
      !value.empty() && value.size() <= 40 && std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!good) errors.Add(field, "Mã nguồn không hợp lệ.", "It is no id of a source.");
}

absl::Status WithAmount(const rpc::FieldErrors& errors, const std::string& field, bool present,
                        std::int64_t amount) {
  if (present && amount >= 1 && amount <= money::kMaxDong) return errors.ToStatus();
  const std::string vi = "Số tiền phải từ 1 đến 9.000.000.000.000.000 đồng.";
  const std::string en = "The amount must be 1 to 9,000,000,000,000,000 dong.";
  if (!errors.empty()) {
    rpc::FieldErrors all = errors;
    all.Add(field, vi, en);
    return all.ToStatus();
  }
  refusal::Refusal refusal{&kAmountInvalid, {{"least", "1"}}, {}};
  refusal.violations.push_back({.subject = field,
                                .text_vi = vi,
                                .text_en = en,
                                .limit_vnd = {},
                                .actual_vnd = {},
                                .rule_id = "",
                                .citation = ""});
  return rpc::ToStatus(refusal);
}

}  // namespace cpb::allocation
