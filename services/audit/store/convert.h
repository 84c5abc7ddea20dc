/// Between the contract's messages and the types of this service's domain.
#pragma once

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "services/audit/domain/account.h"

namespace cpb::audit {

namespace dpb = cpbudget::disbursement::v1;

static_assert(static_cast<int>(Kind::kAuthority) == dpb::ACCOUNT_KIND_AUTHORITY);
static_assert(static_cast<int>(Kind::kAppropriation) == dpb::ACCOUNT_KIND_APPROPRIATION);
static_assert(static_cast<int>(Kind::kInTransit) == dpb::ACCOUNT_KIND_IN_TRANSIT);
static_assert(static_cast<int>(Kind::kAvailable) == dpb::ACCOUNT_KIND_AVAILABLE);
static_assert(static_cast<int>(Kind::kCommitted) == dpb::ACCOUNT_KIND_COMMITTED);
static_assert(static_cast<int>(Kind::kAdvanced) == dpb::ACCOUNT_KIND_ADVANCED);
static_assert(static_cast<int>(Kind::kInPayment) == dpb::ACCOUNT_KIND_IN_PAYMENT);
static_assert(static_cast<int>(Kind::kSpent) == dpb::ACCOUNT_KIND_SPENT);
static_assert(static_cast<int>(Kind::kRefunded) == dpb::ACCOUNT_KIND_REFUNDED);
static_assert(static_cast<int>(Kind::kLapsed) == dpb::ACCOUNT_KIND_LAPSED);
static_assert(static_cast<int>(Kind::kCarriedForward) == dpb::ACCOUNT_KIND_CARRIED_FORWARD);
static_assert(static_cast<int>(Kind::kBroughtForward) == dpb::ACCOUNT_KIND_BROUGHT_FORWARD);

inline Account ToAccount(const dpb::AccountKey& key) {
  return {key.programme(),
          key.budget_year(),
          key.source(),
          key.agency(),
          key.component_project(),
          key.budget_line(),
          static_cast<Kind>(key.kind())};
}

}  // namespace cpb::audit
