/// Shares money among claims under several ceilings at once. A ceiling may overlap others; a claim keeps
/// within every ceiling that it lies under. Exact to the dong. The result depends on the claims and on their
/// order, so the caller puts them into one order, whatever order they came in.
///
/// Two families of methods, because no method can have everything: with overlapping ceilings, a method that
/// leaves no money that somebody could use, and that treats equal claims equally, must sometimes take from
/// one claim when a ceiling over another is raised
/// (docs/decisions/2026-11-21-sharing-under-overlapping-envelopes.md).
///   - in proportion and by rank: nothing is left over that a claim below its demand could take;
///   - water-filling: a higher ceiling never lowers anybody.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cpb::allocation {

/// What one line asks of the money.
struct Claim {
  std::int64_t demand_vnd = 0;
  std::int64_t minimum_vnd = 0;  ///< Guaranteed under water-filling; never more than the demand.
  int rank = 0;                  ///< Served first under ranks when lower.
  std::vector<int> ceilings;     ///< Ceilings that it lies under, ascending.
};

inline constexpr int kNoCeiling = -1;

/// What each claim gets, and which ceiling lowered it (kNoCeiling when it gets its demand).
struct Shares {
  std::vector<std::int64_t> given_vnd;
  std::vector<int> lowered_by;
};

/// By rank, lower first. Within a rank all claims rise together in proportion to their demands until a
/// ceiling is full; its claims stop there, by largest remainder to the dong, and the others go on.
Shares ShareByRank(std::span<const Claim> claims, std::span<const std::int64_t> ceilings);

/// The same as if all had one rank.
Shares ShareInProportion(std::span<const Claim> claims, std::span<const std::int64_t> ceilings);

/// A ceiling that cannot hold the guaranteed minimums of its claims.
struct MinimumShortage {
  int ceiling = 0;
  std::int64_t minimums_vnd = 0;
};
std::vector<MinimumShortage> FindMinimumShortages(std::span<const Claim> claims,
                                                  std::span<const std::int64_t> ceilings);

/// Each ceiling has a level: all its claims get at least their minimum, and above it as much as the level, up
/// to their demand; dongs that do not make a whole level go to the first claims that could use one. A claim
/// gets what its strictest ceiling gives. No minimum may be short (FindMinimumShortages).
Shares ShareByWaterFilling(std::span<const Claim> claims, std::span<const std::int64_t> ceilings);

}  // namespace cpb::allocation
