#include "libs/money/money.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <type_traits>

namespace cpb::money {
namespace {

constexpr std::int64_t kInt64Max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kInt64Min = std::numeric_limits<std::int64_t>::min();

Vnd Dong(std::int64_t dong) {
  return Vnd::FromDong(dong).value();
}
BasisPoints Share(std::int64_t value) {
  return BasisPoints::FromValue(value).value();
}

template <class T>
concept HasPlus = requires(T a, T b) {
  a + b;
};
static_assert(!HasPlus<Vnd>, "sums must be checked");
static_assert(!std::is_convertible_v<std::int64_t, Vnd> && !std::is_convertible_v<double, Vnd>);
static_assert(!std::is_constructible_v<Vnd, double> && !std::is_constructible_v<Vnd, std::int64_t>);

TEST(Vnd, HoldsOnlyItsBounds) {
  EXPECT_EQ(Dong(0).dong(), 0);
  EXPECT_EQ(Dong(kMaxDong).dong(), kMaxDong);
  EXPECT_FALSE(Vnd::FromDong(-1));
  EXPECT_FALSE(Vnd::FromDong(kMaxDong + 1));
  EXPECT_FALSE(Vnd::FromDong(kInt64Max));
  EXPECT_FALSE(Vnd::FromDong(kInt64Min));
}

TEST(Vnd, AddAndSubtractSayWhenTheyLeaveTheBounds) {
  EXPECT_EQ(Add(Dong(kMaxDong - 1), Dong(1)), Dong(kMaxDong));
  EXPECT_FALSE(Add(Dong(kMaxDong), Dong(1)));
  EXPECT_FALSE(Add(Dong(kMaxDong), Dong(kMaxDong)));
  EXPECT_EQ(Subtract(Dong(5), Dong(5)), Dong(0));
  EXPECT_FALSE(Subtract(Dong(4), Dong(5)));
  EXPECT_FALSE(Subtract(Dong(0), Dong(kMaxDong)));
}

TEST(ShareRoundedDown, RoundsDownAndNeverOverflows) {
  EXPECT_EQ(ShareRoundedDown(Dong(120'000'000), Share(5'000)), Dong(60'000'000));
  EXPECT_EQ(ShareRoundedDown(Dong(1), Share(9'999)), Dong(0));
  EXPECT_EQ(ShareRoundedDown(Dong(3), Share(5'000)), Dong(1));
  EXPECT_EQ(ShareRoundedDown(Dong(kMaxDong), Share(10'000)), Dong(kMaxDong));
  EXPECT_EQ(ShareRoundedDown(Dong(kMaxDong), Share(9'999)), Dong(8'999'100'000'000'000));
  EXPECT_FALSE(BasisPoints::FromValue(10'001));
  EXPECT_FALSE(BasisPoints::FromValue(-1));
}

TEST(ShareRoundedDown, IsTheLargestWholeAmountWithinTheShare) {
  std::mt19937_64 random{20190720};
  for (int i = 0; i < 20'000; ++i) {
    // Products of these stay within 64 bits, so the reference can be written with plain integers.
    const std::int64_t amount = std::uniform_int_distribution<std::int64_t>{0, 900'000'000'000'000}(random);
    const std::int64_t share = std::uniform_int_distribution<std::int64_t>{0, 10'000}(random);
    const std::int64_t part = ShareRoundedDown(Dong(amount), Share(share)).dong();
    EXPECT_LE(part * 10'000, amount * share);
    EXPECT_GT((part + 1) * 10'000, amount * share);
  }
}

std::vector<std::int64_t> Split(std::int64_t total, const std::vector<std::int64_t>& weights) {
  std::vector<std::int64_t> parts;
  const auto split = SplitByLargestRemainder(Dong(total), weights);
  for (const Vnd part : split.value()) parts.push_back(part.dong());
  return parts;
}

TEST(Split, GivesWhatIsLeftToTheLargestRemaindersEarlierFirst) {
  using Parts = std::vector<std::int64_t>;
  EXPECT_EQ(Split(100, {1, 1, 1}), (Parts{34, 33, 33}));
  EXPECT_EQ(Split(101, {1, 1, 1}), (Parts{34, 34, 33}));
  EXPECT_EQ(Split(10, {1, 2, 4}), (Parts{1, 3, 6}));
  EXPECT_EQ(Split(1, {0, 3, 0, 3}), (Parts{0, 1, 0, 0}));
  EXPECT_EQ(Split(0, {5, 7}), (Parts{0, 0}));
  EXPECT_EQ(Split(0, {0, 0}), (Parts{0, 0}));
  EXPECT_EQ(Split(0, {}), (Parts{}));
  EXPECT_EQ(Split(kMaxDong, {kInt64Max, kInt64Max}), (Parts{kMaxDong / 2, kMaxDong / 2}));
}

TEST(Split, RefusesWhatCannotBeSplit) {
  EXPECT_FALSE(SplitByLargestRemainder(Dong(1), {}));
  EXPECT_FALSE(SplitByLargestRemainder(Dong(1), std::vector<std::int64_t>{0, 0}));
  EXPECT_FALSE(SplitByLargestRemainder(Dong(1), std::vector<std::int64_t>{2, -1}));
}

/// The same by brute force: start from the floors, then hand out dong by dong to whoever is furthest below
/// their exact share; the shortfall of part i is total*w - part*sum.
std::vector<std::int64_t> NaiveSplit(std::int64_t total, const std::vector<std::int64_t>& weights) {
  std::int64_t sum = 0;
  for (const std::int64_t weight : weights) sum += weight;
  std::vector<std::int64_t> parts;
  std::int64_t given = 0;
  for (const std::int64_t weight : weights) {
    parts.push_back(total * weight / sum);
    given += parts.back();
  }
  for (; given < total; ++given) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (total * weights[i] - parts[i] * sum > total * weights[best] - parts[best] * sum) best = i;
    }
    ++parts[best];
  }
  return parts;
}

TEST(Split, AgreesWithTheNaiveSplit) {
  std::mt19937_64 random{141'790};
  for (int i = 0; i < 5'000; ++i) {
    const std::int64_t total = std::uniform_int_distribution<std::int64_t>{0, 1'000'000'000}(random);
    const std::int64_t top =
        i % 2 == 0 ? 5 : 100'000'000;  // Few different weights make many equal remainders.
    std::vector<std::int64_t> weights(std::uniform_int_distribution<std::size_t>{1, 40}(random));
    for (std::int64_t& weight : weights) weight = std::uniform_int_distribution<std::int64_t>{0, top}(random);
    weights[0] += 1;
    EXPECT_EQ(Split(total, weights), NaiveSplit(total, weights));
  }
}

TEST(Split, LosesNoDongOverTheWholeRange) {
  std::mt19937_64 random{63};
  for (int i = 0; i < 5'000; ++i) {
    const std::int64_t total = std::uniform_int_distribution<std::int64_t>{0, kMaxDong}(random);
    std::vector<std::int64_t> weights(std::uniform_int_distribution<std::size_t>{1, 70}(random));
    for (std::int64_t& weight : weights)
      weight = std::uniform_int_distribution<std::int64_t>{0, kInt64Max}(random);
    weights.back() = 1;
    const auto parts = Split(total, weights);
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      sum += parts[k];
      if (weights[k] == 0) {
        EXPECT_EQ(parts[k], 0);
      }
    }
    EXPECT_EQ(sum, total);
  }
}

}  // namespace
}  // namespace cpb::money
