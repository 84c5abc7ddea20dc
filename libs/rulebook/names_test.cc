/// Names of the reference data: the real book uses no other, and an unknown one is refused by file and rule.
#include "libs/rulebook/names.h"

#include <gtest/gtest.h>

#include "libs/rulebook/loader.h"

namespace cpb::rulebook {
namespace {

const Names& RealNames() {
  static const Names names = [] {
    std::vector<Problem> problems;
    auto loaded = LoadNames(CPB_SOURCE_DIR "/deploy/reference-data", problems);
    for (const Problem& problem : problems) ADD_FAILURE() << ToText(problem);
    return loaded.value_or(Names{});
  }();
  return names;
}

clock::Date Day(const char* text) {
  return *clock::ParseDate(text);
}

TEST(Names, TheRealBookNamesNothingUnknown) {
  const LoadResult loaded = LoadFolder(CPB_SOURCE_DIR "/deploy/reference-data/rulebook");
  ASSERT_TRUE(loaded.book);
  for (const Problem& problem : ValidateNames(*loaded.book, RealNames())) ADD_FAILURE() << ToText(problem);
}

TEST(Names, ProvincesAreDated) {
  EXPECT_TRUE(RealNames().IsProvinceOn("93", Day("2025-06-30")));
  EXPECT_FALSE(RealNames().IsProvinceOn("93", Day("2025-07-01")));
  EXPECT_TRUE(RealNames().IsProvinceOn("92", Day("2025-07-01")));
  EXPECT_FALSE(RealNames().IsProvinceOn("99", Day("2019-06-30")));
}

TEST(Names, WhatTheReferenceDataLacksIsRefusedByRule) {
  Rulebook book;
  Rule rule;
  rule.id = "X";
  rule.file = "x.textproto";
  rule.line = 7;
  rule.province_code = "99";
  rule.applies_to = {.programmes = {"programmes/NOPE"},
                     .component_projects = {"componentProjects/SXSH2020-9"},
                     .activities = {"activities/ASSESS-RAPYD", "activities/ELSEWHERE", "ASSESS-RAPID"},
                     .except_activities = {"activities/NOPE"},
                     .sources = {"centrall"},
                     .budget_year_from = 0,
                     .budget_year_to = 0};
  rule.kind = Eligibility{
      .component_projects = {"componentProjects/SXSH2020-8"}, .sources = {"locall"}, .agency_kinds = {}};
  book.rules.push_back(rule);
  book.activities_elsewhere.insert("activities/ELSEWHERE");
  const std::vector<Problem> problems = ValidateNames(book, RealNames());
  ASSERT_EQ(problems.size(), 9U);
  EXPECT_EQ(ToText(problems[2]), "x.textproto:7: X: unknown activity 'activities/ASSESS-RAPYD'");
}

TEST(Names, ARuleDoesNotOutliveTheMeaningOfItsCode) {
  Names names;
  names.provinces.emplace("10", Names::Validity{Day("2004-01-01"), Day("2025-06-30"), "A", "A"});
  names.provinces.emplace("10", Names::Validity{Day("2025-07-01"), std::nullopt, "B", "B"});
  const auto Reason = [&](std::optional<clock::Date> from, std::optional<clock::Date> to) {
    Rulebook book;
    Rule& rule = book.rules.emplace_back();
    rule.province_code = "10";
    rule.valid_from = from;
    rule.valid_to = to;
    rule.kind = Period{};
    const std::vector<Problem> problems = ValidateNames(book, names);
    return problems.empty() ? "" : problems.front().reason.en;
  };
  EXPECT_EQ(Reason(Day("2014-01-01"), Day("2025-06-30")), "");
  EXPECT_EQ(Reason(Day("2025-07-01"), std::nullopt), "");
  EXPECT_NE(Reason(Day("2014-01-01"), Day("2025-07-01")).find("stands for 'A' 'B'"), std::string::npos);
  EXPECT_NE(Reason(std::nullopt, std::nullopt).find("stands for"), std::string::npos);
  EXPECT_EQ(Reason(Day("2000-01-01"), Day("2003-12-31")), "unknown province '10' in the time of the rule");
  EXPECT_EQ(names.ProvinceNamed("A", Day("2025-06-30")), "10");
  EXPECT_EQ(names.ProvinceNamed("A", Day("2025-07-01")), "");
}

TEST(Names, AMissingFolderIsAProblemNotAnEmptyList) {
  std::vector<Problem> problems;
  EXPECT_FALSE(LoadNames("/nonexistent", problems));
  EXPECT_FALSE(problems.empty());
}

}  // namespace
}  // namespace cpb::rulebook
