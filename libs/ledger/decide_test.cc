#include "libs/ledger/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "libs/ledger/reasons.h"
#include "libs/ledger/test_accounts.h"
#include "libs/money/money.h"

namespace cpb::ledger {
namespace {

using testing::Holder;
using testing::Line;

refusal::Refusal RefusalOf(const Balances& balances, const std::vector<Movement>& movements) {
  auto outcome = Decide(balances, movements);
  EXPECT_TRUE(std::holds_alternative<refusal::Refusal>(outcome)) << "was accepted";
  return std::get<refusal::Refusal>(std::move(outcome));
}
Decision DecisionOf(const Balances& balances, const std::vector<Movement>& movements) {
  auto outcome = Decide(balances, movements);
  EXPECT_TRUE(std::holds_alternative<Decision>(outcome)) << "was refused";
  return std::get<Decision>(std::move(outcome));
}

TEST(Account, EveryKindHasItsOwnNumberAndName) {
  std::set<std::string_view> names;
  for (const Kind kind : kAllKinds) {
    EXPECT_EQ(KindFromNumber(static_cast<int>(kind)), kind);
    names.insert(KindName(kind));
  }
  EXPECT_EQ(names.size(), kAllKinds.size());
  EXPECT_FALSE(KindFromNumber(0));
  EXPECT_FALSE(KindFromNumber(13));
}

TEST(Account, OnlyTheCounterAccountsAreUnguarded) {
  for (const Kind kind : kAllKinds) {
    const bool counter =
        kind == Kind::kAuthority || kind == Kind::kInTransit || kind == Kind::kBroughtForward;
    EXPECT_EQ(IsGuarded(kind), !counter) << KindName(kind);
  }
}

TEST(Account, CanonicalTextIsStable) {
  EXPECT_EQ(CanonicalText(Line(Kind::kAvailable)),
            "programmes/SXSH2020|2019|central|agencies/SCT-68|componentProjects/SXSH2020-3|"
            "SXSH2020-2019-SCT-68.01|AVAILABLE");
  EXPECT_EQ(CanonicalText(Holder(Kind::kAuthority)),
            "programmes/SXSH2020|2019|central|agencies/BCT|||AUTHORITY");
}

TEST(Decide, InsideAShardIsOneEntry) {
  const Decision decision =
      DecisionOf({{Line(Kind::kAvailable), 100}}, {{Line(Kind::kAvailable), Line(Kind::kInPayment), 100}});
  ASSERT_EQ(decision.entries.size(), 1u);
  EXPECT_THAT(decision.entries[0].postings,
              ::testing::ElementsAre(Posting{Line(Kind::kAvailable), Line(Kind::kInPayment), 100}));
  EXPECT_EQ(decision.changes.at(Line(Kind::kAvailable)).after_vnd(), 0);
  EXPECT_EQ(decision.changes.at(Line(Kind::kInPayment)).after_vnd(), 100);
}

TEST(Decide, BetweenShardsGoesThroughInTransit) {
  const AccountKey giver = Holder(Kind::kAppropriation);
  const AccountKey first = Line(Kind::kAvailable, "68", "01");
  const AccountKey second = Line(Kind::kAvailable, "68", "02");
  const Decision decision = DecisionOf({{giver, 100}}, {{giver, first, 30}, {giver, second, 70}});
  const AccountKey transit_giver = Holder(Kind::kInTransit);
  const AccountKey transit_unit = Holder(Kind::kInTransit, "agencies/SCT-68");
  ASSERT_EQ(decision.entries.size(), 2u);
  EXPECT_THAT(decision.entries[0].postings, ::testing::ElementsAre(Posting{giver, transit_giver, 100}));
  EXPECT_THAT(decision.entries[1].postings,
              ::testing::ElementsAre(Posting{transit_unit, first, 30}, Posting{transit_unit, second, 70}));
  EXPECT_EQ(decision.changes.at(transit_giver).after_vnd() + decision.changes.at(transit_unit).after_vnd(),
            0);
  EXPECT_THAT(AccountsOf({{giver, first, 30}}),
              ::testing::UnorderedElementsAre(giver, transit_giver, transit_unit, first));
}

TEST(Decide, NamesEveryLimitWithTheRoomLeft) {
  const AccountKey first = Line(Kind::kAvailable, "68", "01");
  const AccountKey second = Line(Kind::kAvailable, "68", "02");
  const AccountKey third = Line(Kind::kAvailable, "68", "03");
  const refusal::Refusal refusal =
      RefusalOf({{first, 10}, {second, 20}, {third, 30}}, {{first, Line(Kind::kInPayment, "68", "01"), 11},
                                                           {second, Line(Kind::kInPayment, "68", "02"), 20},
                                                           {third, Line(Kind::kInPayment, "68", "03"), 20},
                                                           {third, Line(Kind::kCommitted, "68", "03"), 20}});
  EXPECT_EQ(refusal.reason->name, "LEDGER_LIMIT");
  ASSERT_EQ(refusal.violations.size(), 2u);
  EXPECT_EQ(refusal.violations[0].subject, CanonicalText(first));
  EXPECT_EQ(refusal.violations[0].limit_vnd, 10);
  EXPECT_EQ(refusal.violations[0].actual_vnd, 11);
  EXPECT_EQ(refusal.violations[1].limit_vnd, 30);
  EXPECT_EQ(refusal.violations[1].actual_vnd, 40);
}

TEST(Decide, MoneyThatTheDocumentBringsInCountsAsRoom) {
  const AccountKey giver = Line(Kind::kAvailable, "68", "01");
  const AccountKey middle = Line(Kind::kAvailable, "68", "02");
  const AccountKey last = Line(Kind::kAvailable, "68", "03");
  DecisionOf({{giver, 5}}, {{middle, last, 5}, {giver, middle, 5}});
  const refusal::Refusal refusal = RefusalOf({{giver, 5}}, {{middle, last, 6}, {giver, middle, 5}});
  EXPECT_EQ(refusal.violations.at(0).limit_vnd, 5);
  EXPECT_EQ(refusal.violations.at(0).actual_vnd, 6);
}

TEST(Decide, CounterAccountsMayFallBelowZero) {
  const Decision decision = DecisionOf({}, {{Holder(Kind::kAuthority), Holder(Kind::kAppropriation), 7}});
  EXPECT_EQ(decision.changes.at(Holder(Kind::kAuthority)).after_vnd(), -7);
}

TEST(Decide, RefusesMovesThatAreNoMoves) {
  const AccountKey from = Line(Kind::kAvailable);
  AccountKey other_source = Line(Kind::kInPayment);
  other_source.source = "local";
  AccountKey other_programme = Line(Kind::kInPayment);
  other_programme.programme = "programmes/SCP2030";
  const refusal::Refusal refusal =
      RefusalOf({{from, 100}}, {{from, from, 1},
                                {from, other_source, 1},
                                {from, other_programme, 1},
                                {from, Line(Kind::kInPayment), 0},
                                {from, Line(Kind::kInPayment), -1},
                                {from, Line(Kind::kInPayment), money::kMaxDong + 1},
                                {from, Line(Kind::kInPayment), 1}});
  EXPECT_EQ(refusal.reason->name, "MOVE_NOT_ALLOWED");
  EXPECT_EQ(refusal.violations.size(), 6u);
}

TEST(Decide, RefusesOverflowOfABalanceAndOfASum) {
  const AccountKey spent = Line(Kind::kSpent);
  const AccountKey paying = Line(Kind::kInPayment);
  EXPECT_EQ(RefusalOf({{paying, 1}, {spent, money::kMaxDong}}, {{paying, spent, 1}}).reason->name,
            "LEDGER_OVERFLOW");
  EXPECT_EQ(RefusalOf({{Holder(Kind::kAuthority), -money::kMaxDong}},
                      {{Holder(Kind::kAuthority), Holder(Kind::kAppropriation), 1}})
                .reason->name,
            "LEDGER_OVERFLOW");
  // 1,025 times the largest amount is more than an int64 holds.
  const std::vector<Movement> many(1'025,
                                   {Holder(Kind::kAuthority), Holder(Kind::kAppropriation), money::kMaxDong});
  EXPECT_EQ(RefusalOf({}, many).reason->name, "LEDGER_OVERFLOW");
}

TEST(Decide, SplitsALargeEntryAndLosesNothing) {
  std::vector<Movement> movements;
  for (int item = 0; item < 2'345; ++item) {
    movements.push_back(
        {Holder(Kind::kAppropriation), Line(Kind::kAvailable, "68", std::to_string(item)), 2});
  }
  const Decision decision = DecisionOf({{Holder(Kind::kAppropriation), 4'690}}, movements);
  EXPECT_EQ(decision.entries.size(), 1u + 3u);
  std::int64_t received = 0;
  for (const Entry& entry : decision.entries) {
    EXPECT_LE(entry.postings.size(), kPostingsPerEntryMax);
    for (const Posting& posting : entry.postings) {
      EXPECT_EQ(ShardOf(posting.from), entry.shard);
      EXPECT_EQ(ShardOf(posting.to), entry.shard);
      if (posting.to.kind == Kind::kAvailable) received += posting.amount_vnd;
    }
  }
  EXPECT_EQ(received, 4'690);
}

}  // namespace
}  // namespace cpb::ledger
