/// What must hold for an adjustment, when it is proposed and again when it is approved.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "libs/rulebook/engine.h"
#include "services/allocation/app/sources.h"
#include "services/allocation/store/adjustments.h"
#include "services/allocation/store/allotments.h"

namespace cpb::allocation {

/// The lines that an adjustment touches; for a supplement, a cut and a carry-over both are the same.
struct TouchedLines {
  StoredAllotment from;
  StoredAllotment to;
};

/// LINE_NOT_ALLOTTED; OUTSIDE_JURISDICTION for another province's or agency's lines.
absl::StatusOr<TouchedLines> FindLines(storage::Session& session, const rpc::Call& call,
                                       const Adjustment& adjustment);

/// Period, proof and rules. Findings of the rules, or PERIOD_CLOSED, PROOF_INVALID,
/// CARRY_OVER_ABOVE_SUPPLEMENT, CUT_ABOVE_ALLOTMENT, VIREMENT_CIRCLE, AMOUNT_INVALID, RULE_BLOCKS: a rule
/// that would lower the amount blocks, because people decide what to propose instead.
absl::StatusOr<std::vector<rulebook::Finding>> CheckAdjustment(
    storage::Session& session, const rpc::Call& call, const rulebook::Rulebook& book, const Sources& sources,
    const Adjustment& adjustment, const TouchedLines& lines);

}  // namespace cpb::allocation
