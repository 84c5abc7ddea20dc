/// Properties of sharing over random claims and overlapping ceilings, and naive models that agree to the
/// dong.
#include "services/allocation/domain/sharing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "libs/money/money.h"

namespace cpb::allocation {
namespace {

constexpr std::uint64_t kSeeds = 1500;

struct Case {
  std::vector<Claim> claims;
  std::vector<std::int64_t> ceilings;
};

/// Small figures meet every rounding; every tenth seed has figures as large as money goes.
Case MakeCase(std::uint64_t seed) {
  std::mt19937_64 random{seed};
  const auto Below = [&](std::int64_t bound) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
  };
  const std::int64_t scale = seed % 10 == 0 ? money::kMaxDong / 40 : 30;
  Case made;
  const std::int64_t ceilings = Below(5), claims = Below(14);
  for (std::int64_t i = 0; i < claims; ++i) {
    Claim claim;
    claim.demand_vnd = Below(scale);
    claim.minimum_vnd = Below(2) == 0 ? 0 : Below(claim.demand_vnd + 1);
    claim.rank = static_cast<int>(Below(3));
    for (int c = 0; c < ceilings; ++c) {
      if (Below(2) == 0) claim.ceilings.push_back(c);
    }
    made.claims.push_back(claim);
  }
  for (std::int64_t c = 0; c < ceilings; ++c) made.ceilings.push_back(Below(scale * 6));
  return made;
}

std::int64_t GivenUnder(const Case& given, const Shares& shares, int ceiling) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < given.claims.size(); ++i) {
    const auto& list = given.claims[i].ceilings;
    if (std::find(list.begin(), list.end(), ceiling) != list.end()) sum += shares.given_vnd[i];
  }
  return sum;
}

void ExpectWithinBounds(const Case& given, const Shares& shares) {
  for (std::size_t i = 0; i < given.claims.size(); ++i) {
    ASSERT_GE(shares.given_vnd[i], 0);
    ASSERT_LE(shares.given_vnd[i], given.claims[i].demand_vnd);
    ASSERT_EQ(shares.lowered_by[i] == kNoCeiling, shares.given_vnd[i] == given.claims[i].demand_vnd);
    if (shares.lowered_by[i] == kNoCeiling) continue;
    const auto& list = given.claims[i].ceilings;
    ASSERT_TRUE(std::find(list.begin(), list.end(), shares.lowered_by[i]) != list.end());
  }
  for (std::size_t c = 0; c < given.ceilings.size(); ++c) {
    ASSERT_LE(GivenUnder(given, shares, static_cast<int>(c)), given.ceilings[c]);
  }
}

/// Whoever is below the demand lies under a ceiling of which nothing is left.
void ExpectNothingLeftToUse(const Case& given, const Shares& shares) {
  for (std::size_t i = 0; i < given.claims.size(); ++i) {
    if (shares.lowered_by[i] == kNoCeiling) continue;
    const auto& list = given.claims[i].ceilings;
    ASSERT_TRUE(std::any_of(
        list.begin(), list.end(),
        [&](int c) { return GivenUnder(given, shares, c) == given.ceilings[static_cast<std::size_t>(c)]; }))
        << "claim " << i;
  }
}

/// Minimums that every ceiling can hold.
Case WithMinimumsThatFit(Case made) {
  for (const MinimumShortage& short_one : FindMinimumShortages(made.claims, made.ceilings)) {
    made.ceilings[static_cast<std::size_t>(short_one.ceiling)] = short_one.minimums_vnd;
  }
  return made;
}

/// One ceiling over all claims, filled dong by dong: the lowest claim that may still rise gets the next, the
/// earlier one first.
std::vector<std::int64_t> FillDongByDong(const std::vector<Claim>& claims, std::int64_t ceiling) {
  std::vector<std::int64_t> given;
  for (const Claim& claim : claims) given.push_back(claim.minimum_vnd), ceiling -= claim.minimum_vnd;
  for (; ceiling > 0; --ceiling) {
    std::size_t next = claims.size();
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (given[i] < claims[i].demand_vnd && (next == claims.size() || given[i] < given[next])) next = i;
    }
    if (next == claims.size()) break;
    ++given[next];
  }
  return given;
}

TEST(Sharing, ProportionAndRankKeepEveryBoundAndLeaveNothingToUse) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Case made = MakeCase(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (const Shares& shares :
         {ShareInProportion(made.claims, made.ceilings), ShareByRank(made.claims, made.ceilings)}) {
      ASSERT_NO_FATAL_FAILURE(ExpectWithinBounds(made, shares));
      ASSERT_NO_FATAL_FAILURE(ExpectNothingLeftToUse(made, shares));
    }
  }
}

TEST(Sharing, OneCeilingInProportionIsTheLargestRemainder) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Case made = MakeCase(seed);
    std::vector<std::int64_t> weights;
    std::int64_t sum = 0;
    for (Claim& claim : made.claims) {
      claim.ceilings = {0};
      weights.push_back(claim.demand_vnd);
      sum += claim.demand_vnd;
    }
    if (sum == 0) continue;
    made.ceilings = {static_cast<std::int64_t>(seed * 7919 % static_cast<std::uint64_t>(sum))};
    const auto parts = money::SplitByLargestRemainder(*money::Vnd::FromDong(made.ceilings[0]), weights);
    const Shares shares = ShareInProportion(made.claims, made.ceilings);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      ASSERT_EQ(shares.given_vnd[i], (*parts)[i].dong()) << "seed " << seed << " claim " << i;
    }
  }
}

