/// Money is whole dong: a bounded, non-negative integer. There is no operator+, no sign for direction, and no
/// floating point; every operation that can leave the bounds says so in its result. Header-only, standard
/// library only.
///
/// The bound keeps amounts below 2^53, so that a JSON number carries them exactly, and lets products with any
/// int64 fit into 128 bits.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace cpb::money {

/// Nine million billion dong: far above the national budget, below 2^53.
inline constexpr std::int64_t kMaxDong = 9'000'000'000'000'000;
static_assert(kMaxDong < (std::int64_t{1} << 53), "a JSON number must carry every amount exactly");

/// An amount from 0 to kMaxDong.
class Vnd {
 public:
  /// Zero.
  constexpr Vnd() = default;

  /// Nothing when `dong` is negative or above kMaxDong.
  static constexpr std::optional<Vnd> FromDong(std::int64_t dong) {
    if (dong < 0 || dong > kMaxDong) return std::nullopt;
    return Vnd{dong};
  }

  constexpr std::int64_t dong() const { return dong_; }
  friend constexpr auto operator<=>(Vnd, Vnd) = default;

 private:
  constexpr explicit Vnd(std::int64_t dong) : dong_{dong} {}

  std::int64_t dong_ = 0;
};

/// The sum, or nothing when it is above kMaxDong.
constexpr std::optional<Vnd> Add(Vnd a, Vnd b) {
  return Vnd::FromDong(a.dong() + b.dong());
}
/// `a - b`, or nothing when `b` is more than `a`.
constexpr std::optional<Vnd> Subtract(Vnd a, Vnd b) {
  return Vnd::FromDong(a.dong() - b.dong());
}

/// A share in hundredths of a percent, 0 to 10,000: 50 % is 5,000.
class BasisPoints {
 public:
  static constexpr std::int64_t kWhole = 10'000;

  /// Nothing when below 0 or above the whole.
  static constexpr std::optional<BasisPoints> FromValue(std::int64_t value) {
    if (value < 0 || value > kWhole) return std::nullopt;
    return BasisPoints{value};
  }

  constexpr std::int64_t value() const { return value_; }
  friend constexpr auto operator<=>(BasisPoints, BasisPoints) = default;

 private:
  constexpr explicit BasisPoints(std::int64_t value) : value_{value} {}

  std::int64_t value_;
};

namespace internal {
__extension__ using Int128 = __int128;
}  // namespace internal

/// `share` of `amount`, rounded down to whole dong: a ceiling is never exceeded by rounding.
constexpr Vnd ShareRoundedDown(Vnd amount, BasisPoints share) {
  const auto product = internal::Int128{amount.dong()} * share.value();
  return *Vnd::FromDong(static_cast<std::int64_t>(product / BasisPoints::kWhole));
}

/// Splits `total` in proportion to `weights` without losing or making a dong: each part is rounded down, then
/// what is left goes one dong each to the largest remainders, the earlier weight first where remainders are
/// equal. So the result depends on nothing but the arguments and their order. A zero weight gets nothing.
/// Nothing when a weight is negative, or when all weights are zero (or there are none) and `total` is not.
inline std::optional<std::vector<Vnd>> SplitByLargestRemainder(Vnd total,
                                                               std::span<const std::int64_t> weights) {
  internal::Int128 sum = 0;
  for (const std::int64_t weight : weights) {
    if (weight < 0) return std::nullopt;
    sum += weight;
  }
  if (sum == 0) {
    if (total != Vnd{}) return std::nullopt;
    return std::vector<Vnd>(weights.size());
  }

  std::vector<std::int64_t> parts(weights.size());
  std::vector<internal::Int128> remainders(weights.size());
  std::int64_t left = total.dong();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto product = internal::Int128{total.dong()} * weights[i];
    parts[i] = static_cast<std::int64_t>(product / sum);
    remainders[i] = product % sum;
    left -= parts[i];
  }

  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  // The remainders add up to `left` times `sum`, and each is below `sum`: so more than `left` of them are not
  // zero.
  for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];

  std::vector<Vnd> result;
  result.reserve(parts.size());
  for (const std::int64_t part : parts) result.push_back(*Vnd::FromDong(part));
  return result;
}

}  // namespace cpb::money
