#include "services/projects/domain/report_check.h"

#include "gtest/gtest.h"

namespace cpb::projects {
namespace {

std::string Answer(bool known, const char* report_date, const char* today) {
  const auto refusal = CheckReport({.indicator = "indicators/X",
                                    .indicator_known = known,
                                    .report_date = *clock::ParseDate(report_date),
                                    .today = *clock::ParseDate(today)});
  return refusal ? std::string{refusal->reason->name} : "ok";
}

TEST(CheckReport, Table) {
  EXPECT_EQ(Answer(true, "2018-09-26", "2018-09-26"), "ok");
  EXPECT_EQ(Answer(true, "2018-09-26", "2026-01-01"), "ok");
  EXPECT_EQ(Answer(true, "2018-09-27", "2018-09-26"), "REPORT_DATE_IN_FUTURE");
  EXPECT_EQ(Answer(false, "2018-09-26", "2018-09-26"), "INDICATOR_UNKNOWN");
}

}  // namespace
}  // namespace cpb::projects
