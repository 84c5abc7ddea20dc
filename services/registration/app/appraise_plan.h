/// What the office and the ministry do with a submitted plan: return it, endorse it, approve it.
#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "services/registration/app/context.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class AppraisePlan {
 public:
  explicit AppraisePlan(const Context& context) : context_{context} {}

  absl::Status Return(const rpc::Call& call, const v1::ReturnPlanRequest& request,
                      v1::ReturnPlanResponse& response) const;
  absl::Status Endorse(const rpc::Call& call, const v1::EndorsePlanRequest& request,
                       v1::EndorsePlanResponse& response) const;
  absl::Status Approve(const rpc::Call& call, const v1::ApprovePlanRequest& request,
                       v1::ApprovePlanResponse& response) const;

 private:
  Context context_;
};

}  // namespace cpb::registration
