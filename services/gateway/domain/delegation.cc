#include "services/gateway/domain/delegation.h"

#include "services/gateway/domain/reasons.h"

namespace cpb::gateway {

std::optional<refusal::Refusal> CheckDelegation(const DelegationWish& wish,
                                                const std::optional<Delegate>& delegate) {
  if (!wish.role_delegable) return refusal::Refusal{&kRoleNotDelegable, {{"role", wish.role}}, {}};
  if (!wish.role_held) return refusal::Refusal{&kRoleNotHeld, {{"role", wish.role}}, {}};
  const bool fits = delegate && delegate->enabled && !delegate->stands_alone &&
                    wish.delegate != wish.delegator && delegate->agency == wish.delegator_agency &&
                    delegate->province == wish.delegator_province;
  if (!fits) return refusal::Refusal{&kDelegateUnfit, {{"user", wish.delegate}}, {}};
  return std::nullopt;
}

}  // namespace cpb::gateway
