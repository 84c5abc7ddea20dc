#include "services/registration/domain/approval.h"

#include <algorithm>

#include "libs/money/money.h"

namespace cpb::registration {

std::optional<std::vector<std::int64_t>> ApproveItem(const std::vector<Share>& shares,
                                                     std::optional<std::int64_t> cut) {
  money::Vnd left;
  std::vector<std::int64_t> weights;
  for (const Share& share : shares) {
    if (share.admissible_vnd > share.requested_vnd) return std::nullopt;
    weights.push_back(share.enterprise ? 0 : share.admissible_vnd);
    const auto amount = money::Vnd::FromDong(weights.back());
    if (!amount) return std::nullopt;
    const auto sum = money::Add(left, *amount);
    if (!sum) return std::nullopt;
    left = *sum;
  }
  money::Vnd total = left;
  if (cut) {
    const auto wanted = money::Vnd::FromDong(*cut);
    if (!wanted) return std::nullopt;
    total = std::min(total, *wanted);
  }
  const auto parts = money::SplitByLargestRemainder(total, weights);
  if (!parts) return std::nullopt;
  std::vector<std::int64_t> approved;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    approved.push_back(shares[i].enterprise ? shares[i].requested_vnd : (*parts)[i].dong());
  }
  return approved;
}

}  // namespace cpb::registration
