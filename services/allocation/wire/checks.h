/// Checks of request fields. Everything that is wrong is collected, in Vietnamese and English.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/allocation/v1/rules.pb.h"

namespace cpb::allocation {

absl::Status Check(const cpbudget::allocation::v1::CreateAppropriationRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ReleaseReserveRequest& request);
absl::Status Check(const cpbudget::allocation::v1::CutReserveRequest& request);
absl::Status Check(const cpbudget::allocation::v1::CreateFrameworkRequest& request);
absl::Status Check(const cpbudget::allocation::v1::CreateRoundRequest& request);
absl::Status Check(const cpbudget::allocation::v1::CompareRoundsRequest& request);
absl::Status Check(const cpbudget::allocation::v1::WithdrawRoundRequest& request);
absl::Status Check(const cpbudget::allocation::v1::RevokeRoundRequest& request);
absl::Status Check(const cpbudget::allocation::v1::GetRoundRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ListRoundLinesRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ApproveRoundRequest& request);
absl::Status Check(const cpbudget::allocation::v1::IssueRoundRequest& request);
absl::Status Check(const cpbudget::allocation::v1::CreateAdjustmentRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ApproveAdjustmentRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ListAllotmentsRequest& request);
absl::Status Check(const cpbudget::allocation::v1::CreateHandOverRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ApproveHandOverRequest& request);
absl::Status Check(const cpbudget::allocation::v1::GetBudgetExecutionRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ListLapsingRequest& request);
absl::Status Check(const cpbudget::allocation::v1::EvaluateRulesRequest& request);

}  // namespace cpb::allocation
