/// Malformed and contradictory books are refused whole, with file, line, rule and reason.
#include "libs/rulebook/loader.h"

#include <gtest/gtest.h>

namespace cpb::rulebook {
namespace {

/// A small sound book; `change` replaces `from` by `to` in it.
std::string Sound() {
  return R"(published_date: "2020-01-02"
rules {
  id: "NORM/amount" title_vi: "v" title_en: "e"
  citation { instrument: "1/2018" verified: true }
  valid_from: "2018-01-01" valid_to: "2018-12-31"
  norm: "model" steps: [ STEP_PLAN_ITEM ] effect: RULE_EFFECT_CAP
  amount { amount_vnd: 500 scope: LIMIT_SCOPE_ITEM per_vi: "m" per_en: "m" }
}
rules {
  id: "NORM/amount" title_vi: "v" title_en: "e"
  citation { instrument: "1/2019" verified: true }
  valid_from: "2019-01-01"
  norm: "model" steps: [ STEP_PLAN_ITEM ] effect: RULE_EFFECT_CAP
  amount { amount_vnd: 1000 scope: LIMIT_SCOPE_ITEM per_vi: "m" per_en: "m" }
}
rules {
  id: "LOCAL/amount" title_vi: "v" title_en: "e"
  citation { instrument: "2/2018" verified: true }
  province_code: "49"
  norm: "model" steps: [ STEP_PLAN_ITEM ] effect: RULE_EFFECT_CAP
  amount { amount_vnd: 400 scope: LIMIT_SCOPE_ITEM per_vi: "m" per_en: "m" }
}
rules {
  id: "HALF/share" title_vi: "v" title_en: "e"
  citation { instrument: "3/2018" verified: true }
  steps: [ STEP_PLAN_ITEM ] effect: RULE_EFFECT_CAP
  share { basis_points: 10000 }
}
aliases { alias: "x" instrument: "1/2018" }
)";
}

std::string Replaced(const std::string& from, const std::string& to) {
  std::string text = Sound();
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Loader, TakesASoundBook) {
  const LoadResult result = LoadBook({{"a.textproto", Sound()}});
  for (const Problem& problem : result.problems) ADD_FAILURE() << ToText(problem);
  ASSERT_TRUE(result.book);
  EXPECT_EQ(result.book->rules.size(), 4U);
  EXPECT_EQ(result.book->rules[1].line, 9);
  EXPECT_EQ(result.book->version.substr(0, 11), "2020-01-02-");
}

TEST(Loader, VersionChangesWithAnyByteAndIsStable) {
  const auto Version = [](const std::string& name, const std::string& text) {
    return LoadBook({{name, text}}).book->version;
  };
  EXPECT_EQ(Version("a.textproto", Sound()), Version("a.textproto", Sound()));
  EXPECT_NE(Version("a.textproto", Sound()), Version("b.textproto", Sound()));
  EXPECT_NE(Version("a.textproto", Sound()), Version("a.textproto", Sound() + "# remark\n"));
}

TEST(Loader, RefusesWithFileRuleAndReason) {
  struct Case {
    const char* from;
    const char* to;
    const char* text;  ///< Must be in one of the problems.
  };
  const Case cases[] = {
      {"2018-12-31", "2019-01-01", "a.textproto:9: NORM/amount: the same id is in force at the same time"},
      {" valid_to: \"2018-12-31\"", "", "in force at the same time"},
      {"basis_points: 10000", "basis_points: 10001", "HALF/share: the share must be"},
      {"basis_points: 10000", "basis_points: 0", "HALF/share: the share must be"},
      {"amount_vnd: 400", "amount_vnd: 501",
       "a.textproto:16: LOCAL/amount: laxer than the national limit NORM/amount"},
      {"province_code: \"49\"\n  norm: \"model\"", "province_code: \"49\"", "must name a norm"},
      {"instrument: \"3/2018\"", "article: \"1\"", "HALF/share: the citation is missing"},
      {"steps: [ STEP_PLAN_ITEM ] effect: RULE_EFFECT_CAP\n  share", "effect: RULE_EFFECT_CAP\n  share",
       "no step is named"},
      {"STEP_PLAN_ITEM", "STEP_UNSPECIFIED", "unknown step 0"},
      {"STEP_PLAN_ITEM", "STEP_DANCE", "a.textproto:6: Unknown enumeration value of \"STEP_DANCE\""},
      {"effect: RULE_EFFECT_CAP", "", "the effect is missing"},
      {"share { basis_points: 10000 }", "", "the kind of the rule is missing"},
      {"share { basis_points: 10000 }", "period { first_year: 2010 last_year: 2009 }",
       "the period ends before it begins"},
      {"share { basis_points: 10000 }", "period { first_year: 2010 last_year: 2011 }",
       "only shares and amounts can cap"},
      {"share { basis_points: 10000 }", "shares { basis_points: 1 }", "no field named \"shares\""},
      {"2018-01-01", "2018-02-30", "valid_from '2018-02-30' is no date"},
      {"2018-01-01", "2019-06-01", "the validity ends before it begins"},
      {"LIMIT_SCOPE_ITEM", "LIMIT_SCOPE_UNSPECIFIED", "the scope of the amount is missing"},
      {"amount_vnd: 500", "amount_vnd: -1", "the amount must be"},
      {"amount_vnd: 500", "amount_vnd: 9000000000000001", "the amount must be"},
      {"amount_vnd: 500", "amount_vnd: 99999999999999999999", "Integer out of range"},
      {"\"49\"", "\"4x\"", "the province code must be two digits"},
      {"id: \"HALF/share\"", "id: \"half share\"", "the id must be like"},
      {"id: \"HALF/share\"", "id: \"LOCAL/amount\" province_code: \"49\"", "stands for another kind of rule"},
      {"title_vi: \"v\"", "", "a title is missing"},
      {"published_date: \"2020-01-02\"", "", "exactly one file must give published_date"},
      {"2020-01-02", "2020-02-30", "a.textproto:1: published_date '2020-02-30' is no day"},
      {"2020-01-02", "0202-01-02", "a.textproto:1: published_date '0202-01-02' is no day"},
      {"2018-01-01", "1918-01-01", "a.textproto:2: NORM/amount: valid_from 1918-01-01 is no day"},
      {"amount_vnd: 400 scope: LIMIT_SCOPE_ITEM", "amount_vnd: 400 scope: LIMIT_SCOPE_ESTABLISHMENT_YEAR",
       "a.textproto:16: LOCAL/amount: counts the amount over another scope than the national limit "
       "NORM/amount"},
      {"verified: true }\n  steps",
       "verified: true } switched_on { authority: \"a\" decision_number: \"1\" from_date: \"2020-01-01\" }\n "
       " steps",
       "HALF/share: switched_on is for rules that are not verified"},
      {"verified: true }\n  steps", "} switched_on { authority: \"a\" from_date: \"2020-01-01\" }\n  steps",
       "HALF/share: switched_on must name authority, decision and first day"},
      {"verified: true }\n  steps",
       "} switched_on { authority: \"a\" decision_number: \"1\" from_date: \"2020-01-01\" to_date: "
       "\"2019-12-31\" }\n  steps",
       "HALF/share: switched_on ends before it begins"},
      {"aliases { alias: \"x\" instrument: \"1/2018\" }", "aliases { alias: \"x\" instrument: \"x\" }",
       "a.textproto:29: alias 'x' leads nowhere"},
      {"alias: \"x\" instrument: \"1/2018\"", "alias: \"1/2018\" instrument: \"x\"",
       "cites '1/2018', an alias"},
      {"rules {", "rules {{", "Expected"},
  };
  for (const Case& c : cases) {
    const LoadResult result = LoadBook({{"a.textproto", Replaced(c.from, c.to)}});
    EXPECT_FALSE(result.book) << c.text;
    std::string all;
    for (const Problem& problem : result.problems) {
      all += ToText(problem) + "\n";
      EXPECT_FALSE(problem.reason.vi.empty()) << ToText(problem);
      EXPECT_NE(problem.reason.vi, problem.reason.en);
    }
    EXPECT_NE(all.find(c.text), std::string::npos) << "wanted: " << c.text << "\ngot: " << all;
  }
}

TEST(Loader, ABookThatWasAcceptedOnceStaysReadable) {
  const BookFiles laxer = {{"a.textproto", Replaced("amount_vnd: 400", "amount_vnd: 501")}};
  EXPECT_FALSE(LoadBook(laxer).book);
  const LoadResult read = ReadBook(laxer);
  ASSERT_TRUE(read.book);
  EXPECT_EQ(read.book->rules.size(), 4U);
  EXPECT_FALSE(ReadBook({{"a.textproto", "rules {{"}}).book);
}

TEST(Loader, TheDateOfTheBookStandsInOneFile) {
  const LoadResult result = LoadBook({{"a", Sound()}, {"b", "\n\npublished_date: \"2020-01-03\""}});
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(ToText(result.problems[0]), "b:3: published_date stands at a:1 already");
  EXPECT_EQ(ToTextVi(result.problems[0]), "b:3: published_date đã có tại a:1");
}

TEST(Loader, ABookOfMoreRulesThanAnybodyWritesIsRefused) {
  std::string text = "published_date: \"2020-01-02\"\n";
  for (int i = 0; i <= 5'000; ++i) {
    text += "rules { id: \"R" + std::to_string(i) +
            "\" title_vi: \"v\" title_en: \"e\" citation { instrument: \"i\" } steps: STEP_PLAN_ITEM effect: "
            "RULE_EFFECT_WARN share { basis_points: 1 } }\n";
  }
  const LoadResult result = LoadBook({{"a", text}});
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(ToText(result.problems[0]), "a:5002: R5000: the book has more than 5,000 entries");
}

TEST(Loader, RefusesAMissingFolder) {
  const LoadResult result = LoadFolder("/nonexistent");
  EXPECT_FALSE(result.book);
  EXPECT_EQ(result.problems.size(), 1U);
}

}  // namespace
}  // namespace cpb::rulebook
