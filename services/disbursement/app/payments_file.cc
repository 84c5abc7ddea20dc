#include <utility>

#include "libs/csv/amount.h"
#include "libs/csv/reader.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/batch_payments.h"

namespace cpb::disbursement::app {
namespace {

constexpr std::size_t kRowsMax = 1'000;

absl::Status Invalid(std::vector<refusal::Violation> violations) {
  return rpc::ToStatus(
      {&refusal::kInvalidRequest, {{"count", std::to_string(violations.size())}}, std::move(violations)});
}

refusal::Violation Wrong(std::string subject, std::string text_vi, std::string text_en) {
  return {.subject = std::move(subject),
          .text_vi = std::move(text_vi),
          .text_en = std::move(text_en),
          .limit_vnd = {},
          .actual_vnd = {},
          .rule_id = "",
          .citation = ""};
}

BatchRow ReadRow(const csv::Row& row) {
  BatchRow read;
  read.row = static_cast<int>(row.number());
  pb::Payment& payment = *read.request.mutable_payment();
  payment.set_kind(pb::Payment::KIND_PAYMENT);
  payment.set_budget_line(row["budget_line"]);
  payment.set_source(row["source"]);
  payment.set_payee(row["payee"]);
  payment.set_description(row["description"]);
  payment.set_commitment(row["commitment"]);
  std::vector<refusal::Violation> violations;
  if (const auto amount = csv::ParseAmount(row["amount_vnd"], row.Subject("amount_vnd"), violations)) {
    payment.set_amount_vnd(amount->dong());
  }
  const std::string& year = row["budget_year"];
  if (year.size() == 4 && year.find_first_not_of("0123456789") == std::string::npos) {
    payment.set_budget_year(std::stoi(year));
  } else if (!year.empty()) {
    violations.push_back(
        Wrong(row.Subject("budget_year"), "Phải là năm có bốn chữ số.", "Must be a year of four digits."));
  }
  if (!violations.empty()) read.fault = Invalid(std::move(violations));
  return read;
}

}  // namespace

absl::StatusOr<std::vector<BatchRow>> ReadPayments(std::string_view csv) {
  csv::Table table = csv::Read(csv, {.required = {"budget_line", "source", "amount_vnd", "payee"},
                                     .optional = {"description", "commitment", "budget_year"},
                                     .max_rows = kRowsMax});
  if (table.ok() && table.rows.empty())
    table.violations.push_back(Wrong("csv", "Tệp không có dòng nào.", "The file has no row."));
  if (!table.ok()) return Invalid(std::move(table.violations));
  std::vector<BatchRow> rows;
  rows.reserve(table.rows.size());
  for (const csv::Row& row : table.rows) rows.push_back(ReadRow(row));
  return rows;
}

}  // namespace cpb::disbursement::app
