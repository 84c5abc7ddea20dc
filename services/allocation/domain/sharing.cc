#include "services/allocation/domain/sharing.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <numeric>

namespace cpb::allocation {
namespace {

__extension__ using Int128 = __int128;

/// Lists of claims by the ceiling above them.
std::vector<std::vector<std::size_t>> MembersOf(std::span<const Claim> claims, std::size_t ceilings) {
  std::vector<std::vector<std::size_t>> members(ceilings);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    for (const int ceiling : claims[i].ceilings) members[static_cast<std::size_t>(ceiling)].push_back(i);
  }
  return members;
}

/// Money that is handed out rank by rank. Holds at every moment: no ceiling is below zero, no claim above its
/// demand.
class Filling {
 public:
  Filling(std::span<const Claim> claims, std::span<const std::int64_t> ceilings)
      : claims_{claims},
        left_(ceilings.begin(), ceilings.end()),
        wanted_(ceilings.size()),
        members_{MembersOf(claims, ceilings.size())},
        active_(claims.size()),
        shares_{.given_vnd = std::vector<std::int64_t>(claims.size()),
                .lowered_by = std::vector<int>(claims.size(), kNoCeiling)} {}

  void FillRank(const std::vector<std::size_t>& rank) {
    std::fill(wanted_.begin(), wanted_.end(), Int128{0});
    for (const std::size_t i : rank) {
      active_[i] = true;
      for (const int c : claims_[i].ceilings) wanted_[At(c)] += claims_[i].demand_vnd;
    }
    for (int full = NextFull(); full != kNoCeiling; full = NextFull()) Stop(full);
    for (const std::size_t i : rank) {
      if (active_[i]) Give(i, claims_[i].demand_vnd);
      active_[i] = false;
    }
  }

  Shares Take() { return std::move(shares_); }

 private:
  static std::size_t At(int ceiling) { return static_cast<std::size_t>(ceiling); }

  void Give(std::size_t i, std::int64_t dong) {
    shares_.given_vnd[i] += dong;
    for (const int c : claims_[i].ceilings) left_[At(c)] -= dong;
  }

  /// The ceiling that is full first when all active claims rise in proportion; kNoCeiling when all fit.
  int NextFull() const {
    int first = kNoCeiling;
    for (int c = 0; At(c) < left_.size(); ++c) {
      if (wanted_[At(c)] <= left_[At(c)]) continue;
      // left / wanted is the share of the demands at which it is full.
      if (first == kNoCeiling || left_[At(c)] * wanted_[At(first)] < left_[At(first)] * wanted_[At(c)])
        first = c;
    }
    return first;
  }

