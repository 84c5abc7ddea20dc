/// The case file: strict reading, comparison that can fail, and a real file that leaves out no rule, limit or
/// date of the book.
#include "libs/rulebook/cases.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "libs/rulebook/engine.h"
#include "libs/rulebook/loader.h"

namespace cpb::rulebook {
namespace {

constexpr char kReference[] = CPB_SOURCE_DIR "/deploy/reference-data";

const Rulebook& Book() {
  static const Rulebook book = *LoadFolder(std::string{kReference} + "/rulebook").book;
  return book;
}

const Names& RealNames() {
  static const Names names = [] {
    std::vector<Problem> problems;
    return *LoadNames(kReference, problems);
  }();
  return names;
}

const std::vector<Case>& RealCases() {
  static const std::vector<Case> cases = [] {
    std::ifstream file{std::string{kReference} + "/rulebook/cases.csv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
    CaseFile read = ReadCases(text, Book(), RealNames());
    for (const auto& violation : read.violations) ADD_FAILURE() << violation.subject << violation.text_en;
    return std::move(read.cases);
  }();
  return cases;
}

constexpr char kHeader[] =
    "date,step,activity,source,province,establishment,history,cost,asked,quantity,facts,expected,findings\n";

CaseFile Read(const std::string& rows) {
  return ReadCases(kHeader + rows, Book(), RealNames());
}

std::vector<std::string> Differences(const std::string& row) {
  const CaseFile file = Read(row);
  for (const auto& violation : file.violations) ADD_FAILURE() << violation.subject << violation.text_en;
  return file.cases.empty() ? std::vector<std::string>{"unread"}
                            : CheckCase(Book(), file.cases.front()).differences_en;
}

TEST(Cases, TheRealFileHoldsAndIsLongEnough) {
  EXPECT_GE(RealCases().size(), 150U);
  for (const Case& one : RealCases()) {
    for (const std::string& difference : CheckCase(Book(), one).differences_en)
      ADD_FAILURE() << "row " << one.row << ": " << difference;
  }
}

TEST(Cases, WrongExpectationsAreDifferences) {
  using V = std::vector<std::string>;
  const std::string half = "2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,80.000.000,40.000.001,,,";
  EXPECT_EQ(Differences(half + "40.000.000,CP-ASSESS/share:cap\n"), V{});
  EXPECT_EQ(Differences(half + "40000000,CP-ASSESS/share CP-ASSESS/amount:info\n"), V{});
  EXPECT_EQ(Differences(half + "40.000.001,*\n"), V{"expected 40,000,001 dong, is 40,000,000 dong"});
  EXPECT_EQ(Differences(half + "40.000.000,\n"), V{"unexpected CP-ASSESS/share:cap"});
  EXPECT_EQ(Differences(half + "40.000.000,CP-ASSESS/share:warn\n"),
            V{"CP-ASSESS/share expected warn, is cap"});
  EXPECT_EQ(Differences(half + "40.000.000,CP-ASSESS/share:none\n"),
            V{"CP-ASSESS/share expected none, is cap"});
  EXPECT_EQ(Differences(half + "40.000.000,CP-ASSESS/share:cap KC14-MACH:cap\n"),
            V{"KC14-MACH says nothing"});
  EXPECT_EQ(Differences(half + "blocked,*\n"), V{"must be blocked but is allowed"});
  const std::string blocked = "2019-06-30,plan_item,ASSESS-RAPID,central,68,-,,80.000.000,1,,,";
  EXPECT_EQ(Differences(blocked + "1,*\n"), V{"is blocked"});
  EXPECT_EQ(Differences(blocked + "0,*\n"), V{});
  const std::string two = "2019-06-30,plan_item,ASSESS-RAPID,central+local,68,E1,,80,30+30,,,";
  EXPECT_EQ(Differences(two + "20+20,*\n"), V{});
  EXPECT_EQ(Differences(two + "40,*\n"), V{});
  EXPECT_EQ(Differences(two + "21+19,*\n").size(), 2U);
}

TEST(Cases, WhatCannotBeReadIsRefusedByRowAndColumn) {
  struct Bad {
    const char* row;
    const char* column;
  };
  const Bad rows[] = {
      {"2019-02-29,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,,1,", "date"},
      {"2019-06-30,plan,ASSESS-RAPID,central,68,E1,,1,1,,,1,", "step"},
      {"2019-06-30,plan_item,ASSESS-RAPYD,central,68,E1,,1,1,,,1,", "activity"},
      {"2019-06-30,plan_item,ASSESS-RAPID,centrall,68,E1,,1,1,,,1,", "source"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central+central,68,E1,,1,1+1,,,1,", "source"},
      {"2019-06-30,plan_item,ASSESS-RAPID,,68,E1,,1,1,,,1,", "source"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,99,E1,,1,1,,,1,", "province"},
      {"2025-07-01,plan_item,ASSESS-RAPID,central,93,E1,,1,1,,,1,", "province"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E 1,,1,1,,,1,", "establishment"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,2015 local,1,1,,,1,", "history"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,2015 locall 5,1,1,,,1,", "history"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,2015 local 5 colour=red,1,1,,,1,", "history"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,,2015 local 5,1,1,,,1,", "history"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1.5,1,,,1,", "cost"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,-1,1,,,1,", "cost"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,9000000000000001,,,1,", "asked"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1+1,,,1,", "asked"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,0,,1,", "quantity"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,colour=red,1,", "facts"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,multi_year=maybe,1,", "facts"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,unit=SCT-99,1,", "facts"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,,,", "expected"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,,1+1,", "expected"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,,1,NO-RULE:cap", "findings"},
      {"2019-06-30,plan_item,ASSESS-RAPID,central,68,E1,,1,1,,,1,CP-ASSESS/share:soft", "findings"},
  };
  for (const Bad& bad : rows) {
    const CaseFile file = Read(std::string{bad.row} + "\n");
    ASSERT_FALSE(file.violations.empty()) << bad.row;
    EXPECT_EQ(file.violations.front().subject, std::string{"row 2, column "} + bad.column) << bad.row;
    EXPECT_FALSE(file.violations.front().text_vi.empty());
    EXPECT_TRUE(file.cases.empty());
  }
  EXPECT_FALSE(ReadCases("date,step,colour\n", Book(), RealNames()).violations.empty());
  EXPECT_FALSE(ReadCases(kHeader, Book(), RealNames()).violations.empty());
  EXPECT_FALSE(ReadCases("", Book(), RealNames()).violations.empty());
}

TEST(Cases, AFileMayComeFromAnySpreadsheet) {
  // Byte-order mark, CRLF, semicolons, quoted cells, another order of columns, blanks around values, steps
  // and provinces as people write them.
  const std::string rows[] = {
      "\xEF\xBB\xBF\"expected\";\"asked\";\"cost\";source;activity;step;date;province;establishment;"
      "instrument\r\n"
      "\"40.000.000\";\"60.000.000\";80000000;central; ASSESS-RAPID ;PLAN_ITEM;2019-06-30;\"Lâm "
      "Đồng\";E1;22/2012\r\n",
      "date,step,activity,source,province,establishment,cost,asked,expected,instrument,note\n"
      "2019-06-30,STEP_PLAN_ITEM,activities/ASSESS-RAPID,central,Lam "
      "Dong,establishments/E1,80000000,60000000,"
      "40000000,221/2012/TTLT-BTC-BCT,\"hai dòng\nmột ô, \"\"trích\"\"\"",
      "date,step,activity,source,province,establishment,cost,asked,expected,instrument\n"
      "2025-07-01,plan item,ASSESS-RAPID,central,provinces/68,E1,80000000,60000000,40000000,221/2012\n"};
  for (const std::string& text : rows) {
    const CaseFile file = ReadCases(text, Book(), RealNames());
    for (const auto& violation : file.violations) ADD_FAILURE() << violation.subject << violation.text_en;
    ASSERT_EQ(file.cases.size(), 1U) << text;
    EXPECT_EQ(file.cases.front().subject.province_code, "68");
    EXPECT_EQ(CheckCase(Book(), file.cases.front()).differences_en, std::vector<std::string>{});
  }
}

TEST(Cases, AnInstrumentThatDoesNotSpeakIsADifference) {
  const std::string text =
      "date,step,activity,source,establishment,cost,asked,expected,instrument\n"
      "2019-06-30,plan_item,ASSESS-RAPID,central,E1,80000000,60000000,40000000,";
  const auto With = [&](const std::string& instrument) {
    return ReadCases(text + instrument + "\n", Book(), RealNames());
  };
  EXPECT_EQ(CheckCase(Book(), With("28/2018/TT-BTC").cases.front()).differences_en,
            std::vector<std::string>{"no rule of 28/2018/TT-BTC speaks"});
  EXPECT_EQ(With("22/2013").violations.front().subject, "row 2, column instrument");
}

TEST(Cases, TenThousandBadRowsAreRefusedWholeWithEveryReason) {
  std::string text = kHeader;
  for (int i = 0; i < 10'000; ++i)
    text += "2019-02-29,dance,NOTHING,gold,99,E 1,,x,-1,0,colour=red,many,NO-RULE\n";
  const CaseFile file = ReadCases(text, Book(), RealNames());
  EXPECT_TRUE(file.cases.empty());
  EXPECT_GE(file.violations.size(), 20'000U);
  EXPECT_EQ(file.violations.back().subject.rfind("row 10001, ", 0), 0U);
  EXPECT_FALSE(ReadCases(text + "\n" + text, Book(), RealNames()).violations.empty());
}

TEST(Cases, ACodeThatPassedOnSaysWhoseItWas) {
  const CaseFile file = Read("2025-07-01,plan_item,ASSESS-RAPID,central,93,E1,,1,1,,,1,\n");
  ASSERT_EQ(file.violations.size(), 1U);
  EXPECT_EQ(
      file.violations.front().text_en,
      "No province has the code or name \"93\" on that day. 93 is Hau Giang from 2004-01-01 to 2025-06-30.");
}

TEST(Cases, ColumnsThatAreLeftOutHaveTheirPlainMeaning) {
  const CaseFile file = ReadCases(
      "date,step,activity,source,cost,asked,history,expected\n"
      "2019-06-30,plan_item,ASSESS-RAPID,central,200000000,60000000,2015 local 10000000,40000000\n",
      Book(), RealNames());
  ASSERT_EQ(file.cases.size(), 1U);
  EXPECT_FALSE(file.cases.front().subject.establishment.empty());
  EXPECT_EQ(file.cases.front().subject.component_project, "componentProjects/SXSH2020-3");
  EXPECT_TRUE(CheckCase(Book(), file.cases.front()).ok());
}

// --- The real file leaves nothing out.

TEST(RealCases, EveryRuleSpeaksInSomeCase) {
  std::set<std::string> silent;
  for (const Rule& rule : Book().rules) silent.insert(rule.id);
  for (const Case& one : RealCases()) {
    for (const Finding& finding : CheckCase(Book(), one).outcome.findings) silent.erase(finding.rule_id);
  }
  for (const std::string& rule : silent) ADD_FAILURE() << rule << " speaks in no case";
}

TEST(RealCases, EveryFirstAndLastDayHasACaseOnBothSides) {
  const auto HasCase = [](const Rule& rule, clock::Date day) {
    for (const Case& one : RealCases()) {
      const bool step = std::find(rule.steps.begin(), rule.steps.end(), one.step) != rule.steps.end();
      const auto& activities = rule.applies_to.activities;
      const bool activity = activities.empty() || std::find(activities.begin(), activities.end(),
                                                            one.subject.activity) != activities.end();
      const bool province = rule.province_code.empty() || rule.province_code == one.subject.province_code;
      if (step && activity && province && JudgedOn(one.step, one.subject) == day) return true;
    }
    return false;
  };
  const auto Next = [](clock::Date day, int days) {
    return clock::Date{std::chrono::sys_days{day} + std::chrono::days{days}};
  };
  for (const Rule& rule : Book().rules) {
    // A year's end is judged by its last day, so that its laws change between two cases of 31 December.
    if (rule.id == "CARRY-OVER-LAPSE") continue;
    std::vector<clock::Date> days;
    if (rule.valid_from) days.insert(days.end(), {Next(*rule.valid_from, -1), *rule.valid_from});
    if (rule.valid_to) days.insert(days.end(), {*rule.valid_to, Next(*rule.valid_to, 1)});
    for (const clock::Date day : days)
      EXPECT_TRUE(HasCase(rule, day)) << rule.id << " has no case on " << clock::FormatDate(day);
  }
}

TEST(RealCases, EveryAmountIsAskedAtJustBelowAndJustAbove) {
  std::map<std::string, std::set<std::int64_t>> distances;  // By rule entry: asked less limit.
  for (const Case& one : RealCases()) {
    const clock::Date day = JudgedOn(one.step, one.subject);
    for (const Finding& finding : CheckCase(Book(), one).outcome.findings) {
      if (!finding.limit_vnd || !finding.actual_vnd) continue;
      for (const Rule& rule : Book().rules) {
        if (rule.id == finding.rule_id && InForce(rule, day))
          distances[rule.id + ":" + std::to_string(rule.line)].insert(*finding.actual_vnd -
                                                                      *finding.limit_vnd);
      }
    }
  }
  for (const Rule& rule : Book().rules) {
    const bool limits = std::holds_alternative<ShareLimit>(rule.kind) ||
                        std::holds_alternative<AmountLimit>(rule.kind) ||
                        std::holds_alternative<AdvanceCeiling>(rule.kind);
    if (!limits) continue;
    for (const std::int64_t distance : {-1, 0, 1}) {
      EXPECT_TRUE(distances[rule.id + ":" + std::to_string(rule.line)].contains(distance))
          << rule.id << " (line " << rule.line << ") has no case " << distance << " dong off its limit";
    }
  }
}

}  // namespace
}  // namespace cpb::rulebook
