/// Deadlines of the budget laws, as data: which law governs a budget year, and what is due when, by whom,
/// under which instrument. Pure; `libs/calendar/load.h` reads deploy/reference-data/budget_calendar.csv.
///
/// A deadline is asked for by budget year and code. Codes are stable; the dates belong to the data. Years
/// after the last regime of the data fall to that regime and are marked, because a deadline that is probably
/// right and says so serves better than none; years before the first regime have no calendar.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/clock/clock.h"

namespace cpb::calendar {

/// Codes that programs decide by; the data holds more.
inline constexpr std::string_view kPlanSubmission = "PLAN_SUBMISSION";  ///< Plans of Y are in (20 July Y-1).
inline constexpr std::string_view kAppraisalEnd = "APPRAISAL_END";  ///< Appraisal is over (15 November Y-1).
inline constexpr std::string_view kVirementLast =
    "VIREMENT_LAST";  ///< Last day to move estimates (15 November Y).
inline constexpr std::string_view kLastPaymentFiles =
    "LAST_PAYMENT_FILES";  ///< Files to the Treasury (30 December Y).
inline constexpr std::string_view kYearLastSpending =
    "YEAR_LAST_SPENDING";  ///< Last day of spending (31 December Y).
inline constexpr std::string_view kAdjustmentEnd = "ADJUSTMENT_END";   ///< Books of Y close (31 January Y+1).
inline constexpr std::string_view kReconciliation = "RECONCILIATION";  ///< Balances agreed (10 February Y+1).
inline constexpr std::string_view kSupplementAllocation =
    "SUPPLEMENT_ALLOCATION";  ///< After a supplement; see AfterEvent.

/// How a date follows from the budget year.
enum class RuleKind {
  kFixed,                  ///< A day of a month in year Y + offset.
  kDaysAfter,              ///< Calendar days after another deadline of the same budget year.
  kWorkingDaysAfterEvent,  ///< Working days after an event that the caller dates.
};

/// One row of the data.
struct Entry {
  std::string code = {};
  std::string regime = {};  ///< "law2002", "law2015"
  int first_year = 0;       ///< Budget years to which the row applies.
  int last_year = 0;
  RuleKind rule = RuleKind::kFixed;
  std::chrono::month_day month_day{};  ///< For kFixed.
  int year_offset = 0;                 ///< For kFixed: -1, 0 or 1.
  int days = 0;                        ///< For the other two.
  std::string after_code = {};         ///< For kDaysAfter.
  std::string actor = {};
  std::string action = {};
  std::string instrument = {};
  bool verified = false;
  std::string source = {};
};

/// A deadline of one budget year.
struct Deadline {
  std::string code = {};
  clock::Date date = {};
  std::string regime = {};
  std::string actor = {};
  std::string action = {};
  std::string instrument = {};
  /// True when the source was seen to say so and the regime is in force for the year.
  bool verified = false;
  std::string source = {};
  /// True when the year lies beyond the data and the latest regime stands in for the law in force.
  bool beyond_data = false;
};

/// Saturday and Sunday are skipped; public holidays are not in the data. `days` is at least 0.
clock::Date AddWorkingDays(clock::Date date, int days);

/// The calendar. Immutable after Make; safe to share between threads.
class Calendar {
 public:
  /// Checks the rows: no code twice for a year, `days_after` refers to a fixed deadline, years in order. On
  /// error returns nothing and says which row in `error`.
  static std::optional<Calendar> Make(std::vector<Entry> entries, std::string* error);

  /// The deadline of `code` for a budget year; nothing when the calendar has none or it hangs on an event.
  std::optional<Deadline> Find(int budget_year, std::string_view code) const;
  /// Its date alone.
  std::optional<clock::Date> Date(int budget_year, std::string_view code) const;
  /// All dated deadlines of a budget year, by date and then code.
  std::vector<Deadline> All(int budget_year) const;
  /// The deadline of an event-driven code after an event of `event_date`.
  std::optional<Deadline> AfterEvent(int budget_year, std::string_view code, clock::Date event_date) const;

 private:
  const Entry* Row(int year, std::string_view code) const;
  int YearOfData(int budget_year) const;
  Deadline ToDeadline(const Entry& entry, clock::Date date, int budget_year) const;
  std::optional<clock::Date> Resolve(const Entry& entry, int budget_year) const;

  std::vector<Entry> entries_;
  int last_year_ = 0;
};

}  // namespace cpb::calendar
