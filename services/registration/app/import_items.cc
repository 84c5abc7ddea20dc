#include "services/registration/app/import_items.h"

#include <charconv>

#include "absl/strings/str_cat.h"
#include "libs/csv/amount.h"
#include "libs/csv/reader.h"
#include "libs/money/money.h"

namespace cpb::registration {
namespace {

constexpr std::string_view kRequested = "requested";

std::string ColumnOf(const std::string& source) {
  return source + "_vnd";
}

csv::Format FormatOf(const Catalogue& catalogue) {
  csv::Format format;
  format.required = {"item_id",       "component_project", "activity",         "title",
                     "establishment", "quantity",          "eligible_cost_vnd"};
  // A file that lost a column would ask nothing of that source; an empty cell says so on purpose.
  for (const std::string& source : catalogue.source_order) format.required.push_back(ColumnOf(source));
  format.optional = {"scheduled_date"};
  format.max_rows = kMaxItems;
  return format;
}

/// "SXSH2020-3" and "componentProjects/SXSH2020-3" mean the same.
std::string FullName(const std::string& collection, const std::string& cell) {
  if (cell.empty() || cell.rfind(collection, 0) == 0) return cell;
  return collection + cell;
}

void ReadQuantity(const csv::Row& row, v1::PlanItem& item, rpc::FieldErrors& errors) {
  const std::string& cell = row["quantity"];
  std::int64_t quantity = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), quantity);
  if (cell.empty() || error != std::errc{} || end != cell.data() + cell.size()) {
    errors.Add(row.Subject("quantity"), absl::StrCat("Số lượng phải là số nguyên: '", cell, "'."),
               absl::StrCat("The quantity must be a whole number: '", cell, "'."));
    quantity = 1;  // Keeps the later check from saying the same again.
  }
  item.set_quantity(quantity);
}

void AddViolations(const std::vector<refusal::Violation>& violations, rpc::FieldErrors& errors) {
  for (const refusal::Violation& violation : violations) {
    errors.Add(violation.subject, violation.text_vi, violation.text_en);
  }
}

void ReadAmounts(const csv::Row& row, const Catalogue& catalogue, v1::PlanItem& item,
                 std::vector<std::string>& columns, rpc::FieldErrors& errors) {
  std::vector<refusal::Violation> violations;
  const auto cost = csv::ParseAmount(row["eligible_cost_vnd"], row.Subject("eligible_cost_vnd"), violations);
  // A cost that cannot be read is reported once, not again as exceeded or missing.
  item.set_eligible_cost_vnd(cost ? cost->dong() : money::kMaxDong);
  for (const std::string& source : catalogue.source_order) {
    const std::string column = ColumnOf(source);
    if (row[column].empty()) continue;
    const auto amount = csv::ParseAmount(row[column], row.Subject(column), violations);
    if (!amount || amount->dong() == 0) continue;
    auto* funding = item.add_requested();
    funding->set_source(source);
    funding->set_amount_vnd(amount->dong());
    columns.push_back(column);
  }
  AddViolations(violations, errors);
}

}  // namespace

std::string ImportedItems::Place(const ItemProblem& problem) const {
  const auto item = static_cast<std::size_t>(problem.item);
  std::string column = problem.field;
  if (column == kRequested) {
    column = "eligible_cost_vnd";
  } else if (column.rfind(kRequested, 0) == 0) {
    std::size_t index = 0;
    std::from_chars(column.data() + kRequested.size() + 1, column.data() + column.size(), index);
    column = index < sources[item].size() ? sources[item][index] : "eligible_cost_vnd";
  }
  return absl::StrCat("row ", rows[item], ", column ", column);
}

ImportedItems ReadItems(std::string_view file, const Catalogue& catalogue, rpc::FieldErrors& errors) {
  ImportedItems imported;
  const csv::Table table = csv::Read(file, FormatOf(catalogue));
  AddViolations(table.violations, errors);
  for (const csv::Row& row : table.rows) {
    v1::PlanItem& item = imported.items.emplace_back();
    imported.rows.push_back(row.number());
    item.set_item_id(row["item_id"]);
    item.set_component_project(FullName("componentProjects/", row["component_project"]));
    item.set_activity(FullName("activities/", row["activity"]));
    item.set_title(row["title"]);
    item.set_establishment(FullName("establishments/", row["establishment"]));
    item.set_scheduled_date(row["scheduled_date"]);
    ReadQuantity(row, item, errors);
    ReadAmounts(row, catalogue, item, imported.sources.emplace_back(), errors);
  }
  return imported;
}

}  // namespace cpb::registration
