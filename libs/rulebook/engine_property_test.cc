/// What must hold for any input: nobody is left more than was asked, caps hold over any sequence of requests,
/// and the order of the sources does not matter. The seed is in every message; a failing one becomes a case
/// of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "libs/rulebook/engine.h"

namespace cpb::rulebook {
namespace {

constexpr std::int64_t kCap = 50'000'000;

Rule CapRule(std::string id, Kind kind) {
  Rule rule;
  rule.id = std::move(id);
  rule.title_vi = rule.title_en = "t";
  rule.citation = {.instrument = "i", .article = "", .link = "", .verified = true};
  rule.steps = {Step::kPlanItem, Step::kAllotment, Step::kAdjustment};
  rule.effect = Effect::kCap;
  rule.kind = std::move(kind);
  return rule;
}

Rulebook TwoCaps() {
  Rulebook book;
  book.rules.push_back(CapRule("SHARE", ShareLimit{.basis_points = 5000}));
  book.rules.push_back(CapRule(
      "AMOUNT",
      AmountLimit{.amount_vnd = kCap, .scope = Scope::kEstablishmentLifetime, .per_vi = "c", .per_en = "e"}));
  return book;
}

Subject RandomSubject(std::mt19937_64& random) {
  const auto Below = [&](std::int64_t bound) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
  };
  Subject subject;
  subject.establishment = "establishments/" + std::to_string(Below(4));
  subject.province_code = std::to_string(10 + Below(60));
  subject.budget_year = static_cast<int>(2013 + Below(8));
  subject.event_date =
      clock::Date{std::chrono::year{subject.budget_year}, std::chrono::month{6}, std::chrono::day{30}};
  subject.eligible_cost_vnd = Below(200'000'001);
  for (const char* source : {"central", "denmark", "enterprise", "local"}) {
    if (Below(3) == 0) continue;
    subject.asked.push_back({.source = source,
                             .enterprise = std::string{source} == "enterprise",
                             .amount_vnd = Below(60'000'001)});
  }
  return subject;
}

TEST(EngineProperty, CapsHoldOverAnySequenceOfYearsAndProvinces) {
  const Rulebook book = TwoCaps();
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::mt19937_64 random{seed};
    std::vector<Grant> history;
    std::map<std::string, std::int64_t> given;
    for (int request = 0; request < 6; ++request) {
      std::vector<Subject> subjects;
      for (int i = 0; i < 5; ++i) subjects.push_back(RandomSubject(random));
      const auto outcomes = Evaluate(book, Step::kAllotment, subjects, history);
      for (std::size_t i = 0; i < subjects.size(); ++i) {
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < subjects[i].asked.size(); ++k) {
          const Asked& asked = subjects[i].asked[k];
          const std::int64_t left = outcomes[i].admissible_vnd[k];
          ASSERT_LE(left, asked.amount_vnd) << "seed " << seed;
          ASSERT_GE(left, 0) << "seed " << seed;
          if (asked.enterprise) {
            ASSERT_EQ(left, asked.amount_vnd) << "seed " << seed;
            continue;
          }
          sum += left;
          history.push_back({.establishment = subjects[i].establishment,
                             .programme = "",
                             .activity = "",
                             .source = asked.source,
                             .budget_year = subjects[i].budget_year,
                             .amount_vnd = left,
                             .documents = {}});
        }
        ASSERT_EQ(sum, outcomes[i].admissible_total_vnd) << "seed " << seed;
        ASSERT_LE(sum, subjects[i].eligible_cost_vnd / 2) << "seed " << seed;
        given[subjects[i].establishment] += sum;
        ASSERT_LE(given[subjects[i].establishment], kCap) << "seed " << seed;
      }
    }
  }
}

TEST(EngineProperty, TheOrderOfSourcesDoesNotMatter) {
  const Rulebook book = TwoCaps();
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random{seed};
    Subject subject = RandomSubject(random);
    const Outcome first = Evaluate(book, Step::kPlanItem, std::span{&subject, 1}, {}).front();
    std::map<std::string, std::int64_t> expected;
    for (std::size_t i = 0; i < subject.asked.size(); ++i)
      expected[subject.asked[i].source] = first.admissible_vnd[i];
    std::shuffle(subject.asked.begin(), subject.asked.end(), random);
    const Outcome second = Evaluate(book, Step::kPlanItem, std::span{&subject, 1}, {}).front();
    for (std::size_t i = 0; i < subject.asked.size(); ++i) {
      ASSERT_EQ(second.admissible_vnd[i], expected[subject.asked[i].source]) << "seed " << seed;
    }
  }
}

