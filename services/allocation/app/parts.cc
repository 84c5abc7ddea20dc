#include "services/allocation/app/parts.h"

#include "libs/people/people.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"

namespace cpb::allocation {
namespace {

/// The sentence names people as people do; the id stays where no name is known.
absl::Status SamePerson(const rpc::Call& call, const std::string& step, const std::string& resource,
                        const std::string& known_name = "") {
  std::string person = call.identity.display_name();
  if (person.empty()) person = known_name;
  if (person.empty()) person = call.actor();
  return rpc::Refuse(refusal::kSamePerson,
                     {{"person", person}, {"earlier_step", step}, {"resource", resource}});
}

}  // namespace

absl::Status MayApproveRound(const rpc::Call& call, const cpbudget::allocation::v1::Round& round,
                             const std::vector<cpbudget::registration::v1::Plan>& plans) {
  if (people::Same(round.creator(), call.signature())) return SamePerson(call, "compute", round.name());
  for (const auto& plan : plans) {
    for (const auto& event : plan.history()) {
      if (people::Same(people::Sign(event.actor(), event.acting_for()), call.signature())) {
        return SamePerson(call, event.action(), plan.name(), event.actor_name());
      }
    }
  }
  return absl::OkStatus();
}

absl::Status MayApproveAdjustment(const rpc::Call& call,
                                  const cpbudget::allocation::v1::Adjustment& adjustment) {
  if (people::Same(adjustment.creator(), call.signature()))
    return SamePerson(call, "propose", adjustment.name());
  return absl::OkStatus();
}

absl::Status MayReleaseReserve(const rpc::Call& call,
                               const cpbudget::allocation::v1::Appropriation& appropriation) {
  if (people::Same(appropriation.creator(), call.signature()))
    return SamePerson(call, "record", appropriation.name());
  return absl::OkStatus();
}

absl::Status MayApproveHandOver(const rpc::Call& call, const cpbudget::allocation::v1::HandOver& hand_over) {
  if (people::Same(hand_over.creator(), call.signature()))
    return SamePerson(call, "propose", hand_over.name());
  return absl::OkStatus();
}

}  // namespace cpb::allocation
