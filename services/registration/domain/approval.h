/// How much of an item is approved, source by source.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace cpb::registration {

/// One source of an item.
struct Share {
  std::int64_t requested_vnd = 0;
  /// What the rules leave; never more than requested.
  std::int64_t admissible_vnd = 0;
  /// The enterprises' own money is recorded, not decided.
  bool enterprise = false;
};

/// Approved amounts, in the order of the shares: what the rules leave, lowered to `cut` where one is given
/// and spread over the sources in proportion to what the rules leave. The enterprises' share stays as asked.
/// Nothing when an amount is out of bounds.
std::optional<std::vector<std::int64_t>> ApproveItem(const std::vector<Share>& shares,
                                                     std::optional<std::int64_t> cut);

}  // namespace cpb::registration