  /// Splits what is left under a ceiling among its active claims and ends them. No other ceiling is fuller,
  /// so the parts rounded down fit under all of them.
  void Stop(int ceiling) {
    const Int128 left = left_[At(ceiling)];
    const Int128 wanted = wanted_[At(ceiling)];
    std::vector<std::size_t> stopped;
    std::vector<Int128> remainder;
    for (const std::size_t i : members_[At(ceiling)]) {
      if (!active_[i]) continue;
      const Int128 product = left * claims_[i].demand_vnd;
      stopped.push_back(i);
      remainder.push_back(product % wanted);
      Give(i, static_cast<std::int64_t>(product / wanted));
      for (const int c : claims_[i].ceilings) wanted_[At(c)] -= claims_[i].demand_vnd;
      active_[i] = false;
      shares_.lowered_by[i] = ceiling;
    }
    std::vector<std::size_t> order(stopped.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
    // One dong each by largest remainder; what other ceilings kept from some goes to whoever can take it.
    for (const std::size_t k : order) GiveRest(stopped[k], ceiling, 1);
    for (const std::size_t k : order) GiveRest(stopped[k], ceiling, std::numeric_limits<std::int64_t>::max());
    for (const std::size_t i : stopped) {
      if (shares_.given_vnd[i] == claims_[i].demand_vnd) shares_.lowered_by[i] = kNoCeiling;
    }
  }

  void GiveRest(std::size_t i, int ceiling, std::int64_t most) {
    std::int64_t dong = std::min({most, left_[At(ceiling)], claims_[i].demand_vnd - shares_.given_vnd[i]});
    for (const int c : claims_[i].ceilings) dong = std::min(dong, left_[At(c)]);
    if (dong > 0) Give(i, dong);
  }

  std::span<const Claim> claims_;
  std::vector<std::int64_t> left_;
  std::vector<Int128> wanted_;  ///< Demands of the active claims under a ceiling.
  std::vector<std::vector<std::size_t>> members_;
  std::vector<bool> active_;
  Shares shares_;
};

/// The level of one ceiling.
struct Level {
  std::int64_t vnd = std::numeric_limits<std::int64_t>::max();
  std::int64_t extra = 0;  ///< So many claims get one dong more.
};

std::int64_t AtLevel(const Claim& claim, std::int64_t level) {
  return std::min(claim.demand_vnd, std::max(claim.minimum_vnd, level));
}

Int128 SumAtLevel(std::span<const Claim> claims, const std::vector<std::size_t>& members,
                  std::int64_t level) {
  Int128 sum = 0;
  for (const std::size_t i : members) sum += AtLevel(claims[i], level);
  return sum;
}

/// The highest level that fits under the ceiling.
Level FindLevel(std::span<const Claim> claims, const std::vector<std::size_t>& members,
                std::int64_t ceiling) {
  std::int64_t highest = 0;
  for (const std::size_t i : members) highest = std::max(highest, claims[i].demand_vnd);
  if (SumAtLevel(claims, members, highest) <= ceiling) return {};
  std::int64_t fits = 0, too_high = highest;  // The minimums fit, so level 0 does.
  while (too_high - fits > 1) {
    const std::int64_t middle = fits + (too_high - fits) / 2;
    (SumAtLevel(claims, members, middle) <= ceiling ? fits : too_high) = middle;
  }
  return {.vnd = fits, .extra = static_cast<std::int64_t>(ceiling - SumAtLevel(claims, members, fits))};
}

}  // namespace

Shares ShareByRank(std::span<const Claim> claims, std::span<const std::int64_t> ceilings) {
  std::map<int, std::vector<std::size_t>> ranks;
  for (std::size_t i = 0; i < claims.size(); ++i) ranks[claims[i].rank].push_back(i);
  Filling filling{claims, ceilings};
  for (const auto& [rank, members] : ranks) filling.FillRank(members);
  return filling.Take();
}

Shares ShareInProportion(std::span<const Claim> claims, std::span<const std::int64_t> ceilings) {
  std::vector<std::size_t> all(claims.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  Filling filling{claims, ceilings};
  filling.FillRank(all);
  return filling.Take();
}

std::vector<MinimumShortage> FindMinimumShortages(std::span<const Claim> claims,
                                                  std::span<const std::int64_t> ceilings) {
  std::vector<MinimumShortage> shortages;
  const auto members = MembersOf(claims, ceilings.size());
  for (std::size_t c = 0; c < ceilings.size(); ++c) {
    const Int128 sum = SumAtLevel(claims, members[c], 0);
    if (sum <= ceilings[c]) continue;
    const Int128 shown = std::min<Int128>(sum, std::numeric_limits<std::int64_t>::max());
    shortages.push_back({.ceiling = static_cast<int>(c), .minimums_vnd = static_cast<std::int64_t>(shown)});
  }
  return shortages;
}

Shares ShareByWaterFilling(std::span<const Claim> claims, std::span<const std::int64_t> ceilings) {
  assert(FindMinimumShortages(claims, ceilings).empty());
  Shares shares{.given_vnd = {}, .lowered_by = std::vector<int>(claims.size(), kNoCeiling)};
  for (const Claim& claim : claims) shares.given_vnd.push_back(claim.demand_vnd);
  const auto members = MembersOf(claims, ceilings.size());
  for (std::size_t c = 0; c < ceilings.size(); ++c) {
    Level level = FindLevel(claims, members[c], ceilings[c]);
    for (const std::size_t i : members[c]) {
      std::int64_t allowed = AtLevel(claims[i], level.vnd);
      const bool could_use_one = allowed < claims[i].demand_vnd && claims[i].minimum_vnd <= level.vnd;
      if (could_use_one && level.extra > 0) ++allowed, --level.extra;
      if (allowed >= shares.given_vnd[i]) continue;
      shares.given_vnd[i] = allowed;
      shares.lowered_by[i] = static_cast<int>(c);
    }
  }
  return shares;
}

}  // namespace cpb::allocation
