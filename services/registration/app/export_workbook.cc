#include "services/registration/app/export_workbook.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/clock/clock.h"
#include "libs/sheet/workbook.h"
#include "services/registration/app/item_check.h"
#include "services/registration/app/workbook_form.h"
#include "services/registration/store/reference.h"

namespace cpb::registration {
namespace {

namespace rules = ::cpbudget::allocation::v1;
using sheet::Kind;
using Names = std::map<std::string, std::string, std::less<>>;  ///< Establishment to its title.

std::string TitleOf(const Catalogue& catalogue, const std::string& name) {
  const auto found = catalogue.titles.find(name);
  return found == catalogue.titles.end() ? name : found->second.vi;
}

sheet::Column Shown(std::string title, double width) {
  return {std::move(title), Kind::kText, width, false, "", ""};
}

/// "'Danh mục'!$A$2:$A$9" for the rows of a sheet of codes.
std::string Choices(const char* sheet, char column, std::size_t rows) {
  return rows == 0 ? ""
                   : absl::StrCat("'", sheet, "'!$", std::string(1, column), "$2:$", std::string(1, column),
                                  "$", rows + 1);
}

sheet::Sheet HelpSheet() {
  sheet::Sheet help;
  help.name = kHelpSheet;
  help.columns = {Shown("Hướng dẫn / How to fill in", 120)};
  for (const char* line : {
           "1. Chỉ nhập vào các cột có tiêu đề màu vàng của trang \"Kế hoạch\"; mỗi dòng là một nội dung.",
           "2. Nội dung mới: thêm dòng ở dưới, để trống cột Mã. Bỏ một nội dung: xóa trắng các ô của dòng "
           "đó. Không đổi mã "
           "của nội dung đã có.",
           "3. Đề án, hoạt động, cơ sở: chọn trong danh sách của ô. Cơ sở chưa có trong danh sách thì đăng "
           "ký trên hệ thống trước.",
           "4. Số tiền là số đồng nguyên, không công thức. Tổng đề nghị các nguồn không vượt tổng chi phí.",
           "5. Ngày dự kiến là một ngày của năm ngân sách, dạng dd/mm/yyyy; để trống nghĩa là 30/6.",
           "6. Lưu dạng .xlsx hoặc .ods rồi nhập lại ở trang của chính kế hoạch này. Hệ thống báo lỗi theo "
           "từng ô và chưa đổi gì cho đến khi bạn xác nhận.",
           "7. Nếu kế hoạch đã được sửa trên hệ thống sau khi tải tệp này, hệ thống sẽ báo để bạn chọn giữ "
           "bản nào.",
           "Không sửa trang ẩn: nó cho biết tệp này thuộc kế hoạch và phiên bản nào.",
           "",
           "1. Type only into the columns with a yellow header of the sheet \"Kế hoạch\"; every row is one "
           "item.",
           "2. A new item: add a row below, leave its id empty. To drop an item clear the cells of its row. "
           "Do not "
           "change ids.",
           "3. Component projects, activities, establishments: choose from the list of the cell. Register a "
           "new establishment in the system first.",
           "4. Amounts are whole dong, without formulas. What is requested in all may not exceed the "
           "eligible cost.",
           "5. The scheduled date is a day of the budget year, dd/mm/yyyy; empty means 30 June.",
           "6. Save as .xlsx or .ods and bring it back on the page of this very plan. Errors are shown cell "
           "by cell, and nothing changes until you confirm.",
           "7. If the plan was changed in the system after this file was made, you will be asked which "
           "version to keep.",
       }) {
    help.rows.push_back({line});
  }
  return help;
}

sheet::Sheet CodesSheet(const v1::Plan& plan, const Catalogue& catalogue, std::size_t& projects,
                        std::size_t& activities) {
  sheet::Sheet codes;
  codes.name = kCodesSheet;
  codes.columns = {Shown("Đề án thành phần / Component project", 60), Shown("Hoạt động / Activity", 60),
                   Shown("Thuộc đề án / Of the projects", 34),
                   Shown("Phải nêu cơ sở / Needs an establishment", 18)};
  const auto row = [&](std::size_t index) -> std::vector<sheet::Value>& {
    if (codes.rows.size() <= index)
      codes.rows.resize(index + 1, std::vector<sheet::Value>(codes.columns.size()));
    return codes.rows[index];
  };
  for (const auto& [project, programme] : catalogue.component_projects) {
    if (programme == plan.programme()) row(projects++)[0] = Label(project, TitleOf(catalogue, project));
  }
  for (const auto& [name, activity] : catalogue.activities) {
    std::string of;
    for (const std::string& project : activity.component_projects) {
      const auto known = catalogue.component_projects.find(project);
      if (known != catalogue.component_projects.end() && known->second == plan.programme()) {
        absl::StrAppend(&of, of.empty() ? "" : ", ", Label(project, ""));
      }
    }
    if (of.empty()) continue;
    std::vector<sheet::Value>& line = row(activities++);
    line[1] = Label(name, TitleOf(catalogue, name));
    line[2] = of;
    line[3] = activity.needs_establishment ? "có / yes" : "";
  }
  return codes;
}

sheet::Sheet EstablishmentsSheet(const Names& names) {
  sheet::Sheet sheet;
  sheet.name = kEstablishmentsSheet;
  sheet.columns = {Shown("Cơ sở đã đăng ký / Registered establishments", 80)};
  for (const auto& [name, title] : names) sheet.rows.push_back({Label(name, title)});
  return sheet;
}

/// Rules that speak about items of this plan.
sheet::Sheet RulesSheet(const v1::Plan& plan, const absl::StatusOr<rules::ListRulesResponse>& answer) {
  sheet::Sheet sheet;
  sheet.name = kRulesSheet;
  sheet.columns = {Shown("Mã / Id", 24), Shown("Quy định", 60), Shown("Rule", 60),
                   Shown("Căn cứ / Source", 40), Shown("Bắt buộc / Binding", 14)};
  if (!answer.ok()) {
    sheet.preface = {
        "Chưa lấy được quy định khi tạo tệp; hệ thống vẫn kiểm tra khi nhập. / The rules could not be asked "
        "when the file was made; they apply all the same."};
    return sheet;
  }
  sheet.preface = {absl::StrCat("Quy định áp dụng cho nội dung kế hoạch, bản ", answer->rulebook_version(),
                                " / Rules on items of the plan")};
  for (const rules::RuleSummary& rule : answer->rules()) {
    const bool guards =
        std::find(rule.steps().begin(), rule.steps().end(), rules::STEP_PLAN_ITEM) != rule.steps().end();
    if (!guards || (!rule.province_code().empty() && rule.province_code() != plan.province_code())) continue;
    sheet.rows.push_back(
        {rule.rule_id(), rule.title_vi(), rule.title_en(),
         absl::StrCat(rule.citation().instrument(), rule.citation().article().empty() ? "" : ", ",
                      rule.citation().article()),
         rule.binding() ? "có / yes" : "chỉ cảnh báo / warns only"});
  }
  return sheet;
}

std::string FindingsText(const v1::PlanItem& item) {
  std::string text;
  for (const auto& finding : item.findings()) {
    if (finding.severity() != types::v1::SEVERITY_INFO)
      absl::StrAppend(&text, text.empty() ? "" : "\n", finding.text_vi());
  }
  return text;
}

sheet::Value AmountIn(const google::protobuf::RepeatedPtrField<types::v1::Funding>& fundings,
                      const std::string& source) {
  for (const auto& funding : fundings) {
    if (funding.source() == source) return funding.amount_vnd();
  }
  return {};
}

sheet::Value Approved(const v1::PlanItem& item) {
  if (item.approved().empty()) return {};
  std::int64_t sum = 0;
  for (const auto& funding : item.approved()) {
    if (funding.source_kind() != types::v1::SOURCE_KIND_ENTERPRISE) sum += funding.amount_vnd();
  }
  return sum;
}

std::vector<sheet::Value> ItemRow(const v1::PlanItem& item, const std::vector<FormColumn>& columns,
                                  const Catalogue& catalogue, const Names& establishments) {
  std::vector<sheet::Value> row;
  for (const FormColumn& form : columns) {
    if (form.field == "item_id") {
      row.emplace_back(item.item_id());
    } else if (form.field == "component_project") {
      row.emplace_back(Label(item.component_project(), TitleOf(catalogue, item.component_project())));
    } else if (form.field == "activity") {
      row.emplace_back(Label(item.activity(), TitleOf(catalogue, item.activity())));
    } else if (form.field == "title") {
      row.emplace_back(item.title());
    } else if (form.field == "establishment") {
      const auto known = establishments.find(item.establishment());
      row.emplace_back(item.establishment().empty()
                           ? ""
                           : Label(item.establishment(), known == establishments.end() ? "" : known->second));
    } else if (form.field == "quantity") {
      row.emplace_back(item.quantity());
    } else if (form.field == "eligible_cost_vnd") {
      row.emplace_back(item.eligible_cost_vnd());
    } else if (form.field == "requested") {
      row.emplace_back(AmountIn(item.requested(), form.source));
    } else if (form.field == "scheduled_date") {
      const auto date = clock::ParseDate(item.scheduled_date());
      date ? row.emplace_back(*date) : row.emplace_back();
    }
  }
  const bool judged = !item.findings().empty() || item.admissible_vnd() > 0;
  judged ? row.emplace_back(item.admissible_vnd()) : row.emplace_back();
  row.emplace_back(Approved(item));
  row.emplace_back(FindingsText(item));
  row.emplace_back(item.remark());
  return row;
}

sheet::Sheet ItemsSheet(const v1::Plan& plan, const Catalogue& catalogue, const Names& establishments,
                        std::size_t projects, std::size_t activities) {
  sheet::Sheet items;
  items.name = kItemsSheet;
  items.preface = {
      absl::StrCat(plan.title(), plan.illustrative() ? " (số liệu minh họa / illustrative data)" : ""),
      absl::StrCat(TitleOf(catalogue, plan.programme()), "; năm ngân sách ", plan.budget_year(), "; ",
                   TitleOf(catalogue, plan.agency()), "; lần sửa ", plan.revision(), " (", plan.etag(), ")"),
      "Chỉ nhập vào các cột có tiêu đề màu vàng; nội dung mới thêm ở dưới, để trống cột Mã. / Type only into "
      "the columns with a yellow header; add new items below, without an id."};
  std::vector<FormColumn> columns = ItemColumns(catalogue);
  for (FormColumn& form : columns) {
    if (form.field == "component_project") form.column.choices = Choices(kCodesSheet, 'A', projects);
    if (form.field == "activity") form.column.choices = Choices(kCodesSheet, 'B', activities);
    if (form.field == "establishment")
      form.column.choices = Choices(kEstablishmentsSheet, 'A', establishments.size());
    items.columns.push_back(form.column);
  }
  for (const v1::PlanItem& item : plan.items())
    items.rows.push_back(ItemRow(item, columns, catalogue, establishments));
  items.locked = true;
  items.room = static_cast<std::size_t>(kMaxItems);
  return items;
}

}  // namespace

absl::StatusOr<std::string> ExportWorkbook::Run(const rpc::Call& call,
                                                const v1::ExportPlanWorkbookRequest& request) const {
  v1::GetPlanRequest get;
  get.set_name(request.name());
  get.set_revision(request.revision());
  v1::GetPlanResponse got;
  CPB_RETURN_IF_ERROR(plans_.Get(call, get, got));
  const v1::Plan& plan = got.plan();
  Names establishments;
  CPB_RETURN_IF_ERROR(context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (const v1::Establishment& one : store::ListEstablishments(
             session, plan.province_code().empty() ? std::nullopt : std::optional{plan.province_code()}, "",
             /*text=*/"", kMaxItems)) {
      establishments.emplace(one.name(), one.title());
    }
    return absl::OkStatus();
  }));
  // Welcome, but a workbook without them is better than none.
  const auto in_force = context_.rules->ListRules(call, absl::StrCat(plan.budget_year(), "-06-30"));

  std::size_t projects = 0;
  std::size_t activities = 0;
  sheet::Sheet codes = CodesSheet(plan, *context_.catalogue, projects, activities);
  sheet::Workbook workbook;
  workbook.title = plan.title();
  workbook.created = std::chrono::floor<std::chrono::seconds>(call.now);
  workbook.sheets = {ItemsSheet(plan, *context_.catalogue, establishments, projects, activities),
                     HelpSheet(),
                     std::move(codes),
                     EstablishmentsSheet(establishments),
                     RulesSheet(plan, in_force),
                     IdentitySheet(plan)};
  return sheet::Write(workbook);
}

}  // namespace cpb::registration
