#include "services/disbursement/store/findings.h"

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rules.pb.h"

namespace cpb::disbursement::store {

using ::cpbudget::allocation::v1::RuleOutcome;

storage::Value WriteFindings(const Findings& findings) {
  if (findings.empty()) return {};
  RuleOutcome outcome;
  *outcome.mutable_findings() = findings;
  return outcome.SerializeAsString();
}

void ReadFindings(const std::optional<std::string>& cell, Findings& findings) {
  findings.Clear();
  if (!cell) return;
  RuleOutcome outcome;
  if (!outcome.ParseFromString(*cell))
    throw storage::StorageError{absl::InternalError("unreadable findings"), 0};
  findings.Swap(outcome.mutable_findings());
}

}  // namespace cpb::disbursement::store