TEST(Sharing, ALaterRankNeverTouchesAnEarlierOne) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Case made = MakeCase(seed);
    Case first = made;
    for (Claim& claim : first.claims) {
      if (claim.rank > 0) claim.demand_vnd = claim.minimum_vnd = 0;
    }
    const Shares all = ShareByRank(made.claims, made.ceilings);
    const Shares alone = ShareInProportion(first.claims, first.ceilings);
    for (std::size_t i = 0; i < made.claims.size(); ++i) {
      if (made.claims[i].rank > 0) continue;
      ASSERT_EQ(all.given_vnd[i], alone.given_vnd[i]) << "seed " << seed;
    }
  }
}

TEST(Sharing, WaterFillingAgreesWithFillingDongByDong) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    if (seed % 10 == 0) continue;  // Too much money to count dong by dong.
    Case made = MakeCase(seed);
    for (Claim& claim : made.claims) claim.ceilings = {0};
    made.ceilings = {static_cast<std::int64_t>(seed % 150)};
    made = WithMinimumsThatFit(made);
    ASSERT_EQ(ShareByWaterFilling(made.claims, made.ceilings).given_vnd,
              FillDongByDong(made.claims, made.ceilings[0]))
        << "seed " << seed;
  }
}

TEST(Sharing, WaterFillingKeepsBoundsAndMinimumsAndALargerCeilingLowersNobody) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Case made = WithMinimumsThatFit(MakeCase(seed));
    const Shares shares = ShareByWaterFilling(made.claims, made.ceilings);
    ASSERT_NO_FATAL_FAILURE(ExpectWithinBounds(made, shares));
    for (std::size_t i = 0; i < made.claims.size(); ++i) {
      ASSERT_GE(shares.given_vnd[i], made.claims[i].minimum_vnd);
    }
    for (std::size_t c = 0; c < made.ceilings.size(); ++c) {
      for (const std::int64_t more :
           {std::int64_t{1}, std::int64_t{2}, std::int64_t{37}, money::kMaxDong / 3}) {
        Case larger = made;
        larger.ceilings[c] += more;
        const Shares after = ShareByWaterFilling(larger.claims, larger.ceilings);
        for (std::size_t i = 0; i < made.claims.size(); ++i) {
          ASSERT_GE(after.given_vnd[i], shares.given_vnd[i]) << "ceiling " << c << " claim " << i;
        }
      }
    }
  }
}

TEST(Sharing, OneCeilingOverAllIsUsedUp) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Case made = MakeCase(seed);
    if (made.ceilings.empty()) continue;
    std::int64_t demand = 0;
    for (Claim& claim : made.claims) {
      claim.ceilings = {0};
      demand += claim.demand_vnd;
    }
    made.ceilings.resize(1);
    made = WithMinimumsThatFit(made);
    const std::int64_t expected = std::min(demand, made.ceilings[0]);
    for (const Shares& shares :
         {ShareInProportion(made.claims, made.ceilings), ShareByRank(made.claims, made.ceilings),
          ShareByWaterFilling(made.claims, made.ceilings)}) {
      ASSERT_EQ(GivenUnder(made, shares, 0), expected) << "seed " << seed;
    }
  }
}

TEST(Sharing, MinimumsThatDoNotFitAreFound) {
  std::vector<Claim> claims(2);
  for (Claim& claim : claims) claim = {.demand_vnd = 10, .minimum_vnd = 6, .rank = 0, .ceilings = {0}};
  const std::vector<std::int64_t> holds = {12}, short_by_one = {11};
  EXPECT_TRUE(FindMinimumShortages(claims, holds).empty());
  const auto shortages = FindMinimumShortages(claims, short_by_one);
  ASSERT_EQ(shortages.size(), 1U);
  EXPECT_EQ(shortages[0].minimums_vnd, 12);
}

/// The example of the decision: why water-filling leaves money that another method would give away.
TEST(Sharing, TheStricterCeilingDecidesAndTheRestIsShown) {
  const std::vector<Claim> claims = {{.demand_vnd = 10, .minimum_vnd = 0, .rank = 0, .ceilings = {0, 1}},
                                     {.demand_vnd = 10, .minimum_vnd = 0, .rank = 0, .ceilings = {1}}};
  const std::vector<std::int64_t> narrow = {1, 10}, wide = {5, 10};
  EXPECT_EQ(ShareByWaterFilling(claims, narrow).given_vnd, (std::vector<std::int64_t>{1, 5}));
  EXPECT_EQ(ShareByWaterFilling(claims, wide).given_vnd, (std::vector<std::int64_t>{5, 5}));
  EXPECT_EQ(ShareInProportion(claims, narrow).given_vnd, (std::vector<std::int64_t>{1, 9}));
  EXPECT_EQ(ShareInProportion(claims, wide).given_vnd, (std::vector<std::int64_t>{5, 5}));
}

}  // namespace
}  // namespace cpb::allocation
