#include "services/allocation/app/parts.h"

#include "libs/refusal/common.h"
#include "libs/rpc/status.h"

namespace cpb::allocation {
namespace {

absl::Status SamePerson(const rpc::Call& call, const std::string& step, const std::string& resource) {
  return rpc::Refuse(refusal::kSamePerson,
                     {{"person", call.actor()}, {"earlier_step", step}, {"resource", resource}});
}

}  // namespace

absl::Status MayApproveRound(const rpc::Call& call, const cpbudget::allocation::v1::Round& round,
                             const std::vector<cpbudget::registration::v1::Plan>& plans) {
  if (round.creator() == call.actor()) return SamePerson(call, "compute", round.name());
  for (const auto& plan : plans) {
    for (const auto& event : plan.history()) {
      if (event.actor() == call.actor()) return SamePerson(call, event.action(), plan.name());
    }
  }
  return absl::OkStatus();
}

absl::Status MayApproveAdjustment(const rpc::Call& call,
                                  const cpbudget::allocation::v1::Adjustment& adjustment) {
  if (adjustment.creator() == call.actor()) return SamePerson(call, "propose", adjustment.name());
  return absl::OkStatus();
}

}  // namespace cpb::allocation
