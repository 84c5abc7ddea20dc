/// How much of an item is approved, source by source.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace cpb::registration {

/// What whoever decides about a plan may do with money of one source; from its approval chain.
enum class Power {
  kCut,       ///< Approves, and may lower it.
  kRegister,  ///< Takes note of what the province decided.
  kNone,      ///< Nobody decides: the enterprises' own money is recorded as it was asked.
};

/// One source of an item.
struct Share {
  std::int64_t requested_vnd = 0;
  /// What the rules leave; never more than requested.
  std::int64_t admissible_vnd = 0;
  Power power = Power::kCut;
};

/// What of the item no cut can reach: the money that is merely registered.
std::int64_t RegisteredOf(const std::vector<Share>& shares);

/// Approved amounts, in the order of the shares: what the rules leave, lowered so that `cut` remains of state
/// and donors in all where one is given. Only shares that may be cut are lowered, in proportion to what the
/// rules leave of them; what nobody decides about stays as asked. Nothing when an amount is out of bounds, or
/// `cut` is below RegisteredOf.
std::optional<std::vector<std::int64_t>> ApproveItem(const std::vector<Share>& shares,
                                                     std::optional<std::int64_t> cut);

}  // namespace cpb::registration
