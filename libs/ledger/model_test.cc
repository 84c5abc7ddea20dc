/// A naive model of the ledger, a page long, and random histories that must agree with it exactly: what is
/// accepted, each balance, each limit that is named and the room under it. Set CPB_SEED to replay a run.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "libs/ledger/decide.h"
#include "libs/ledger/test_accounts.h"

namespace cpb::ledger {
namespace {

/// Every movement is written down leg by leg; a document that leaves a guarded account below zero is torn up.
class NaiveLedger {
 public:
  struct Answer {
    bool accepted = true;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> limits;  // Account to room left and taken.
  };

  Answer Post(const std::vector<Movement>& movements) {
    std::map<std::string, std::int64_t> in, out;
    std::set<std::string> guarded;
    const auto leg = [&](const AccountKey& from, const AccountKey& to, std::int64_t amount) {
      out[CanonicalText(from)] += amount;
      in[CanonicalText(to)] += amount;
      if (IsGuarded(from.kind)) guarded.insert(CanonicalText(from));
    };
    for (const Movement& movement : movements) {
      if (movement.from.agency == movement.to.agency &&
          movement.from.budget_year == movement.to.budget_year) {
        leg(movement.from, movement.to, movement.amount_vnd);
        continue;
      }
      AccountKey giver = testing::Holder(Kind::kInTransit, movement.from.agency, movement.from.budget_year);
      AccountKey receiver = testing::Holder(Kind::kInTransit, movement.to.agency, movement.to.budget_year);
      leg(movement.from, giver, movement.amount_vnd);
      leg(receiver, movement.to, movement.amount_vnd);
    }
    Answer answer;
    for (const std::string& account : guarded) {
      const std::int64_t room = balances[account] + in[account];
      if (room < out[account]) answer.limits[account] = {room, out[account]};
    }
    answer.accepted = answer.limits.empty();
    if (!answer.accepted) return answer;
    for (const auto& [account, amount] : in) balances[account] += amount;
    for (const auto& [account, amount] : out) balances[account] -= amount;
    return answer;
  }

  std::map<std::string, std::int64_t> balances;
};

/// Few accounts and small amounts, so that limits are met often.
std::vector<Movement> RandomDocument(std::mt19937_64& random) {
  const auto pick = [&](std::uint64_t n) { return random() % n; };
  const auto account = [&]() -> AccountKey {
    const std::string province = pick(2) ? "68" : "40";
    const std::string item = pick(2) ? "01" : "02";
    const int year = pick(8) ? 2019 : 2020;
    switch (pick(6)) {
      case 0:
        return testing::Holder(Kind::kAuthority, "agencies/BCT", year);
      case 1:
        return testing::Holder(Kind::kAppropriation, "agencies/BCT", year);
      case 2:
        return testing::Line(Kind::kCommitted, province, item, year);
      case 3:
        return testing::Line(Kind::kInPayment, province, item, year);
      default:
        return testing::Line(Kind::kAvailable, province, item, year);
    }
  };
  std::vector<Movement> movements;
  for (std::uint64_t lines = 1 + pick(4); movements.size() < lines;) {
    Movement movement{account(), account(), static_cast<std::int64_t>(1 + pick(40))};
    if (movement.from == movement.to) continue;
    movements.push_back(std::move(movement));
  }
  return movements;
}

TEST(LedgerModel, RandomHistoriesAgreeExactly) {
  const char* given = std::getenv("CPB_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  SCOPED_TRACE("CPB_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  int accepted = 0;
  int refused = 0;
  for (int history = 0; history < 40; ++history) {
    NaiveLedger model;
    Balances balances;
    for (int step = 0; step < 250; ++step) {
      const std::vector<Movement> document = RandomDocument(random);
      const NaiveLedger::Answer expected = model.Post(document);
      const auto outcome = Decide(balances, document);
      ASSERT_EQ(std::holds_alternative<Decision>(outcome), expected.accepted);
      if (!expected.accepted) {
        ++refused;
        std::map<std::string, std::pair<std::int64_t, std::int64_t>> limits;
        for (const auto& violation : std::get<refusal::Refusal>(outcome).violations) {
          limits[violation.subject] = {*violation.limit_vnd, *violation.actual_vnd};
        }
        ASSERT_EQ(limits, expected.limits);
        continue;
      }
      ++accepted;
      const auto& decision = std::get<Decision>(outcome);
      // The balances follow from the postings alone, and agree with what the decision says of them.
      for (const Entry& entry : decision.entries) {
        for (const Posting& posting : entry.postings) {
          ASSERT_EQ(ShardOf(posting.from), entry.shard);
          ASSERT_EQ(ShardOf(posting.to), entry.shard);
          balances[posting.from] -= posting.amount_vnd;
          balances[posting.to] += posting.amount_vnd;
        }
      }
      for (const auto& [key, change] : decision.changes) ASSERT_EQ(balances[key], change.after_vnd());
      std::int64_t sum = 0;
      std::int64_t in_transit = 0;
      for (const auto& [key, balance] : balances) {
        sum += balance;
        if (key.kind == Kind::kInTransit) in_transit += balance;
        ASSERT_EQ(balance, model.balances[CanonicalText(key)]) << CanonicalText(key);
        ASSERT_TRUE(balance >= 0 || !IsGuarded(key.kind));
      }
      ASSERT_EQ(sum, 0);
      ASSERT_EQ(in_transit, 0);
    }
  }
  // A generator that only refuses, or only accepts, would prove little.
  EXPECT_GT(accepted, 1'000);
  EXPECT_GT(refused, 1'000);
}

}  // namespace
}  // namespace cpb::ledger
