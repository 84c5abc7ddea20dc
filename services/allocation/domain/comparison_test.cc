/// Figures of PEFA by hand-made examples and against a computation with fractions.
#include "services/allocation/domain/comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace cpb::allocation {
namespace {

TEST(Comparison, SharesAreRoundedDown) {
  EXPECT_EQ(BasisPointsOf(1, 3), 3'333);
  EXPECT_EQ(BasisPointsOf(12, 10), 12'000);
  EXPECT_EQ(BasisPointsOf(9'000'000'000'000'000, 9'000'000'000'000'000), 10'000);
  EXPECT_FALSE(BasisPointsOf(1, 0));
  EXPECT_FALSE(BasisPointsOf(-1, 5));
}

TEST(Comparison, CompositionAsInTheHandbook) {
  // Budget 100 and 100, spent 60 and 20: scaled to 80 each had 40; both depart by 20: 40/80.
  EXPECT_EQ(CompositionVariance({{100, 60}, {100, 20}}), 5'000);
  EXPECT_EQ(CompositionVariance({{100, 50}, {200, 100}}), 0);  // Less spent, same composition.
  EXPECT_EQ(CompositionVariance({{100, 0}, {0, 100}}), 20'000);
  EXPECT_FALSE(CompositionVariance({{100, 0}}));
  EXPECT_FALSE(CompositionVariance({{0, 100}}));
  EXPECT_FALSE(CompositionVariance({}));
}

TEST(Comparison, CompositionAgreesWithFractions) {
  std::mt19937_64 random{7};
  for (int i = 0; i < 2'000; ++i) {
    std::vector<PlannedAndSpent> groups(random() % 6 + 1);
    long double planned = 0, spent = 0, departure = 0;
    for (PlannedAndSpent& group : groups) {
      group = {static_cast<std::int64_t>(random() % 1'000'000'000'000),
               static_cast<std::int64_t>(random() % 1'000'000'000'000)};
      planned += static_cast<long double>(group.planned_vnd);
      spent += static_cast<long double>(group.spent_vnd);
    }
    for (const PlannedAndSpent& group : groups) {
      departure += std::fabs(static_cast<long double>(group.spent_vnd) -
                             static_cast<long double>(group.planned_vnd) * spent / planned);
    }
    const auto variance = CompositionVariance(groups);
    ASSERT_TRUE(variance);
    EXPECT_NEAR(static_cast<double>(*variance), static_cast<double>(departure / spent * 10'000), 1.01);
  }
}

}  // namespace
}  // namespace cpb::allocation
