#include "services/registration/app/workbook_form.h"

#include <openssl/evp.h>

#include <array>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/text/text.h"

namespace cpb::registration {
namespace {

using sheet::Kind;

constexpr std::string_view kBetween = " – ";

std::string ShortName(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return std::string{slash == name.npos ? name : name.substr(slash + 1)};
}

/// Of the values, each closed by a line end so that none can lean on the next.
std::string Checksum(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) absl::StrAppend(&text, value, "\n");
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(absl::string_view{reinterpret_cast<const char*>(digest.data()), size});
}

constexpr const char* kIdentityKeys[] = {"form", "programme", "budget_year", "agency",
                                         "plan", "revision",  "etag"};

}  // namespace

std::vector<FormColumn> ItemColumns(const Catalogue& catalogue) {
  const auto typed = [](std::string field, std::string title, Kind kind, double width, std::string hint) {
    return FormColumn{std::move(field), "", {std::move(title), kind, width, true, "", std::move(hint)}};
  };
  std::vector<FormColumn> columns{
      typed("item_id", "Mã\nItem", Kind::kText, 8, "Hai đến bốn chữ số. Để trống cho nội dung mới."),
      typed("component_project", "Đề án thành phần\nComponent project", Kind::kText, 28,
            "Chọn trong danh mục."),
      typed("activity", "Hoạt động\nActivity", Kind::kText, 32, "Chọn trong danh mục."),
      typed("title", "Nội dung\nTitle", Kind::kText, 44, ""),
      typed("establishment", "Cơ sở sản xuất\nEstablishment", Kind::kText, 30,
            "Bắt buộc với đánh giá và mô hình. Mã số thuế của cơ sở đã đăng ký."),
      typed("quantity", "Số lượng\nQuantity", Kind::kNumber, 10, "Số nguyên, từ 1."),
      typed("eligible_cost_vnd", "Tổng chi phí, đồng\nEligible cost, VND", Kind::kAmount, 18,
            "Số đồng nguyên.")};
  for (const std::string& source : catalogue.source_order) {
    const Titles& titles = catalogue.titles.at(source);
    columns.push_back(typed("requested",
                            absl::StrCat("Đề nghị, đồng: ", titles.vi, "\nRequested, VND: ", titles.en),
                            Kind::kAmount, 18, "Số đồng nguyên; để trống nếu không đề nghị."));
    columns.back().source = source;
  }
  columns.push_back(typed("scheduled_date", "Ngày dự kiến\nScheduled date", Kind::kDate, 13,
                          "Một ngày của năm ngân sách, dd/mm/yyyy."));
  const auto shown = [](std::string title, Kind kind, double width) {
    return FormColumn{"", "", {std::move(title), kind, width, false, "", ""}};
  };
  columns.push_back(shown("Theo quy định còn, đồng\nLeft by the rules, VND", Kind::kAmount, 18));
  columns.push_back(shown("Được duyệt, đồng\nApproved, VND", Kind::kAmount, 18));
  columns.push_back(shown("Quy định áp dụng\nFindings", Kind::kText, 44));
  columns.push_back(shown("Nhận xét\nRemark", Kind::kText, 36));
  return columns;
}

std::string Label(std::string_view name, std::string_view title) {
  const std::string code = ShortName(name);
  return title.empty() ? code : code + std::string{kBetween} + std::string{title};
}

std::string CodeOf(std::string_view label) {
  return std::string{absl::StripAsciiWhitespace(text::ToAbsl(label.substr(0, label.find(kBetween))))};
}

sheet::Sheet IdentitySheet(const v1::Plan& plan) {
  const std::vector<std::string> values{std::to_string(kWorkbookForm),
                                        plan.programme(),
                                        std::to_string(plan.budget_year()),
                                        plan.agency(),
                                        plan.name(),
                                        std::to_string(plan.revision()),
                                        plan.etag()};
  sheet::Sheet identity;
  identity.name = kIdentitySheet;
  identity.columns = {{"key", Kind::kText, 16, false, "", ""}, {"value", Kind::kText, 70, false, "", ""}};
  for (std::size_t i = 0; i < values.size(); ++i) identity.rows.push_back({kIdentityKeys[i], values[i]});
  identity.rows.push_back({"checksum", Checksum(values)});
  identity.locked = identity.hidden = true;
  return identity;
}

std::optional<WorkbookIdentity> ReadIdentity(const sheet::Book& book) {
  const sheet::Table* table = book.Find(kIdentitySheet);
  if (table == nullptr) return std::nullopt;
  std::map<std::string, std::string, std::less<>> found;
  for (const sheet::Row& row : table->rows) {
    found.emplace(sheet::TextOf(row[0]).value_or(""), sheet::TextOf(row[1]).value_or(""));
  }
  std::vector<std::string> values;
  for (const char* key : kIdentityKeys) values.push_back(found[key]);
  return WorkbookIdentity{.form = found["form"],
                          .plan = found["plan"],
                          .etag = found["etag"],
                          .genuine = found["checksum"] == Checksum(values)};
}

}  // namespace cpb::registration