TEST(EngineProperty, WhatACapLeavesIsNotLostInTheSplit) {
  const Rulebook book = TwoCaps();
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random{seed};
    const Subject subject = RandomSubject(random);
    std::int64_t asked = 0;
    for (const Asked& part : subject.asked) asked += part.enterprise ? 0 : part.amount_vnd;
    const Outcome outcome = Evaluate(book, Step::kPlanItem, std::span{&subject, 1}, {}).front();
    EXPECT_EQ(outcome.admissible_total_vnd, std::min({asked, kCap, subject.eligible_cost_vnd / 2}))
        << "seed " << seed;
  }
}

TEST(EngineProperty, LaterItemsOfOneRequestSeeWhatEarlierOnesTook) {
  const Rulebook book = TwoCaps();
  Subject subject;
  subject.establishment = "establishments/1";
  subject.eligible_cost_vnd = 100'000'000;
  subject.event_date = clock::Date{std::chrono::year{2019}, std::chrono::month{6}, std::chrono::day{30}};
  subject.asked = {{.source = "central", .enterprise = false, .amount_vnd = 30'000'000}};
  const std::vector<Subject> subjects(3, subject);
  const auto outcomes = Evaluate(book, Step::kPlanItem, subjects, {});
  EXPECT_EQ(outcomes[0].admissible_total_vnd, 30'000'000);
  EXPECT_EQ(outcomes[1].admissible_total_vnd, 20'000'000);
  EXPECT_EQ(outcomes[2].admissible_total_vnd, 0);
}

TEST(EngineProperty, AShareOfAPaymentIsOneOfWhatWasReallySpent) {
  Rulebook book = TwoCaps();
  book.rules.resize(1);  // At most half of the cost.
  book.rules[0].steps = {Step::kPayment};
  Subject subject;
  subject.budget_year = 2019;
  subject.event_date = clock::ParseDate("2019-06-30").value();
  subject.contract_vnd = 1'000;                 // Whatever was contracted:
  subject.earlier_vnd = 100;                    // support paid before,
  subject.eligible_cost_vnd = 100 + 120 + 220;  // spent before, this payment, the enterprise's own money.
  subject.asked = {{.source = "central", .enterprise = false, .amount_vnd = 120},
                   {.source = "enterprise", .enterprise = true, .amount_vnd = 220}};
  EXPECT_EQ(Evaluate(book, Step::kPayment, std::span{&subject, 1}, {}).front().admissible_total_vnd, 120);
  subject.eligible_cost_vnd -= 1;
  EXPECT_EQ(Evaluate(book, Step::kPayment, std::span{&subject, 1}, {}).front().admissible_total_vnd, 119);
}

TEST(EngineProperty, AnUnverifiedRuleBindsWhileAnAuthorityHasItSwitchedOn) {
  Rulebook book = TwoCaps();
  for (Rule& rule : book.rules) rule.citation.verified = false;
  book.rules[0].switched_on = {.authority = "Bộ Tài chính",
                               .decision_number = "7/QĐ-BTC",
                               .from = clock::ParseDate("2019-06-30").value(),
                               .to = clock::ParseDate("2019-12-31").value()};
  Subject subject;
  subject.establishment = "establishments/1";
  subject.eligible_cost_vnd = 100;
  subject.asked = {{.source = "central", .enterprise = false, .amount_vnd = 80}};
  const auto JudgedOn = [&](const char* day) {
    subject.event_date = clock::ParseDate(day).value();
    return Evaluate(book, Step::kPlanItem, std::span{&subject, 1}, {}).front();
  };
  EXPECT_EQ(JudgedOn("2019-06-29").admissible_total_vnd, 80);
  EXPECT_EQ(JudgedOn("2019-06-30").admissible_total_vnd, 50);
  EXPECT_EQ(JudgedOn("2019-12-31").admissible_total_vnd, 50);
  EXPECT_EQ(JudgedOn("2020-01-01").admissible_total_vnd, 80);
  // The finding says who did it, and from when.
  const Finding bound = JudgedOn("2019-06-30").findings.front();
  EXPECT_NE(bound.text_vi.find("Bộ Tài chính cho áp dụng từ ngày 30/06/2019 theo quyết định số 7/QĐ-BTC"),
            std::string::npos)
      << bound.text_vi;
  EXPECT_NE(bound.text_en.find("Bộ Tài chính switched the rule on from 30 June 2019 by decision 7/QĐ-BTC"),
            std::string::npos)
      << bound.text_en;
  EXPECT_EQ(JudgedOn("2019-06-29").findings.front().text_en.find("switched"), std::string::npos);
}

}  // namespace
}  // namespace cpb::rulebook
