#include "services/allocation/app/plan_feed.h"

#include "services/allocation/store/plans.h"

namespace cpb::allocation {

absl::Status ApplyRegistrationEvent(storage::Session& session, const cpbudget::types::v1::FeedEvent& event) {
  if (!event.payload().Is<Plan>()) return absl::OkStatus();
  Plan plan;
  if (!event.payload().UnpackTo(&plan)) return absl::InternalError("a plan in the feed cannot be read");
  if (plan.state() == Plan::STATE_APPROVED) SavePlan(session, plan);
  return absl::OkStatus();
}

}  // namespace cpb::allocation
