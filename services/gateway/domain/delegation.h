/// Who may let whom use which power.
#pragma once

#include <optional>
#include <string>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::gateway {

/// What a person wants to delegate.
struct DelegationWish {
  bool role_delegable = false;   ///< A deciding role; others cannot be delegated.
  bool role_held = false;        ///< By the delegator, in the own right.
  std::string delegator;         ///< "users/…"
  std::string delegator_agency;  ///< "agencies/…"
  std::string delegator_province;
  std::string role;      ///< For the sentence.
  std::string delegate;  ///< "users/…"
};

/// Who is to receive it.
struct Delegate {
  bool enabled = false;
  bool stands_alone = false;  ///< Administrators and auditors act for nobody.
  std::string agency;
  std::string province;
};

/// ROLE_NOT_DELEGABLE, ROLE_NOT_HELD, DELEGATE_UNFIT; `delegate` empty when there is no such person.
std::optional<refusal::Refusal> CheckDelegation(const DelegationWish& wish,
                                                const std::optional<Delegate>& delegate);

}  // namespace cpb::gateway
