/// Handing a plan in, and the dry run of it.
#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "services/registration/app/context.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class PlanSubmission {
 public:
  explicit PlanSubmission(const Context& context) : context_{context} {}

  absl::Status Check(const rpc::Call& call, const v1::CheckPlanRequest& request,
                     v1::CheckPlanResponse& response) const;
  absl::Status Submit(const rpc::Call& call, const v1::SubmitPlanRequest& request,
                      v1::SubmitPlanResponse& response) const;

 private:
  Context context_;
};

}  // namespace cpb::registration
