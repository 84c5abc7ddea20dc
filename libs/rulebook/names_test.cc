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

TEST(Names, AMissingFolderIsAProblemNotAnEmptyList) {
  std::vector<Problem> problems;
  EXPECT_FALSE(LoadNames("/nonexistent", problems));
  EXPECT_FALSE(problems.empty());
}

}  // namespace
}  // namespace cpb::rulebook
