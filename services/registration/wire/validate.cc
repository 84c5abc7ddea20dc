#include "services/registration/wire/validate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/registration/app/item_check.h"

namespace cpb::registration {
namespace {

constexpr std::string_view kPlans = "plans/";
constexpr std::size_t kMaxName = 96;
constexpr std::size_t kMaxEtag = 40;
constexpr int kFirstYear = 2004;
constexpr int kLastYear = 2100;

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsNameCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
}

}  // namespace

void CheckPlanName(std::string_view name, rpc::FieldErrors& errors) {
  const bool starts = name.substr(0, kPlans.size()) == kPlans;
  const std::string_view id = starts ? name.substr(kPlans.size()) : std::string_view{};
  if (!id.empty() && name.size() <= kMaxName && std::all_of(id.begin(), id.end(), IsNameCharacter)) return;
  errors.Add("name", "Tên kế hoạch phải có dạng plans/{chương trình}-{năm}-{đơn vị}.",
             "The name must look like plans/{programme}-{year}-{agency}.");
}

void CheckEtag(std::string_view etag, const std::string& field, rpc::FieldErrors& errors) {
  if (!etag.empty() && etag.size() <= kMaxEtag) return;
  errors.Add(field, "Thiếu etag của bản vừa đọc, hoặc etag quá dài.",
             "The etag of the version that was read is missing or too long.");
}

void CheckText(std::string_view text, const std::string& field, std::size_t min, std::size_t max,
               rpc::FieldErrors& errors) {
  const std::size_t count = CharacterCount(text);
  if (count < min) {
    errors.Add(field, "Không được để trống.", "Must not be empty.");
  } else if (count > max) {
    errors.Add(field, absl::StrCat("Dài quá ", max, " ký tự."),
               absl::StrCat("Longer than ", max, " characters."));
  } else if (HasControlCharacters(text)) {
    errors.Add(field, "Có ký tự điều khiển.", "Has control characters.");
  }
}

void CheckYear(int year, const std::string& field, rpc::FieldErrors& errors) {
  if (year >= kFirstYear && year <= kLastYear) return;
  errors.Add(field, absl::StrCat("Năm ngân sách phải từ ", kFirstYear, " đến ", kLastYear, ": ", year, "."),
             absl::StrCat("The budget year must be ", kFirstYear, " to ", kLastYear, ": ", year, "."));
}

void CheckProvinceCode(std::string_view code, const std::string& field, bool optional,
                       rpc::FieldErrors& errors) {
  if (code.empty() && optional) return;
  if (code.size() == 2 && IsDigits(code)) return;
  errors.Add(field, "Mã tỉnh phải gồm hai chữ số.", "The province code must be two digits.");
}

bool IsTaxCode(std::string_view text) {
  if (text.size() == 10) return IsDigits(text);
  return text.size() == 14 && IsDigits(text.substr(0, 10)) && text[10] == '-' && IsDigits(text.substr(11));
}

}  // namespace cpb::registration
