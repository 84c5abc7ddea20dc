// The usage table against a naive model that follows every dong instead of summing balances.
#include "services/audit/domain/usage.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <random>

namespace cpb::audit {
namespace {

Account At(const std::string& line, Kind kind, const std::string& source = "central", int year = 2019) {
  const bool has_line = !line.empty();
  return {"programmes/SXSH2020",
          year,
          source,
          has_line ? "agencies/SCT-68" : "agencies/BCT",
          has_line ? "componentProjects/SXSH2020-3" : "",
          line,
          kind};
}

HeldBalance Held(const Account& account, std::int64_t balance, bool illustrative = false) {
  return {account, account.agency == "agencies/SCT-68" ? "68" : "", balance, illustrative};
}

TEST(Usage, CountsEachStageOnce) {
  const auto table =
      Summarise({Held(At("", Kind::kAuthority), -1000), Held(At("", Kind::kAppropriation), 100),
                 Held(At("", Kind::kLapsed), 50), Held(At("a.01", Kind::kAvailable), 1),
                 Held(At("a.01", Kind::kCommitted), 2), Held(At("a.01", Kind::kAdvanced), 4),
                 Held(At("a.01", Kind::kInPayment), 8), Held(At("a.01", Kind::kSpent), 16),
                 Held(At("a.01", Kind::kRefunded), 32), Held(At("a.01", Kind::kLapsed), 64),
                 Held(At("a.01", Kind::kCarriedForward), 128), Held(At("", Kind::kInTransit), 500),
                 Held(At("a.01", Kind::kBroughtForward), -700)},
                {GroupBy::kSource});
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 1u);
  const Stages& stages = table->rows[0].stages;
  EXPECT_EQ(stages.appropriated_vnd, 1000);
  EXPECT_EQ(stages.allotted_vnd, 255);
  EXPECT_EQ(stages.available_vnd, 1);
  EXPECT_EQ(stages.committed_vnd, 2);
  EXPECT_EQ(stages.advanced_vnd, 4);
  EXPECT_EQ(stages.in_payment_vnd, 8);
  EXPECT_EQ(stages.spent_vnd, 16);
  EXPECT_EQ(stages.refunded_vnd, 32);
  EXPECT_EQ(stages.lapsed_vnd, 114);
  EXPECT_EQ(stages.carried_forward_vnd, 128);
  EXPECT_EQ(table->total.stages, stages);
}

TEST(Usage, OrdersRowsByTheirKeysAndLeavesOutEmptyOnes) {
  const auto table = Summarise({Held(At("b.01", Kind::kSpent, "local"), 5), Held(At("b.01", Kind::kSpent), 7),
                                Held(At("b.01", Kind::kAvailable, "denmark"), 0)},
                               {GroupBy::kSource, GroupBy::kProvince});
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].keys, (std::vector<std::string>{"central", "68"}));
  EXPECT_EQ(table->rows[1].keys, (std::vector<std::string>{"local", "68"}));
  EXPECT_EQ(table->total.stages.spent_vnd, 12);
}

TEST(Usage, MarksWhatHoldsInventedData) {
  const auto table =
      Summarise({Held(At("a.01", Kind::kSpent), 1), Held(At("a.01", Kind::kSpent, "local"), 2, true)},
                {GroupBy::kSource});
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->rows[0].illustrative);
  EXPECT_TRUE(table->rows[1].illustrative);
  EXPECT_TRUE(table->total.illustrative);
}

TEST(Usage, RefusesToOverflow) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_FALSE(Summarise({Held(At("a.01", Kind::kSpent), most), Held(At("a.02", Kind::kSpent), 1)},
                         {GroupBy::kProject}));
  EXPECT_FALSE(Summarise({Held(At("", Kind::kAuthority), std::numeric_limits<std::int64_t>::min())},
                         {GroupBy::kYear}));
}

// One movement of the model: which kinds of accounts money may go between, on lines.
struct Move {
  Kind from, to;
};
constexpr Move kMoves[] = {{Kind::kAvailable, Kind::kCommitted}, {Kind::kCommitted, Kind::kInPayment},
                           {Kind::kAvailable, Kind::kInPayment}, {Kind::kInPayment, Kind::kSpent},
                           {Kind::kInPayment, Kind::kAdvanced},  {Kind::kAdvanced, Kind::kSpent},
                           {Kind::kSpent, Kind::kAvailable},     {Kind::kAdvanced, Kind::kRefunded},
                           {Kind::kAvailable, Kind::kLapsed},    {Kind::kAvailable, Kind::kCarriedForward},
                           {Kind::kCommitted, Kind::kAvailable}};

// Random postings; the model adds to `allotted` only what enters AVAILABLE from outside the line, as the
// contract words it.
TEST(Usage, AgreesWithAModelThatFollowsEveryMovement) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random{seed};
    const auto pick = [&](std::size_t n) {
      return std::uniform_int_distribution<std::size_t>{0, n - 1}(random);
    };
    std::map<Account, std::int64_t> balances;
    std::map<std::string, std::int64_t> allotted, spent;
    const std::vector<std::string> lines{"a.01", "a.02", "b.01"};
    const auto move = [&](const Account& from, const Account& to, std::int64_t amount) {
      balances[from] -= amount;
      balances[to] += amount;
    };
    for (int step = 0; step < 400; ++step) {
      const std::string& line = lines[pick(lines.size())];
      const auto amount = static_cast<std::int64_t>(1 + pick(1000));
      switch (pick(4)) {
        case 0:
          move(At("", Kind::kAuthority), At("", Kind::kAppropriation), amount);
          move(At("", Kind::kAppropriation), At(line, Kind::kAvailable), amount);
          allotted[line] += amount;
          break;
        case 1: {
          const std::string& other = lines[pick(lines.size())];
          move(At(line, Kind::kAvailable), At(other, Kind::kAvailable), amount);
          allotted[line] -= amount;
          allotted[other] += amount;
          break;
        }
        default: {
          const Move& kinds = kMoves[pick(std::size(kMoves))];
          move(At(line, kinds.from), At(line, kinds.to), amount);
          if (kinds.to == Kind::kSpent) spent[line] += amount;
          if (kinds.from == Kind::kSpent) spent[line] -= amount;
        }
      }
    }
    std::vector<HeldBalance> held;
    for (const auto& [account, balance] : balances) held.push_back(Held(account, balance));
    std::shuffle(held.begin(), held.end(), random);
    const auto table = Summarise(held, {GroupBy::kBudgetLine});
    ASSERT_TRUE(table);
    for (const UsageLine& row : table->rows) {
      if (row.keys[0].empty()) continue;
      EXPECT_EQ(row.stages.allotted_vnd, allotted[row.keys[0]]) << row.keys[0];
      EXPECT_EQ(row.stages.spent_vnd, spent[row.keys[0]]) << row.keys[0];
    }
  }
}

}  // namespace
}  // namespace cpb::audit
