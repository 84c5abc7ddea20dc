#include "services/registration/app/workbook_items.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/clock/clock.h"
#include "services/registration/app/workbook_form.h"

namespace cpb::registration {
namespace {

using sheet::Cell;

std::string PlaceOf(std::size_t column, std::size_t row) {
  return absl::StrCat(kItemsSheet, "!", sheet::Address(column, row));
}

std::string FullName(const std::string& collection, const std::string& code) {
  return code.empty() || code.rfind(collection, 0) == 0 ? code : collection + code;
}

/// Reads one row into one item.
class RowReader {
 public:
  RowReader(const sheet::Row& row, const std::vector<FormColumn>& columns, rpc::FieldErrors& errors)
      : row_{row}, columns_{columns}, errors_{errors} {}

  v1::PlanItem Read() {
    // Said once here, not again as missing when the items are checked.
    item_.set_quantity(1);
    item_.set_eligible_cost_vnd(money::kMaxDong);
    for (column_ = 0; column_ < columns_.size(); ++column_) {
      if (columns_[column_].field.empty()) continue;
      if (Cell().kind == Cell::Kind::kFormula) {
        Report("Ô có công thức. Hãy chép rồi dán lại dưới dạng giá trị.",
               "The cell has a formula. Copy it and paste it back as a value.");
      } else if (Cell().kind == Cell::Kind::kError || Cell().kind == Cell::Kind::kBoolean) {
        Report("Ô có lỗi hoặc giá trị không dùng được.",
               "The cell holds an error, or a value of no use here.");
      } else {
        ReadCell(columns_[column_]);
      }
    }
    return std::move(item_);
  }

 private:
  const sheet::Cell& Cell() const { return row_[column_]; }
  void Report(std::string text_vi, std::string text_en) {
    errors_.Add(PlaceOf(column_, row_.number), std::move(text_vi), std::move(text_en));
  }

  void ReadCell(const FormColumn& form) {
    const std::string& field = form.field;
    if (field == "item_id") {
      ReadId();
    } else if (field == "component_project") {
      item_.set_component_project(FullName("componentProjects/", CodeOf(Text())));
    } else if (field == "activity") {
      item_.set_activity(FullName("activities/", CodeOf(Text())));
    } else if (field == "title") {
      item_.set_title(Text());
    } else if (field == "establishment") {
      item_.set_establishment(FullName("establishments/", CodeOf(Text())));
    } else if (field == "quantity") {
      ReadQuantity();
    } else if (field == "eligible_cost_vnd") {
      if (const auto amount = Amount()) item_.set_eligible_cost_vnd(amount->dong());
    } else if (field == "requested") {
      ReadRequested(form.source);
    } else if (field == "scheduled_date") {
      ReadDate();
    }
  }

  std::string Text() {
    const auto text = sheet::TextOf(Cell());
    if (!text) Report("Ô phải là chữ.", "The cell must be text.");
    return text.value_or("?");
  }

  /// Excel makes 3 of "03" where the format was lost.
  void ReadId() {
    const auto number = Cell().kind == Cell::Kind::kNumber ? sheet::NumberOf(Cell()) : std::nullopt;
    item_.set_item_id(number ? absl::StrFormat("%02d", *number) : CodeOf(Text()));
  }

  void ReadQuantity() {
    if (const auto quantity = sheet::NumberOf(Cell())) return item_.set_quantity(*quantity);
    Report("Số lượng phải là số nguyên.", "The quantity must be a whole number.");
  }

  std::optional<money::Vnd> Amount() {
    std::vector<sheet::Message> messages;
    const auto amount = sheet::AmountOf(Cell(), messages);
    for (sheet::Message& message : messages) Report(std::move(message.text_vi), std::move(message.text_en));
    return amount;
  }

  void ReadRequested(const std::string& source) {
    if (Cell().empty()) return;
    const auto amount = Amount();
    if (!amount || amount->dong() == 0) return;
    auto* funding = item_.add_requested();
    funding->set_source(source);
    funding->set_amount_vnd(amount->dong());
  }

