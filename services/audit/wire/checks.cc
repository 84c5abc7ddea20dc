#include "services/audit/wire/checks.h"

#include <set>
#include <string>

#include "libs/clock/clock.h"
#include "libs/rpc/status.h"

namespace cpb::audit {
namespace {

namespace pb = cpbudget::audit::v1;

constexpr int kFirstYear = 2000, kLastYear = 2100;
constexpr std::size_t kLongestName = 255;

// "prefix/…" with a non-empty id of the letters that names are made of.
bool IsName(const std::string& text, std::string_view prefix) {
  if (text.size() > kLongestName || !text.starts_with(prefix) || text.size() == prefix.size()) return false;
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._",
                                prefix.size()) == std::string::npos;
}

void CheckYear(int year, rpc::FieldErrors& errors) {
  if (year == 0 || (year >= kFirstYear && year <= kLastYear)) return;
  errors.Add("budget_year", "Năm ngân sách phải từ 2000 đến 2100, hoặc 0 cho mọi năm.",
             "The budget year is between 2000 and 2100, or 0 for all.");
}

void CheckPosition(const char* field, std::int64_t position, rpc::FieldErrors& errors) {
  if (position >= 0) return;
  errors.Add(field, "Vị trí không được âm.", "A position is not negative.");
}

void CheckDimensions(const pb::GetUsageRequest& request, rpc::FieldErrors& errors) {
  if (request.group_by().empty()) {
    errors.Add("group_by", "Cần ít nhất một chiều để tổng hợp.", "At least one dimension is needed.");
  }
  std::set<int> seen;
  for (int i = 0; i < request.group_by_size(); ++i) {
    const int dimension = request.group_by(i);
    const std::string field = "group_by[" + std::to_string(i) + "]";
    if (dimension == pb::DIMENSION_UNSPECIFIED || !pb::Dimension_IsValid(dimension)) {
      errors.Add(field, "Không có chiều tổng hợp này.", "There is no such dimension.");
    } else if (!seen.insert(dimension).second) {
      errors.Add(field, "Chiều này đã được nêu.", "This dimension was named before.");
    }
  }
}

}  // namespace

absl::Status Check(const pb::GetUsageRequest& request, const Labels& labels) {
  rpc::FieldErrors errors;
  CheckDimensions(request, errors);
  if (!request.as_of_date().empty() && !clock::ParseDate(request.as_of_date())) {
    errors.Add("as_of_date", "Ngày phải có dạng YYYY-MM-DD.", "A date is written YYYY-MM-DD.");
  }
  CheckPosition("as_of_position", request.as_of_position(), errors);
  CheckPosition("min_position", request.min_position(), errors);
  if (!request.programme().empty() && !IsName(request.programme(), "programmes/")) {
    errors.Add("programme", "Tên chương trình có dạng programmes/{mã}.",
               "A programme is named programmes/{id}.");
  }
  CheckYear(request.budget_year(), errors);
  if (!request.province_code().empty() && !labels.HasProvince(request.province_code())) {
    errors.Add("province_code", "Không có tỉnh, thành phố với mã này.", "No province has this code.");
  }
  return errors.ToStatus();
}

absl::Status Check(const pb::GetPublicUsageRequest& request) {
  rpc::FieldErrors errors;
  CheckYear(request.budget_year(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::TracePaymentRequest& request) {
  rpc::FieldErrors errors;
  if (!IsName(request.name(), "payments/")) {
    errors.Add("name", "Tên chứng từ có dạng payments/{mã}.", "A payment is named payments/{id}.");
  }
  return errors.ToStatus();
}

absl::Status Check(const pb::ListEventsRequest& request) {
  rpc::FieldErrors errors;
  if (request.resource().size() > kLongestName) {
    errors.Add("resource", "Tên dài quá 255 ký tự.", "The name is longer than 255 characters.");
  }
  return errors.ToStatus();
}

absl::Status Check(const pb::ExportJournalRequest& request) {
  rpc::FieldErrors errors;
  if (!pb::JournalFormat_IsValid(request.format())) {
    errors.Add("format", "Không có định dạng này.", "There is no such format.");
  }
  CheckYear(request.budget_year(), errors);
  CheckPosition("as_of_position", request.as_of_position(), errors);
  return errors.ToStatus();
}

}  // namespace cpb::audit
