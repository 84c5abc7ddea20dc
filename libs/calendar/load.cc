#include "libs/calendar/load.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "libs/csv/reader.h"

namespace cpb::calendar {
namespace {

/// Reads the cells of one row; the first cell that is not understood is remembered.
class Cells {
 public:
  explicit Cells(const csv::Row& row) : row_{row} {}

  int Number(const char* column) {
    const std::string& cell = row_[column];
    int number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc{} || end != cell.data() + cell.size()) Wrong(column);
    return number;
  }

  /// "MM-DD"
  std::chrono::month_day MonthDay(const char* column) {
    // Any leap year lets 29 February pass.
    const auto date = clock::ParseDate("2004-" + row_[column]);
    if (!date) {
      Wrong(column);
      return {};
    }
    return date->month() / date->day();
  }

  RuleKind Rule(const char* column) {
    const std::string& cell = row_[column];
    if (cell == "days_after") return RuleKind::kDaysAfter;
    if (cell == "working_days_after_event") return RuleKind::kWorkingDaysAfterEvent;
    if (cell != "fixed") Wrong(column);
    return RuleKind::kFixed;
  }

  bool Boolean(const char* column) {
    if (row_[column] != "true" && row_[column] != "false") Wrong(column);
    return row_[column] == "true";
  }

  const std::string& error() const { return error_; }

 private:
  void Wrong(const char* column) {
    if (error_.empty()) error_ = absl::StrCat(row_.Subject(column), ": not understood: '", row_[column], "'");
  }

  const csv::Row& row_;
  std::string error_;
};

Entry ReadEntry(const csv::Row& row, Cells& cells) {
  Entry entry;
  entry.code = row["code"];
  entry.regime = row["regime"];
  entry.first_year = cells.Number("first_year");
  entry.last_year = cells.Number("last_year");
  entry.rule = cells.Rule("rule");
  if (entry.rule == RuleKind::kFixed) {
    entry.month_day = cells.MonthDay("month_day");
  } else {
    entry.days = cells.Number("days");
  }
  entry.year_offset = cells.Number("year_offset");
  entry.after_code = row["after_code"];
  entry.actor = row["actor"];
  entry.action = row["action"];
  entry.instrument = row["instrument"];
  entry.verified = cells.Boolean("verified");
  entry.source = row["source"];
  return entry;
}

}  // namespace

absl::StatusOr<Calendar> Parse(std::string_view text) {
  const csv::Format format{
      .required = {"code", "regime", "first_year", "last_year", "rule", "month_day", "year_offset", "days",
                   "after_code", "actor", "action", "instrument", "verified", "source"},
      .optional = {},
      .max_rows = 10'000,
      .refuse_formulas = false};
  const csv::Table table = csv::Read(text, format);
  if (!table.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(table.violations.front().subject, ": ", table.violations.front().text_en));
  }
  std::vector<Entry> entries;
  for (const csv::Row& row : table.rows) {
    Cells cells{row};
    entries.push_back(ReadEntry(row, cells));
    if (!cells.error().empty()) return absl::InvalidArgumentError(cells.error());
  }
  std::string error;
  auto calendar = Calendar::Make(std::move(entries), &error);
  if (!calendar) return absl::InvalidArgumentError(error);
  return *std::move(calendar);
}

absl::StatusOr<Calendar> Load(const std::string& reference_data_folder) {
  const std::string path = reference_data_folder + "/budget_calendar.csv";
  std::ifstream stream{path, std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return absl::FailedPreconditionError("cannot read " + path);
  absl::StatusOr<Calendar> calendar = Parse(text.str());
  if (!calendar.ok())
    return absl::FailedPreconditionError(absl::StrCat(path, ": ", calendar.status().message()));
  return calendar;
}

}  // namespace cpb::calendar
