/// Reading plans. A province sees its own, the ministries all.
#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "services/registration/app/context.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class PlanReader {
 public:
  explicit PlanReader(const Context& context) : context_{context} {}

  absl::Status Get(const rpc::Call& call, const v1::GetPlanRequest& request,
                   v1::GetPlanResponse& response) const;
  absl::Status List(const rpc::Call& call, const v1::ListPlansRequest& request,
                    v1::ListPlansResponse& response) const;
  absl::Status Compare(const rpc::Call& call, const v1::ComparePlanRevisionsRequest& request,
                       v1::ComparePlanRevisionsResponse& response) const;
  absl::Status Revisions(const rpc::Call& call, const v1::ListPlanRevisionsRequest& request,
                         v1::ListPlanRevisionsResponse& response) const;

 private:
  Context context_;
};

/// The province whose documents a list shows: the one asked for, or the caller's; nothing means all. Refuses
/// with OUTSIDE_JURISDICTION when a province asks for another's.
absl::StatusOr<std::optional<std::string>> VisibleProvince(const rpc::Call& call, const std::string& asked);

}  // namespace cpb::registration
