/// Two documents under one decision: a double recording, unless the second says that it is a part of the
/// first.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/store/decision_numbers.h"

namespace cpb::allocation {

/// A document that bears the number of a decision.
struct NumberedDocument {
  std::string name;     ///< "rounds/…"
  std::string part_of;  ///< First document under the same decision; empty when this is it.
};

/// Records that the document bears the number. DECISION_NUMBER_USED names the document that has it;
/// DECISION_PART_UNKNOWN when `part_of` has another number. Call it with the gate of grants locked.
absl::Status UseDecisionNumber(storage::Session& session, DecisionNumber number,
                               const NumberedDocument& document);
/// The number that the caller's agency gives a decision today.
DecisionNumber NumberToday(const rpc::Call& call, const std::string& number);

}  // namespace cpb::allocation
