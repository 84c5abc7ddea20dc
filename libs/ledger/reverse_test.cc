/// Entries taken back: what may be, and random histories with reversals against a naive model.
#include "libs/ledger/reverse.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "libs/ledger/test_accounts.h"

namespace cpb::ledger {
namespace {

using testing::Holder;
using testing::Line;

clock::Date Day(std::string_view text) {
  return *clock::ParseDate(text);
}
std::string_view Reason(const std::optional<refusal::Refusal>& refusal) {
  return refusal ? refusal->reason->name : "ok";
}

BookedEntry Grant() {
  return {.position = 7,
          .effective = Day("2019-03-01"),
          .postings = {{Holder(Kind::kAuthority), Holder(Kind::kAppropriation), 10}},
          .reverses_position = 0};
}

TEST(Reverse, OnlyWhatTheDecidersMoved) {
  EXPECT_EQ(Reason(CheckReversible(Grant(), Day("2019-06-01"))), "ok");
  for (const Kind kind :
       {Kind::kCommitted, Kind::kAdvanced, Kind::kInPayment, Kind::kSpent, Kind::kRefunded, Kind::kLapsed}) {
    BookedEntry entry = Grant();
    entry.postings = {{Line(Kind::kAvailable), Line(kind), 10}};
    EXPECT_EQ(Reason(CheckReversible(entry, Day("2019-06-01"))), "ENTRY_NOT_REVERSIBLE") << KindName(kind);
  }
  BookedEntry set_aside = Grant();
  set_aside.postings = {{Holder(Kind::kAppropriation), Holder(Kind::kAppropriation), 10}};
  set_aside.postings[0].to.budget_line = "SXSH2020-2019-01";
  EXPECT_EQ(Reason(CheckReversible(set_aside, Day("2019-06-01"))), "ENTRY_NOT_REVERSIBLE");
  BookedEntry reversal = Grant();
  reversal.reverses_position = 3;
  EXPECT_EQ(Reason(CheckReversible(reversal, Day("2019-06-01"))), "ENTRY_NOT_REVERSIBLE");
}

TEST(Reverse, TakesEffectWithinTheYearAndNotBeforeTheEntry) {
  EXPECT_EQ(Reason(CheckReversible(Grant(), Day("2019-03-01"))), "ok");
  EXPECT_EQ(Reason(CheckReversible(Grant(), Day("2019-12-31"))), "ok");
  EXPECT_EQ(Reason(CheckReversible(Grant(), Day("2019-02-28"))), "PERIOD_CLOSED");
  EXPECT_EQ(Reason(CheckReversible(Grant(), Day("2020-01-01"))), "PERIOD_CLOSED");
}

/// Documents and reversals in random order. The model keeps legs; a reversal swaps them. What the ledger
/// accepts, the model accepts, and a document that was taken back leaves no trace in any balance.
TEST(Reverse, RandomHistoriesAgreeWithANaiveModel) {
  const char* given = std::getenv("CPB_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  SCOPED_TRACE("CPB_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  const std::vector<AccountKey> accounts{
      Holder(Kind::kAuthority), Holder(Kind::kAppropriation), Line(Kind::kAvailable, "68", "01"),
      Line(Kind::kAvailable, "68", "02"), Line(Kind::kAvailable, "40", "01")};
  int taken_back = 0, kept = 0;
  for (int history = 0; history < 60; ++history) {
    Balances balances;
    std::map<std::string, std::int64_t> model;
    std::vector<std::vector<Posting>> booked;  // Legs of each document.
    std::set<std::size_t> reversed;
    const auto book = [&](const std::vector<Movement>& movements) -> const std::vector<Posting>* {
      auto outcome = Decide(balances, movements);
      if (!std::holds_alternative<Decision>(outcome)) return nullptr;
      std::vector<Posting> legs;
      for (const Entry& entry : std::get<Decision>(outcome).entries) {
        legs.insert(legs.end(), entry.postings.begin(), entry.postings.end());
      }
      for (const Posting& leg : legs) {
        balances[leg.from] -= leg.amount_vnd;
        balances[leg.to] += leg.amount_vnd;
      }
      booked.push_back(std::move(legs));
      return &booked.back();
    };
    for (int step = 0; step < 120; ++step) {
      if (booked.empty() || random() % 3 != 0) {
        const AccountKey& from = accounts[random() % accounts.size()];
        const AccountKey& to = accounts[random() % accounts.size()];
        if (from == to) continue;
        const auto* legs = book({{from, to, static_cast<std::int64_t>(1 + random() % 30)}});
        if (legs == nullptr) continue;
        for (const Posting& leg : *legs) {
          model[CanonicalText(leg.from)] -= leg.amount_vnd;
          model[CanonicalText(leg.to)] += leg.amount_vnd;
        }
      } else {
        const std::size_t which = random() % booked.size();
        if (reversed.contains(which)) continue;
        // The model undoes the legs and looks whether somebody is short then.
        std::map<std::string, std::int64_t> after = model;
        bool short_of_money = false;
        for (const Posting& leg : booked[which]) {
          after[CanonicalText(leg.from)] += leg.amount_vnd;
          after[CanonicalText(leg.to)] -= leg.amount_vnd;
        }
        for (const Posting& leg : booked[which]) {
          short_of_money |= IsGuarded(leg.to.kind) && after[CanonicalText(leg.to)] < 0;
        }
        const bool accepted = book(ReversalOf(booked[which])) != nullptr;
        ASSERT_EQ(accepted, !short_of_money);
        ++(accepted ? taken_back : kept);
        if (!accepted) continue;
        model = after;
        reversed.insert(which);
        reversed.insert(booked.size() - 1);
      }
      for (const auto& [key, balance] : balances) ASSERT_EQ(balance, model[CanonicalText(key)]);
    }
    // A document that was taken back leaves no trace: the others alone make up every balance.
    Balances others;
    for (std::size_t i = 0; i < booked.size(); ++i) {
      if (reversed.contains(i)) continue;
      for (const Posting& leg : booked[i]) {
        others[leg.from] -= leg.amount_vnd;
        others[leg.to] += leg.amount_vnd;
      }
    }
    for (const auto& [key, balance] : balances) ASSERT_EQ(balance, others[key]) << CanonicalText(key);
  }
  EXPECT_GT(taken_back, 100);
  EXPECT_GT(kept, 100);
}

}  // namespace
}  // namespace cpb::ledger
