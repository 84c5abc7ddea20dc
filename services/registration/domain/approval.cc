#include "services/registration/domain/approval.h"

#include <algorithm>

#include "libs/money/money.h"

namespace cpb::registration {

std::int64_t RegisteredOf(const std::vector<Share>& shares) {
  std::int64_t sum = 0;
  for (const Share& share : shares) sum += share.power == Power::kRegister ? share.admissible_vnd : 0;
  return sum;
}

std::optional<std::vector<std::int64_t>> ApproveItem(const std::vector<Share>& shares,
                                                     std::optional<std::int64_t> cut) {
  money::Vnd left;
  std::vector<std::int64_t> weights;
  for (const Share& share : shares) {
    if (share.admissible_vnd > share.requested_vnd) return std::nullopt;
    const auto amount = money::Vnd::FromDong(share.power == Power::kNone ? 0 : share.admissible_vnd);
    if (!amount) return std::nullopt;
    const auto sum = money::Add(left, *amount);
    if (!sum) return std::nullopt;
    left = *sum;
    weights.push_back(share.power == Power::kCut ? amount->dong() : 0);
  }
  // The sum of the shares is in bounds, so a part of it is.
  const std::int64_t registered = RegisteredOf(shares);
  auto total = money::Vnd::FromDong(left.dong() - registered);
  if (cut) {
    const auto wanted = money::Vnd::FromDong(*cut);
    if (!wanted || *cut < registered) return std::nullopt;
    total = std::min(*total, *money::Vnd::FromDong(*cut - registered));
  }
  const auto parts = money::SplitByLargestRemainder(*total, weights);
  if (!parts) return std::nullopt;
  std::vector<std::int64_t> approved;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    switch (shares[i].power) {
      case Power::kCut:
        approved.push_back((*parts)[i].dong());
        break;
      case Power::kRegister:
        approved.push_back(shares[i].admissible_vnd);
        break;
      case Power::kNone:
        approved.push_back(shares[i].requested_vnd);
        break;
    }
  }
  return approved;
}

}  // namespace cpb::registration
