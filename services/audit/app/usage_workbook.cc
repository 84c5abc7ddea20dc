#include "services/audit/app/usage_workbook.h"

#include <chrono>
#include <vector>

#include "libs/sheet/workbook.h"

namespace cpb::audit {
namespace {

namespace pb = cpbudget::audit::v1;
using sheet::Kind;

const char* TitleOf(int dimension) {
  switch (dimension) {
    case pb::DIMENSION_PROJECT:
      return "Đề án thành phần / Component project";
    case pb::DIMENSION_SOURCE:
      return "Nguồn vốn / Source";
    case pb::DIMENSION_PROVINCE:
      return "Tỉnh, thành phố / Province";
    case pb::DIMENSION_PROVINCE_2025:
      return "Tỉnh, thành phố từ 01/7/2025 / Province since 1 July 2025";
    case pb::DIMENSION_YEAR:
      return "Năm ngân sách / Budget year";
    case pb::DIMENSION_AGENCY:
      return "Đơn vị / Agency";
    case pb::DIMENSION_BUDGET_LINE:
      return "Dòng dự toán / Budget line";
    default:
      return "Chương trình / Programme";
  }
}

std::vector<sheet::Column> Columns(const pb::GetUsageRequest& asked) {
  std::vector<sheet::Column> columns;
  for (const int dimension : asked.group_by()) {
    columns.push_back({TitleOf(dimension), Kind::kText, 20, false, "", ""});
    columns.push_back({"Tên / Name", Kind::kText, 34, false, "", ""});
  }
  for (const char* title :
       {"Được giao\nAppropriated", "Đã phân bổ\nAllotted", "Còn lại\nAvailable", "Cam kết\nCommitted",
        "Đang chi\nIn payment", "Tạm ứng\nAdvanced", "Đã chi\nSpent", "Nộp trả\nRefunded", "Hủy\nLapsed",
        "Chuyển nguồn\nCarried forward", "Doanh nghiệp cam kết\nEnterprises' own"}) {
    columns.push_back({title, Kind::kAmount, 18, false, "", ""});
  }
  columns.push_back({"Minh họa\nIllustrative", Kind::kText, 10, false, "", ""});
  return columns;
}

void AddFigures(const pb::UsageRow& row, std::vector<sheet::Value>& cells) {
  for (const std::int64_t amount :
       {row.appropriated_vnd(), row.allotted_vnd(), row.available_vnd(), row.committed_vnd(),
        row.in_payment_vnd(), row.advanced_vnd(), row.spent_vnd(), row.refunded_vnd(), row.lapsed_vnd(),
        row.carried_forward_vnd(), row.enterprise_vnd()}) {
    cells.emplace_back(amount);
  }
  cells.emplace_back(row.illustrative() ? "*" : "");
}

std::string Scope(const pb::GetUsageRequest& asked, const pb::GetUsageResponse& usage) {
  std::string text = "Đồng / VND; vị trí sổ nhật ký / journal position " + std::to_string(usage.position());
  if (!asked.as_of_date().empty()) text += "; đến ngày / as of " + asked.as_of_date();
  if (asked.budget_year() != 0)
    text += "; năm ngân sách / budget year " + std::to_string(asked.budget_year());
  if (!asked.programme().empty()) text += "; " + asked.programme();
  if (!asked.province_code().empty()) text += "; tỉnh / province " + asked.province_code();
  if (usage.total().illustrative()) text += "; * có số liệu minh họa / holds data invented for demonstration";
  return text;
}

}  // namespace

std::string UsageWorkbook(const pb::GetUsageRequest& asked, const pb::GetUsageResponse& usage,
                          clock::Instant now) {
  sheet::Sheet table;
  table.name = "Sử dụng kinh phí";
  table.preface = {"Tình hình sử dụng kinh phí / Use of funds", Scope(asked, usage)};
  table.columns = Columns(asked);
  for (const pb::UsageRow& row : usage.rows()) {
    std::vector<sheet::Value>& cells = table.rows.emplace_back();
    for (int i = 0; i < row.keys_size(); ++i) {
      cells.emplace_back(row.keys(i));
      cells.emplace_back(i < row.labels_vi_size() ? row.labels_vi(i) : "");
    }
    AddFigures(row, cells);
  }
  std::vector<sheet::Value>& total = table.rows.emplace_back();
  total.resize(2 * static_cast<std::size_t>(asked.group_by_size()));
  if (!total.empty()) total[0] = "Tổng / Total";
  AddFigures(usage.total(), total);
  sheet::Workbook workbook;
  workbook.title = table.preface[0];
  workbook.created = std::chrono::floor<std::chrono::seconds>(now);
  workbook.sheets = {std::move(table)};
  return sheet::Write(workbook);
}

}  // namespace cpb::audit
