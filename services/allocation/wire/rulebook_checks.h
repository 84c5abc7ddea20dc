/// Checks of the request fields of RulebookService. Everything that is wrong is collected, in Vietnamese and
/// English.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rulebooks.pb.h"

namespace cpb::allocation {

absl::Status Check(const cpbudget::allocation::v1::CreateRulebookDraftRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ApproveRulebookDraftRequest& request);
absl::Status Check(const cpbudget::allocation::v1::WithdrawRulebookDraftRequest& request);
absl::Status Check(const cpbudget::allocation::v1::GetRulebookDraftRequest& request);
absl::Status Check(const cpbudget::allocation::v1::GetRulebookRequest& request);

}  // namespace cpb::allocation
