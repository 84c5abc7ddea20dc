#include "libs/calendar/load.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cpb::calendar {
namespace {

using testing::HasSubstr;

constexpr char kHeader[] =
    "code,regime,first_year,last_year,rule,month_day,year_offset,days,after_code,actor,action,instrument,"
    "verified,"
    "source\n";

std::string ErrorOf(const std::string& rows) {
  const auto calendar = Parse(kHeader + rows);
  return calendar.ok() ? "ok" : std::string{calendar.status().message()};
}

TEST(ParseCalendar, NamesRowAndColumnOfWhatIsWrong) {
  EXPECT_EQ(ErrorOf("A,law,2004,2016,fixed,07-20,-1,,,x,y,z,true,S1\n"), "ok");
  EXPECT_THAT(ErrorOf("A,law,2004,2016,fixed,07-32,-1,,,x,y,z,true,S1\n"),
              HasSubstr("row 2, column month_day"));
  EXPECT_THAT(ErrorOf("A,law,twenty,2016,fixed,07-20,-1,,,x,y,z,true,S1\n"),
              HasSubstr("row 2, column first_year"));
  EXPECT_THAT(ErrorOf("A,law,2004,2016,sometimes,07-20,-1,,,x,y,z,true,S1\n"),
              HasSubstr("row 2, column rule"));
  EXPECT_THAT(ErrorOf("A,law,2004,2016,fixed,07-20,-1,,,x,y,z,perhaps,S1\n"),
              HasSubstr("row 2, column verified"));
  EXPECT_FALSE(Parse("code\nA\n").ok());
}

/// What the programs decide by, in the data that they are shipped with.
TEST(ReferenceCalendar, DeadlinesOfBothLaws) {
  const auto calendar = Load(CPB_SOURCE_DIR "/deploy/reference-data");
  ASSERT_TRUE(calendar.ok()) << calendar.status();
  const auto date = [&](int year, std::string_view code) {
    const auto found = calendar->Date(year, code);
    return found ? clock::FormatDate(*found) : "none";
  };
  for (const int year : {2010, 2016, 2017, 2019, 2025, 2026}) {
    const std::string before = std::to_string(year - 1), in = std::to_string(year),
                      after = std::to_string(year + 1);
    EXPECT_EQ(date(year, kPlanSubmission), before + "-07-20");
    EXPECT_EQ(date(year, kAppraisalEnd), before + "-11-15");
    EXPECT_EQ(date(year, kVirementLast), in + "-11-15");
    EXPECT_EQ(date(year, kLastPaymentFiles), in + "-12-30");
    EXPECT_EQ(date(year, kYearLastSpending), in + "-12-31");
    EXPECT_EQ(date(year, kAdjustmentEnd), after + "-01-31");
    EXPECT_EQ(date(year, kReconciliation), after + "-02-10");
  }
  EXPECT_EQ(date(2003, kPlanSubmission), "none");
  EXPECT_EQ(calendar->Find(2016, kPlanSubmission)->instrument, "Decree 60/2003");
  EXPECT_TRUE(calendar->Find(2016, kPlanSubmission)->verified);
  EXPECT_FALSE(calendar->Find(2019, kPlanSubmission)->verified)
      << "20 July is from memory for the law of 2015";
  EXPECT_FALSE(calendar->Find(2019, kVirementLast)->verified);
  EXPECT_TRUE(calendar->Find(2026, kYearLastSpending)->beyond_data);
  EXPECT_FALSE(calendar->Find(2026, kYearLastSpending)->verified);
  EXPECT_EQ(clock::FormatDate(
                calendar->AfterEvent(2019, kSupplementAllocation, *clock::ParseDate("2019-10-15"))->date),
            "2019-10-29");
}

}  // namespace
}  // namespace cpb::calendar