  void ReadDate() {
    if (Cell().empty()) return;
    if (const auto date = sheet::DateOf(Cell())) return item_.set_scheduled_date(clock::FormatDate(*date));
    Report("Ngày phải có dạng dd/mm/yyyy.", "The date must be dd/mm/yyyy.");
  }

  const sheet::Row& row_;
  const std::vector<FormColumn>& columns_;
  rpc::FieldErrors& errors_;
  std::size_t column_ = 0;
  v1::PlanItem item_;
};

void CheckHeader(const sheet::Table& table, const std::vector<FormColumn>& columns,
                 rpc::FieldErrors& errors) {
  const auto header = std::find_if(table.rows.begin(), table.rows.end(),
                                   [](const sheet::Row& row) { return row.number == kItemsHeaderRow; });
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].field.empty()) continue;
    const std::string& title = columns[i].column.title;
    if (header != table.rows.end() && (*header)[i].text == title) continue;
    const std::string first = title.substr(0, title.find('\n'));
    errors.Add(PlaceOf(i, kItemsHeaderRow),
               absl::StrCat("Tiêu đề phải là \"", first, "\": cột đã bị sửa hoặc dời."),
               absl::StrCat("The header must be \"", first, "\": the column was changed or moved."));
  }
}

bool IsBlank(const sheet::Row& row, const std::vector<FormColumn>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].field.empty() && !row[i].empty()) return false;
  }
  return true;
}

void FillIds(const v1::Plan& plan, std::vector<v1::PlanItem>& items) {
  int last = 0;
  const auto see = [&](const std::string& id) {
    int number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (error == std::errc{} && end == id.data() + id.size() && id.size() <= 4) last = std::max(last, number);
  };
  for (const v1::PlanItem& item : plan.items()) see(item.item_id());
  for (const v1::PlanItem& item : items) see(item.item_id());
  for (v1::PlanItem& item : items) {
    if (item.item_id().empty()) item.set_item_id(absl::StrFormat("%02d", ++last));
  }
}

}  // namespace

std::string WorkbookItems::Place(const ItemProblem& problem, const Catalogue& catalogue) const {
  const auto index = static_cast<std::size_t>(problem.item);
  std::string field = problem.field;
  std::string source;
  if (field == "requested") {
    field = "eligible_cost_vnd";  // The sum is above it.
  } else if (field.rfind("requested[", 0) == 0) {
    std::size_t number = 0;
    std::from_chars(field.data() + 10, field.data() + field.size(), number);
    field = "requested";
    source = items[index].requested(static_cast<int>(number)).source();
  }
  const std::vector<FormColumn> columns = ItemColumns(catalogue);
  const auto column = std::find_if(columns.begin(), columns.end(), [&](const FormColumn& form) {
    return form.field == field && form.source == source;
  });
  return PlaceOf(static_cast<std::size_t>(column - columns.begin()) % columns.size(), rows[index]);
}

WorkbookItems ReadWorkbookItems(const sheet::Table& table, const v1::Plan& plan, const Catalogue& catalogue,
                                rpc::FieldErrors& errors) {
  WorkbookItems read;
  const std::vector<FormColumn> columns = ItemColumns(catalogue);
  CheckHeader(table, columns, errors);
  // Under a header that is another, cells would mean something else.
  if (!errors.empty()) return read;
  for (const sheet::Row& row : table.rows) {
    if (row.number <= kItemsHeaderRow || IsBlank(row, columns)) continue;
    if (read.items.size() == static_cast<std::size_t>(kMaxItems)) {
      errors.Add(PlaceOf(0, row.number), absl::StrCat("Nhiều hơn ", kMaxItems, " nội dung."),
                 absl::StrCat("More than ", kMaxItems, " items."));
      return read;
    }
    read.items.push_back(RowReader{row, columns, errors}.Read());
    read.rows.push_back(row.number);
  }
  FillIds(plan, read.items);
  return read;
}

}  // namespace cpb::registration
