/// Who took which part in what: nobody decides twice about the same money.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/rpc/call.h"

namespace cpb::allocation {

/// SAME_PERSON when the caller computed the round or took any step in one of its plans.
absl::Status MayApproveRound(const rpc::Call& call, const cpbudget::allocation::v1::Round& round,
                             const std::vector<cpbudget::registration::v1::Plan>& plans);
/// SAME_PERSON when the caller proposed the adjustment.
absl::Status MayApproveAdjustment(const rpc::Call& call,
                                  const cpbudget::allocation::v1::Adjustment& adjustment);
/// SAME_PERSON when the caller recorded the appropriation.
absl::Status MayReleaseReserve(const rpc::Call& call,
                               const cpbudget::allocation::v1::Appropriation& appropriation);
/// SAME_PERSON when the caller proposed the hand-over.
absl::Status MayApproveHandOver(const rpc::Call& call, const cpbudget::allocation::v1::HandOver& hand_over);

}  // namespace cpb::allocation
