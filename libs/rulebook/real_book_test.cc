/// The rulebook of deploy/reference-data, at, just below and just above its limits and dates.
#include <gtest/gtest.h>

#include "libs/rulebook/engine.h"
#include "libs/rulebook/loader.h"

namespace cpb::rulebook {
namespace {

const Rulebook& Book() {
  static const Rulebook book = [] {
    LoadResult result = LoadFolder(CPB_SOURCE_DIR "/deploy/reference-data/rulebook");
    for (const Problem& problem : result.problems) ADD_FAILURE() << ToText(problem);
    return result.book.value_or(Rulebook{});
  }();
  return book;
}

clock::Date Day(const char* text) {
  return *clock::ParseDate(text);
}

Subject Item(const char* activity, std::int64_t cost, std::int64_t asked, const char* day) {
  Subject subject;
  subject.programme = "programmes/SXSH2020";
  subject.budget_year = static_cast<int>(Day(day).year());
  subject.component_project = "componentProjects/SXSH2020-3";
  subject.activity = activity;
  subject.establishment = "establishments/0100000001";
  subject.province_code = "68";
  subject.eligible_cost_vnd = cost;
  subject.asked = {{.source = "central", .enterprise = false, .amount_vnd = asked}};
  subject.event_date = Day(day);
  return subject;
}

Outcome Judge(Step step, const Subject& subject, std::vector<Grant> history = {}) {
  return Evaluate(Book(), step, std::span{&subject, 1}, history).front();
}

const Finding* Find(const Outcome& outcome, const std::string& rule_id) {
  for (const Finding& finding : outcome.findings) {
    if (finding.rule_id == rule_id) return &finding;
  }
  return nullptr;
}

Grant Given(std::int64_t amount, int year, const char* activity = "activities/ASSESS-RAPID") {
  return {.establishment = "establishments/0100000001",
          .programme = "programmes/SXSH2020",
          .activity = activity,
          .source = "local",
          .budget_year = year,
          .amount_vnd = amount,
          .documents = {"plans/SXSH2020-2018-SCT-01", "SXSH2020-2018-SCT-01.07"}};
}

TEST(RealBook, HasAVersionOfDateAndDigest) {
  EXPECT_EQ(Book().version.substr(0, 11), "2026-11-21-");
  EXPECT_EQ(Book().version.size(), 23U);
  EXPECT_EQ(ResolveInstrument(Book(), "22/2012"), "221/2012/TTLT-BTC-BCT");
  EXPECT_EQ(ResolveInstrument(Book(), "62/2020/TT-BTC"), "62/2020/TT-BTC");
}

TEST(RealBook, AssessmentLimitsHoldTogether) {
  struct Case {
    std::int64_t cost, asked, granted;
    const char* day;
    std::int64_t left;
  };
  const Case cases[] = {
      {120'000'000, 60'000'000, 0, "2019-06-30", 50'000'000},
      {80'000'000, 45'000'000, 0, "2019-06-30", 40'000'000},
      {100'000'000, 50'000'000, 0, "2019-06-30", 50'000'000},
      {99'999'999, 50'000'000, 0, "2019-06-30", 49'999'999},
      {100'000'002, 50'000'001, 0, "2019-06-30", 50'000'000},
      {3, 1, 0, "2019-06-30", 1},
      {3, 2, 0, "2019-06-30", 1},
      {100'000'000, 10'000'001, 40'000'000, "2019-06-30", 10'000'000},
      {100'000'000, 10'000'000, 40'000'000, "2019-06-30", 10'000'000},
      {100'000'000, 1, 50'000'000, "2019-06-30", 0},
      {100'000'000, 1, 60'000'000, "2019-06-30", 0},
      {120'000'000, 60'000'000, 0, "2013-02-09", 60'000'000},
      {120'000'000, 60'000'000, 0, "2013-02-10", 50'000'000},
      {0, 5, 0, "2019-06-30", 0},
  };
  for (const Case& c : cases) {
    for (const Step step : {Step::kPlanItem, Step::kAllotment}) {
      std::vector<Grant> history;
      if (c.granted > 0) history.push_back(Given(c.granted, 2015));
      const Outcome outcome =
          Judge(step, Item("activities/ASSESS-DETAILED", c.cost, c.asked, c.day), history);
      EXPECT_EQ(outcome.admissible_total_vnd, c.left) << c.cost << " " << c.asked << " " << c.day;
      EXPECT_TRUE(outcome.allowed);
    }
  }
}

TEST(RealBook, FindingNamesLimitActualCitationInBothLanguages) {
  const Outcome outcome =
      Judge(Step::kPlanItem, Item("activities/ASSESS-DETAILED", 120'000'000, 60'000'000, "2019-06-30"));
  const Finding* share = Find(outcome, "CP-ASSESS/share");
  const Finding* amount = Find(outcome, "CP-ASSESS/amount");
  ASSERT_TRUE(share && amount);
  EXPECT_EQ(share->severity, Severity::kInfo);
  EXPECT_EQ(amount->severity, Severity::kCap);
  EXPECT_EQ(amount->limit_vnd, 50'000'000);
  EXPECT_EQ(amount->actual_vnd, 60'000'000);
  EXPECT_EQ(amount->citation.instrument, "221/2012/TTLT-BTC-BCT");
  EXPECT_NE(amount->text_vi.find("50.000.000 đồng/cơ sở"), std::string::npos) << amount->text_vi;
  EXPECT_NE(amount->text_en.find("50,000,000 dong per establishment"), std::string::npos) << amount->text_en;
  EXPECT_NE(amount->text_vi.find("221/2012/TTLT-BTC-BCT"), std::string::npos);
}

TEST(RealBook, AnEstablishmentMustBeNamed) {
  Subject subject = Item("activities/ASSESS-RAPID", 10'000'000, 5'000'000, "2019-06-30");
  subject.establishment.clear();
  EXPECT_FALSE(Judge(Step::kPlanItem, subject).allowed);
}

TEST(RealBook, HistoryLeavesOutTheDocumentThatIsJudgedAnew) {
  Subject subject = Item("activities/ASSESS-RAPID", 100'000'000, 50'000'000, "2019-06-30");
  EXPECT_EQ(Judge(Step::kPlanItem, subject, {Given(30'000'000, 2018)}).admissible_total_vnd, 20'000'000);
  subject.ignore_document = "plans/SXSH2020-2018-SCT-01";
  EXPECT_EQ(Judge(Step::kPlanItem, subject, {Given(30'000'000, 2018)}).admissible_total_vnd, 50'000'000);
}

TEST(RealBook, ModelsFollowTheNormOfTheirDay) {
  struct Case {
    const char* day;
    const char* province;
    std::int64_t cost, asked, quantity, left;
  };
  const std::int64_t bn = 1'000'000'000;
  const Case cases[] = {
      {"2014-04-07", "68", 10 * bn, 2 * bn, 1, 2 * bn},
      {"2014-04-08", "68", 10 * bn, 2 * bn, 1, bn / 2},
      {"2018-05-10", "68", 10 * bn, 2 * bn, 1, bn / 2},
      {"2018-05-11", "68", 10 * bn, 2 * bn, 1, bn},
      {"2018-05-11", "68", 10 * bn, 3 * bn, 2, 2 * bn},
      {"2018-05-11", "68", bn, bn, 1, 300'000'000},
      {"2016-06-30", "49", 10 * bn, 2 * bn, 1, 400'000'000},
      {"2018-05-11", "49", 10 * bn, 2 * bn, 1, bn},
      {"2014-09-17", "93", 10 * bn, 2 * bn, 1, bn / 2},
      {"2014-09-18", "93", 10 * bn, 2 * bn, 1, bn / 4},
      {"2019-06-30", "93", 10 * bn, 2 * bn, 1, bn / 4},
      {"2018-05-11", "68", 10 * bn, bn + 1, 1, bn},
      {"2018-05-11", "68", 10 * bn, bn, 1, bn},
      {"2018-05-11", "68", 10 * bn, bn - 1, 1, bn - 1},
  };
  for (const Case& c : cases) {
    Subject subject = Item("activities/DEMO-MODEL", c.cost, c.asked, c.day);
    subject.province_code = c.province;
    subject.quantity = c.quantity;
    EXPECT_EQ(Judge(Step::kPlanItem, subject).admissible_total_vnd, c.left) << c.day << " " << c.province;
  }
}

TEST(RealBook, UnverifiedNormOnlyWarns) {
  const Outcome outcome =
      Judge(Step::kPlanItem, Item("activities/DEMO-MODEL", 10'000'000'000, 400'000'001, "2016-06-30"),
            {Given(100'000'000, 2015, "activities/DEMO-MODEL")});
  const Finding* pilot = Find(outcome, "KC14-CPPILOT/amount");
  ASSERT_TRUE(pilot);
  EXPECT_EQ(pilot->severity, Severity::kWarn);
  EXPECT_EQ(outcome.admissible_total_vnd, 400'000'001);
}

TEST(RealBook, ProjectsOutsideTheirPeriodAreWarnedOf) {
  for (const auto& [project, year, warned] : {std::tuple{4, 2015, false},
                                              {4, 2016, true},
                                              {4, 2008, true},
                                              {5, 2012, false},
                                              {5, 2013, true},
                                              {1, 2009, true},
                                              {1, 2010, false},
                                              {3, 2020, false},
                                              {3, 2021, true}}) {
    Subject subject = Item("activities/MONITORING", 100, 100, (std::to_string(year) + "-06-30").c_str());
    subject.component_project = "componentProjects/SXSH2020-" + std::to_string(project);
    const Outcome outcome = Judge(Step::kPlanItem, subject);
    const Finding* finding = Find(outcome, "PERIOD-PROJECT-" + std::to_string(project));
    EXPECT_EQ(finding != nullptr && finding->severity == Severity::kWarn, warned) << project << " " << year;
    EXPECT_TRUE(outcome.allowed);
  }
}

TEST(RealBook, AdvanceCeilings) {
  struct Case {
    const char* day;
    std::int64_t contract, earlier, asked;
    bool allowed, warned;
  };
  const Case cases[] = {
      {"2019-06-30", 100'000'000, 0, 50'000'000, true, false},
      {"2019-06-30", 100'000'000, 0, 50'000'001, false, false},
      {"2019-06-30", 100'000'000, 30'000'000, 20'000'001, false, false},
      {"2019-06-30", 19'999'999, 0, 19'999'999, true, false},
      {"2019-06-30", 20'000'000, 0, 10'000'001, false, false},
      {"2020-08-05", 49'999'999, 0, 25'000'000, false, false},
      {"2020-08-06", 49'999'999, 0, 49'999'999, true, false},
      {"2020-08-06", 50'000'000, 0, 25'000'001, false, false},
      {"2015-12-31", 100'000'000, 0, 30'000'000, true, false},
      {"2015-12-31", 100'000'000, 0, 30'000'001, true, true},
      {"2016-01-01", 100'000'000, 0, 50'000'001, false, false},
  };
  for (const Case& c : cases) {
    Subject subject = Item("activities/GUIDELINE", c.contract, c.asked, c.day);
    subject.earlier_vnd = c.earlier;
    const Outcome outcome = Judge(Step::kAdvance, subject);
    EXPECT_EQ(outcome.allowed, c.allowed) << c.day << " " << c.asked;
    const Finding* finding = Find(outcome, "ADVANCE-CEILING");
    EXPECT_EQ(finding != nullptr && finding->severity == Severity::kWarn, c.warned) << c.day;
  }
}

TEST(RealBook, CommitmentThresholds) {
  struct Case {
    const char* day;
    const char* activity;
    std::int64_t contract;
    bool multi_year, has_commitment, warned;
  };
  const Case cases[] = {
      {"2016-02-29", "activities/DATABASE", 100'000'000, false, false, true},
      {"2016-02-29", "activities/DATABASE", 99'999'999, false, false, false},
      {"2016-03-01", "activities/DATABASE", 199'999'999, false, false, false},
      {"2016-03-01", "activities/DATABASE", 200'000'000, false, false, true},
      {"2016-03-01", "activities/DATABASE", 200'000'000, false, true, false},
      {"2019-06-30", "activities/WORKSHOP-INTRO", 900'000'000, false, false, false},
      {"2021-11-23", "activities/DATABASE", 200'000'000, false, false, true},
      {"2021-11-24", "activities/DATABASE", 200'000'000, false, false, false},
      {"2021-11-24", "activities/DATABASE", 200'000'000, true, false, true},
  };
  for (const Case& c : cases) {
    Subject subject = Item(c.activity, c.contract, 1, c.day);
    subject.multi_year = c.multi_year;
    if (c.has_commitment) subject.documents = {"commitment"};
    EXPECT_EQ(Find(Judge(Step::kPayment, subject), "COMMITMENT-THRESHOLD") != nullptr, c.warned)
        << c.day << c.contract;
  }
}

TEST(RealBook, LastDays) {
  const auto Allowed = [](Step step, const char* day) {
    Subject subject = Item("activities/GUIDELINE", 1'000, 1, day);
    subject.budget_year = 2019;
    subject.documents = {"commitment"};
    return Judge(step, subject).allowed;
  };
  EXPECT_TRUE(Allowed(Step::kCommitment, "2019-12-31"));
  EXPECT_FALSE(Allowed(Step::kCommitment, "2020-01-01"));
  EXPECT_FALSE(Allowed(Step::kAdvance, "2020-01-01"));
  EXPECT_TRUE(Allowed(Step::kPayment, "2020-01-31"));
  EXPECT_FALSE(Allowed(Step::kPayment, "2020-02-01"));
}

TEST(RealBook, CarryOverGrounds) {
  struct Case {
    int year;
    const char* ground;
    const char* ground_date;
    bool allowed;
  };
  const Case cases[] = {
      {2019, "SUPPLEMENT_AFTER_30_SEPTEMBER", "2019-10-01", true},
      {2019, "SUPPLEMENT_AFTER_30_SEPTEMBER", "2019-09-30", false},
      {2019, "SUPPLEMENT_AFTER_30_SEPTEMBER", "2020-01-05", false},
      {2019, "SUPPLEMENT_AFTER_30_SEPTEMBER", "", false},
      {2019, "BECAUSE_WE_WANT_IT", "2019-10-01", false},
      {2019, "", "", false},
      {2019, "GRANT_AID", "", true},
      {2019, "RESEARCH", "", true},
      {2016, "SUPPLEMENT_AFTER_30_SEPTEMBER", "2016-10-01", false},
  };
  for (const Case& c : cases) {
    Subject subject =
        Item("activities/GUIDELINE", 1'000, 1'000, (std::to_string(c.year + 1) + "-01-15").c_str());
    subject.budget_year = c.year;
    subject.ground = c.ground;
    subject.ground_date = clock::ParseDate(c.ground_date);
    EXPECT_EQ(Judge(Step::kYearEnd, subject).allowed, c.allowed) << c.year << c.ground << c.ground_date;
  }
  Subject research = Item("activities/GUIDELINE", 1'000, 1'000, "2019-12-15");
  research.ground = "RESEARCH";
  const Outcome outcome = Judge(Step::kYearEnd, research);
  ASSERT_TRUE(Find(outcome, "CARRY-OVER-RESEARCH"));
  EXPECT_EQ(Find(outcome, "CARRY-OVER-RESEARCH")->severity, Severity::kWarn);
}

TEST(RealBook, Virements) {
  const auto Move = [](const char* day, const char* from_source, const char* from_agency, int from_year) {
    Subject subject = Item("activities/GUIDELINE", 1'000, 100, day);
    subject.agency = "agencies/SCT-68";
    subject.giving_source = from_source;
    subject.giving_agency = from_agency;
    subject.giving_budget_year = from_year;
    return Judge(Step::kAdjustment, subject);
  };
  for (const Finding& finding : Move("2019-11-15", "central", "agencies/SCT-68", 2019).findings) {
    EXPECT_EQ(finding.severity, Severity::kInfo);
  }
  EXPECT_FALSE(Move("2019-11-15", "local", "agencies/SCT-68", 2019).allowed);
  EXPECT_FALSE(Move("2019-11-15", "central", "agencies/SCT-01", 2019).allowed);
  EXPECT_FALSE(Move("2019-11-15", "central", "agencies/SCT-68", 2018).allowed);
  const Outcome late = Move("2019-11-16", "central", "agencies/SCT-68", 2019);
  EXPECT_TRUE(late.allowed);
  ASSERT_TRUE(Find(late, "VIREMENT-LAST-DAY"));
  EXPECT_EQ(Find(late, "VIREMENT-LAST-DAY")->severity, Severity::kWarn);
}

TEST(RealBook, AnotherProgrammesSupportIsWarnedOf) {
  Grant other = Given(10, 2018, "activities/APPLY-SUPPORT");
  other.programme = "programmes/KC";
  const Outcome outcome =
      Judge(Step::kPlanItem, Item("activities/APPLY-SUPPORT", 100, 50, "2019-06-30"), {other});
  ASSERT_TRUE(Find(outcome, "DOUBLE-FUNDING"));
  EXPECT_EQ(Find(outcome, "DOUBLE-FUNDING")->severity, Severity::kWarn);
  EXPECT_EQ(Find(Judge(Step::kPlanItem, Item("activities/APPLY-SUPPORT", 100, 50, "2019-06-30"),
                       {Given(10, 2018, "activities/APPLY-SUPPORT")}),
                 "DOUBLE-FUNDING"),
            nullptr);
}

TEST(RealBook, AssessmentsOutsideProjectThreeAreWarnedOf) {
  Subject subject = Item("activities/ASSESS-RAPID", 100, 50, "2019-06-30");
  subject.component_project = "componentProjects/SXSH2020-1";
  const Outcome outcome = Judge(Step::kPlanItem, subject);
  ASSERT_TRUE(Find(outcome, "ELIGIBLE-ESTABLISHMENT"));
  EXPECT_TRUE(outcome.allowed);
}

}  // namespace
}  // namespace cpb::rulebook
