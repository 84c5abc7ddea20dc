#include "services/disbursement/app/statement_file.h"

#include <functional>
#include <map>
#include <utility>

#include "libs/csv/amount.h"
#include "libs/csv/reader.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "libs/treasury_file/treasury_file.h"

namespace cpb::disbursement::app {
namespace {

constexpr std::size_t kReferenceMax = 100;
constexpr std::size_t kPayeeMax = 300;

void Wrong(std::vector<refusal::Violation>& violations, std::string subject, std::string text_vi,
           std::string text_en) {
  violations.push_back({.subject = std::move(subject),
                        .text_vi = std::move(text_vi),
                        .text_en = std::move(text_en),
                        .limit_vnd = {},
                        .actual_vnd = {},
                        .rule_id = "",
                        .citation = ""});
}

FileLine ReadLine(const csv::Row& row, std::vector<refusal::Violation>& violations) {
  FileLine read;
  read.number = static_cast<int>(row.number());
  read.payment = row["payment"];
  if (read.payment.size() > 120) Wrong(violations, row.Subject("payment"), "Quá dài.", "Too long.");
  read.payee = row["payee"];
  if (read.payee.size() > kPayeeMax) Wrong(violations, row.Subject("payee"), "Quá dài.", "Too long.");
  const std::string& outcome = row["outcome"];
  if (outcome == "refused") {
    read.line.outcome = TreasuryOutcome::kRefused;
  } else if (outcome != "paid") {
    Wrong(violations, row.Subject("outcome"), "Phải là paid hoặc refused.", "Must be paid or refused.");
  }
  if (const auto amount = csv::ParseAmount(row["amount_vnd"], row.Subject("amount_vnd"), violations)) {
    read.line.amount_vnd = amount->dong();
  }
  if (const auto date = clock::ParseDate(row["value_date"])) {
    read.line.value_date = *date;
  } else {
    Wrong(violations, row.Subject("value_date"), "Phải là ngày dạng 2019-07-20.",
          "Must be a date like 2019-07-20.");
  }
  read.treasury_reference = row["treasury_reference"];
  if (read.treasury_reference.empty() || read.treasury_reference.size() > kReferenceMax) {
    Wrong(violations, row.Subject("treasury_reference"), "Cần từ 1 đến 100 ký tự.",
          "Must have 1 to 100 characters.");
  }
  return read;
}

/// `violations` are those of the file as a whole.
absl::StatusOr<std::vector<FileLine>> ReadLines(const std::vector<csv::Row>& rows,
                                                std::vector<refusal::Violation> violations) {
  std::vector<FileLine> lines;
  lines.reserve(rows.size());
  for (const csv::Row& row : rows) lines.push_back(ReadLine(row, violations));
  if (violations.empty() && lines.empty())
    Wrong(violations, "csv", "Sổ phụ không có dòng nào.", "The statement has no line.");
  if (violations.empty()) return lines;
  return rpc::ToStatus(
      {&refusal::kInvalidRequest, {{"count", std::to_string(violations.size())}}, std::move(violations)});
}

/// The cells as they stand: what begins like a formula is refused in CSV, and is text here.
absl::StatusOr<std::vector<FileLine>> ReadFixed(std::string_view file) {
  treasury_file::ReadRows read = treasury_file::ReadFixed(treasury_file::kStatement, file);
  std::map<std::string, std::size_t, std::less<>> columns;
  for (const auto& column : treasury_file::kStatement.columns) columns.emplace(column.name, columns.size());
  std::vector<csv::Row> rows;
  // What cannot be read as it should has no cells worth judging.
  if (read.violations.empty()) {
    for (auto& cells : read.rows) rows.emplace_back(rows.size() + 2, &columns, std::move(cells));
  }
  return ReadLines(rows, std::move(read.violations));
}

}  // namespace

absl::StatusOr<std::vector<FileLine>> ReadStatement(std::string_view file) {
  if (treasury_file::IsFixed(file)) return ReadFixed(file);
  csv::Table table =
      csv::Read(file, {.required = {"payment", "outcome", "amount_vnd", "value_date", "treasury_reference"},
                       .optional = {"payee"}});
  return ReadLines(table.rows, std::move(table.violations));
}

}  // namespace cpb::disbursement::app
