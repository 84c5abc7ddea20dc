/// Checks of the request fields of RuleService. Everything that is wrong is collected, in Vietnamese and
/// English.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rules.pb.h"

namespace cpb::allocation {

absl::Status Check(const cpbudget::allocation::v1::ListRulesRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ListDecisionsRequest& request);
absl::Status Check(const cpbudget::allocation::v1::ReplayDecisionRequest& request);
absl::Status Check(const cpbudget::allocation::v1::CompareRulebooksRequest& request);

}  // namespace cpb::allocation
