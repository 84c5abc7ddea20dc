/// Findings of the rules, kept as one value beside what they judged: serialised RuleOutcome, NULL when there
/// is none.
#pragma once

#include <optional>
#include <string>

#include "cpbudget/types/v1/finding.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/storage/database.h"

namespace cpb::disbursement::store {

using Findings = google::protobuf::RepeatedPtrField<::cpbudget::types::v1::Finding>;

storage::Value WriteFindings(const Findings& findings);
void ReadFindings(const std::optional<std::string>& cell, Findings& findings);

}  // namespace cpb::disbursement::store
