#include "services/registration/app/appraise_plan.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "libs/rpc/requests.h"
#include "services/registration/app/plan_chain.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/domain/plan_steps.h"
#include "services/registration/store/remarks.h"

namespace cpb::registration {
namespace {

/// Puts the remarks on their items; every unknown item is named.
absl::Status PutRemarks(const v1::ReturnPlanRequest& request, v1::Plan& plan) {
  std::map<std::string, std::string, std::less<>> remarks;
  for (const v1::ItemRemark& remark : request.remarks()) remarks.emplace(remark.item_id(), remark.remark());
  for (v1::PlanItem& item : *plan.mutable_items()) {
    const auto remark = remarks.find(item.item_id());
    item.set_remark(remark == remarks.end() ? "" : remark->second);
    if (remark != remarks.end()) remarks.erase(remark);
  }
  rpc::FieldErrors errors;
  for (int i = 0; i < request.remarks_size(); ++i) {
    if (!remarks.contains(request.remarks(i).item_id())) continue;
    errors.Add(absl::StrCat("remarks[", i, "].item_id"),
               absl::StrCat("Kế hoạch không có nội dung '", request.remarks(i).item_id(), "'."),
               absl::StrCat("The plan has no item '", request.remarks(i).item_id(), "'."));
  }
  return errors.ToStatus();
}

/// Numbers the remarks on; the last step says by whom and when.
void KeepRemarks(const v1::ReturnPlanRequest& request, v1::Plan& plan) {
  const v1::PlanEvent& step = plan.history(plan.history_size() - 1);
  for (const v1::ItemRemark& one : request.remarks()) {
    v1::PlanRemark& remark = *plan.add_remarks();
    remark.set_number(plan.remarks_size());
    remark.set_item_id(one.item_id());
    remark.set_revision(plan.revision());
    remark.set_remark(one.remark());
    remark.set_author(step.actor());
    remark.set_author_name(step.actor_name());
    *remark.mutable_time() = step.time();
  }
}

}  // namespace

absl::Status AppraisePlan::Return(const rpc::Call& call, const v1::ReturnPlanRequest& request,
                                  v1::ReturnPlanResponse& response) const {
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     v1::Plan& plan = *response.mutable_plan();
                     CPB_ASSIGN_OR_RETURN(plan, LockPlan(session, call, request.name()));
                     CPB_ASSIGN_OR_RETURN(const PlanFacts facts, FactsOf(session, plan));
                     CPB_RETURN_IF_ERROR(CheckStepOf(call, facts, Action::kReturn, request.etag()));
                     CPB_ASSIGN_OR_RETURN(const ChainVersion* chains, ChainOf(context_, call, plan));
                     CPB_RETURN_IF_ERROR(CheckChainOf(call, *chains, plan, Action::kReturn));
                     CPB_RETURN_IF_ERROR(PutRemarks(request, plan));
                     plan.set_state(ToProto(StateAfter(facts, Action::kReturn)));
                     RecordStep(call, Action::kReturn, request.note(), plan);
                     KeepRemarks(request, plan);
                     store::InsertRemarks(session, plan, request.remarks_size());
                     SavePlan(session, call, plan);
                     return absl::OkStatus();
                   });
}

absl::Status AppraisePlan::Endorse(const rpc::Call& call, const v1::EndorsePlanRequest& request,
                                   v1::EndorsePlanResponse& response) const {
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     v1::Plan& plan = *response.mutable_plan();
                     CPB_ASSIGN_OR_RETURN(plan, LockPlan(session, call, request.name()));
                     CPB_ASSIGN_OR_RETURN(const PlanFacts facts, FactsOf(session, plan));
                     CPB_RETURN_IF_ERROR(CheckStepOf(call, facts, Action::kEndorse, request.etag()));
                     CPB_ASSIGN_OR_RETURN(const ChainVersion* chains, ChainOf(context_, call, plan));
                     CPB_RETURN_IF_ERROR(CheckChainOf(call, *chains, plan, Action::kEndorse));
                     CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, plan.requested_vnd()));
                     plan.set_state(ToProto(StateAfter(facts, Action::kEndorse)));
                     RecordStep(call, Action::kEndorse, request.note(), plan);
                     SavePlan(session, call, plan);
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::registration
