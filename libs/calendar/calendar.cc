#include "libs/calendar/calendar.h"

#include <algorithm>
#include <tuple>

namespace cpb::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool Overlap(const Entry& a, const Entry& b) {
  return a.first_year <= b.last_year && b.first_year <= a.last_year;
}

bool IsWorkingDay(sys_days day) {
  const std::chrono::weekday weekday{day};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

}  // namespace

clock::Date AddWorkingDays(clock::Date date, int count) {
  sys_days day{date};
  while (count > 0) {
    day += days{1};
    if (IsWorkingDay(day)) --count;
  }
  return clock::Date{day};
}

std::optional<Calendar> Calendar::Make(std::vector<Entry> entries, std::string* error) {
  const auto fail = [&](const Entry& entry, std::string_view what) {
    *error = entry.code + " of " + entry.regime + ": " + std::string{what};
    return std::nullopt;
  };
  Calendar calendar;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    if (entry.code.empty()) return fail(entry, "the code is missing");
    if (entry.first_year > entry.last_year) return fail(entry, "first_year is after last_year");
    if (entry.rule == RuleKind::kFixed && !entry.month_day.ok()) return fail(entry, "month_day is no date");
    if (entry.days < 0) return fail(entry, "days is negative");
    for (std::size_t j = 0; j < i; ++j) {
      if (entries[j].code == entry.code && Overlap(entries[j], entry)) {
        return fail(entry, "a year has this code twice");
      }
    }
    calendar.last_year_ = std::max(calendar.last_year_, entry.last_year);
  }
  calendar.entries_ = std::move(entries);
  for (const Entry& entry : calendar.entries_) {
    if (entry.rule != RuleKind::kDaysAfter) continue;
    for (int year = entry.first_year; year <= entry.last_year; ++year) {
      const Entry* base = calendar.Row(year, entry.after_code);
      if (base == nullptr || base->rule != RuleKind::kFixed) {
        return fail(entry, "after_code names no fixed deadline of the same years");
      }
    }
  }
  return calendar;
}

const Entry* Calendar::Row(int year, std::string_view code) const {
  for (const Entry& entry : entries_) {
    if (entry.code == code && entry.first_year <= year && year <= entry.last_year) return &entry;
  }
  return nullptr;
}

int Calendar::YearOfData(int budget_year) const {
  return std::min(budget_year, last_year_);
}

std::optional<clock::Date> Calendar::Resolve(const Entry& entry, int budget_year) const {
  switch (entry.rule) {
    case RuleKind::kFixed: {
      const clock::Date date = std::chrono::year{budget_year + entry.year_offset} / entry.month_day;
      // 29 February of a common year means the last day of that month.
      if (!date.ok()) return clock::Date{date.year() / date.month() / std::chrono::last};
      return date;
    }
    case RuleKind::kDaysAfter: {
      const Entry* base = Row(YearOfData(budget_year), entry.after_code);
      const std::optional<clock::Date> start = Resolve(*base, budget_year);
      return clock::Date{sys_days{*start} + days{entry.days}};
    }
    case RuleKind::kWorkingDaysAfterEvent:
      return std::nullopt;
  }
  return std::nullopt;
}

Deadline Calendar::ToDeadline(const Entry& entry, clock::Date date, int budget_year) const {
  const bool beyond = budget_year > last_year_;
  return Deadline{.code = entry.code,
                  .date = date,
                  .regime = entry.regime,
                  .actor = entry.actor,
                  .action = entry.action,
                  .instrument = entry.instrument,
                  .verified = entry.verified && !beyond,
                  .source = entry.source,
                  .beyond_data = beyond};
}

std::optional<Deadline> Calendar::Find(int budget_year, std::string_view code) const {
  const Entry* entry = Row(YearOfData(budget_year), code);
  if (entry == nullptr) return std::nullopt;
  const std::optional<clock::Date> date = Resolve(*entry, budget_year);
  if (!date) return std::nullopt;
  return ToDeadline(*entry, *date, budget_year);
}

std::optional<clock::Date> Calendar::Date(int budget_year, std::string_view code) const {
  const std::optional<Deadline> deadline = Find(budget_year, code);
  if (!deadline) return std::nullopt;
  return deadline->date;
}

std::vector<Deadline> Calendar::All(int budget_year) const {
  std::vector<Deadline> all;
  const int year = YearOfData(budget_year);
  for (const Entry& entry : entries_) {
    if (year < entry.first_year || year > entry.last_year) continue;
    if (const std::optional<clock::Date> date = Resolve(entry, budget_year)) {
      all.push_back(ToDeadline(entry, *date, budget_year));
    }
  }
  std::sort(all.begin(), all.end(), [](const Deadline& a, const Deadline& b) {
    return std::tie(a.date, a.code) < std::tie(b.date, b.code);
  });
  return all;
}

std::optional<Deadline> Calendar::AfterEvent(int budget_year, std::string_view code,
                                             clock::Date event_date) const {
  const Entry* entry = Row(YearOfData(budget_year), code);
  if (entry == nullptr || entry->rule != RuleKind::kWorkingDaysAfterEvent) return std::nullopt;
  return ToDeadline(*entry, AddWorkingDays(event_date, entry->days), budget_year);
}

}  // namespace cpb::calendar
