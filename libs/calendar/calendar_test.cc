#include "libs/calendar/calendar.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cpb::calendar {
namespace {

using clock::FormatDate;

Entry Fixed(std::string code, int first, int last, unsigned month, unsigned day, int offset) {
  return Entry{.code = std::move(code),
               .regime = "law" + std::to_string(first),
               .first_year = first,
               .last_year = last,
               .rule = RuleKind::kFixed,
               .month_day = std::chrono::month{month} / std::chrono::day{day},
               .year_offset = offset,
               .verified = true};
}

Calendar MakeOrDie(std::vector<Entry> entries) {
  std::string error;
  auto calendar = Calendar::Make(std::move(entries), &error);
  EXPECT_TRUE(calendar.has_value()) << error;
  return *std::move(calendar);
}

std::string ErrorOf(std::vector<Entry> entries) {
  std::string error;
  EXPECT_FALSE(Calendar::Make(std::move(entries), &error).has_value());
  return error;
}

TEST(Calendar, LawInForceForTheBudgetYearDecides) {
  const Calendar calendar =
      MakeOrDie({Fixed("PLAN", 2004, 2016, 7, 20, -1), Fixed("PLAN", 2017, 2025, 7, 31, -1)});
  EXPECT_EQ(FormatDate(*calendar.Date(2016, "PLAN")), "2015-07-20");
  EXPECT_EQ(FormatDate(*calendar.Date(2017, "PLAN")), "2016-07-31");
  EXPECT_EQ(calendar.Find(2016, "PLAN")->regime, "law2004");
  EXPECT_FALSE(calendar.Find(2003, "PLAN").has_value());
  EXPECT_FALSE(calendar.Find(2016, "OTHER").has_value());
}

TEST(Calendar, YearsBeyondTheDataFallToTheLatestRegimeAndSaySo) {
  const Calendar calendar =
      MakeOrDie({Fixed("PLAN", 2004, 2016, 7, 20, -1), Fixed("PLAN", 2017, 2025, 7, 31, -1)});
  EXPECT_TRUE(calendar.Find(2025, "PLAN")->verified);
  EXPECT_FALSE(calendar.Find(2025, "PLAN")->beyond_data);
  const Deadline later = *calendar.Find(2027, "PLAN");
  EXPECT_EQ(FormatDate(later.date), "2026-07-31");
  EXPECT_TRUE(later.beyond_data);
  EXPECT_FALSE(later.verified);
}

TEST(Calendar, YearOffsetsReachBothNeighbours) {
  const Calendar calendar =
      MakeOrDie({Fixed("BEFORE", 2004, 2030, 11, 15, -1), Fixed("IN", 2004, 2030, 12, 31, 0),
                 Fixed("AFTER", 2004, 2030, 1, 31, 1)});
  std::vector<std::string> dates;
  for (const Deadline& deadline : calendar.All(2019)) dates.push_back(FormatDate(deadline.date));
  EXPECT_THAT(dates, testing::ElementsAre("2018-11-15", "2019-12-31", "2020-01-31"));
}

TEST(Calendar, DaysAfterAnotherDeadline) {
  Entry after{.code = "AFTER",
              .regime = "x",
              .first_year = 2004,
              .last_year = 2016,
              .rule = RuleKind::kDaysAfter,
              .days = 5,
              .after_code = "BASE"};
  const Calendar calendar = MakeOrDie({after, Fixed("BASE", 2004, 2016, 12, 28, -1)});
  EXPECT_EQ(FormatDate(*calendar.Date(2010, "AFTER")), "2010-01-02");
  EXPECT_EQ(FormatDate(*calendar.Date(2030, "AFTER")), "2030-01-02");
}

TEST(Calendar, WorkingDaysAfterAnEventSkipWeekends) {
  Entry entry{.code = "EVENT",
              .regime = "x",
              .first_year = 2017,
              .last_year = 2025,
              .rule = RuleKind::kWorkingDaysAfterEvent,
              .days = 10};
  const Calendar calendar = MakeOrDie({entry});
  // Friday 5 April 2019: ten working days later it is Friday 19 April.
  const auto deadline = calendar.AfterEvent(2019, "EVENT", *clock::ParseDate("2019-04-05"));
  EXPECT_EQ(FormatDate(deadline->date), "2019-04-19");
  EXPECT_FALSE(calendar.Find(2019, "EVENT").has_value()) << "no date without the event";
  EXPECT_TRUE(calendar.All(2019).empty());
}

TEST(AddWorkingDays, Table) {
  const auto add = [](const char* from, int days) {
    return FormatDate(AddWorkingDays(*clock::ParseDate(from), days));
  };
  EXPECT_EQ(add("2019-04-05", 0), "2019-04-05");
  EXPECT_EQ(add("2019-04-05", 1), "2019-04-08");
  EXPECT_EQ(add("2019-04-06", 1), "2019-04-08");
  EXPECT_EQ(add("2019-12-31", 3), "2020-01-03");
}

TEST(Calendar, LeapDayOfACommonYearIsTheLastOfFebruary) {
  const Calendar calendar = MakeOrDie({Fixed("LEAP", 2004, 2030, 2, 29, 0)});
  EXPECT_EQ(FormatDate(*calendar.Date(2020, "LEAP")), "2020-02-29");
  EXPECT_EQ(FormatDate(*calendar.Date(2019, "LEAP")), "2019-02-28");
}

TEST(Calendar, RefusesRowsThatContradict) {
  EXPECT_THAT(ErrorOf({Fixed("A", 2004, 2016, 1, 1, 0), Fixed("A", 2016, 2020, 1, 2, 0)}),
              testing::HasSubstr("a year has this code twice"));
  EXPECT_THAT(ErrorOf({Fixed("A", 2016, 2004, 1, 1, 0)}),
              testing::HasSubstr("first_year is after last_year"));
  EXPECT_THAT(ErrorOf({Fixed("A", 2004, 2005, 2, 30, 0)}), testing::HasSubstr("month_day is no date"));
  EXPECT_THAT(ErrorOf({Fixed("", 2004, 2005, 2, 3, 0)}), testing::HasSubstr("the code is missing"));
  Entry after{.code = "AFTER",
              .regime = "x",
              .first_year = 2004,
              .last_year = 2016,
              .rule = RuleKind::kDaysAfter,
              .days = 5,
              .after_code = "BASE"};
  EXPECT_THAT(ErrorOf({after}), testing::HasSubstr("after_code names no fixed deadline"));
}

}  // namespace
}  // namespace cpb::calendar
