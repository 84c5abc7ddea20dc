/// PlanService on the wire: reads fields, calls the use cases.
#pragma once

#include "cpbudget/registration/v1/plan.grpc.pb.h"
#include "services/registration/app/appraise_plan.h"
#include "services/registration/app/context.h"
#include "services/registration/app/edit_plan.h"
#include "services/registration/app/notices.h"
#include "services/registration/app/open_cycle.h"
#include "services/registration/app/read_plans.h"
#include "services/registration/app/submit_plan.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class PlanServiceGrpc final : public v1::PlanService::Service {
 public:
  static constexpr const char* kName = "cpbudget.registration.v1.PlanService";

  explicit PlanServiceGrpc(const Context& context)
      : server_{*context.server},
        cycles_{context},
        edit_{context},
        submit_{context},
        appraise_{context},
        read_{context},
        notices_{context} {}

  grpc::Status OpenCycle(grpc::ServerContext*, const v1::OpenCycleRequest*, v1::OpenCycleResponse*) override;
  grpc::Status ListCycles(grpc::ServerContext*, const v1::ListCyclesRequest*,
                          v1::ListCyclesResponse*) override;
  grpc::Status CreatePlan(grpc::ServerContext*, const v1::CreatePlanRequest*,
                          v1::CreatePlanResponse*) override;
  grpc::Status UpdatePlan(grpc::ServerContext*, const v1::UpdatePlanRequest*,
                          v1::UpdatePlanResponse*) override;
  grpc::Status ImportPlanItems(grpc::ServerContext*, const v1::ImportPlanItemsRequest*,
                               v1::ImportPlanItemsResponse*) override;
  grpc::Status RecordLocalDecision(grpc::ServerContext*, const v1::RecordLocalDecisionRequest*,
                                   v1::RecordLocalDecisionResponse*) override;
  grpc::Status CheckPlan(grpc::ServerContext*, const v1::CheckPlanRequest*, v1::CheckPlanResponse*) override;
  grpc::Status SubmitPlan(grpc::ServerContext*, const v1::SubmitPlanRequest*,
                          v1::SubmitPlanResponse*) override;
  grpc::Status ReturnPlan(grpc::ServerContext*, const v1::ReturnPlanRequest*,
                          v1::ReturnPlanResponse*) override;
  grpc::Status EndorsePlan(grpc::ServerContext*, const v1::EndorsePlanRequest*,
                           v1::EndorsePlanResponse*) override;
  grpc::Status ApprovePlan(grpc::ServerContext*, const v1::ApprovePlanRequest*,
                           v1::ApprovePlanResponse*) override;
  grpc::Status AnswerRemark(grpc::ServerContext*, const v1::AnswerRemarkRequest*,
                            v1::AnswerRemarkResponse*) override;
  grpc::Status ComparePlanRevisions(grpc::ServerContext*, const v1::ComparePlanRevisionsRequest*,
                                    v1::ComparePlanRevisionsResponse*) override;
  grpc::Status ListNotices(grpc::ServerContext*, const v1::ListNoticesRequest*,
                           v1::ListNoticesResponse*) override;
  grpc::Status GetPlan(grpc::ServerContext*, const v1::GetPlanRequest*, v1::GetPlanResponse*) override;
  grpc::Status ListPlans(grpc::ServerContext*, const v1::ListPlansRequest*, v1::ListPlansResponse*) override;
  grpc::Status ListPlanRevisions(grpc::ServerContext*, const v1::ListPlanRevisionsRequest*,
                                 v1::ListPlanRevisionsResponse*) override;

 private:
  rpc::Server& server_;
  CycleDesk cycles_;
  EditPlan edit_;
  PlanSubmission submit_;
  AppraisePlan appraise_;
  PlanReader read_;
  NoticeDesk notices_;
};

}  // namespace cpb::registration
