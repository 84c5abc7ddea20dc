/// PlanWorkbookService on the wire: reads fields, calls the use cases.
#pragma once

#include "cpbudget/registration/v1/workbook.grpc.pb.h"
#include "services/registration/app/context.h"
#include "services/registration/app/edit_plan.h"
#include "services/registration/app/export_workbook.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class PlanWorkbookServiceGrpc final : public v1::PlanWorkbookService::Service {
 public:
  static constexpr const char* kName = "cpbudget.registration.v1.PlanWorkbookService";

  explicit PlanWorkbookServiceGrpc(const Context& context)
      : server_{*context.server}, edit_{context}, export_{context} {}

  grpc::Status ExportPlanWorkbook(grpc::ServerContext*, const v1::ExportPlanWorkbookRequest*,
                                  grpc::ServerWriter<google::api::HttpBody>*) override;
  grpc::Status ImportPlanWorkbook(grpc::ServerContext*, const v1::ImportPlanWorkbookRequest*,
                                  v1::ImportPlanWorkbookResponse*) override;

 private:
  rpc::Server& server_;
  EditPlan edit_;
  ExportWorkbook export_;
};

}  // namespace cpb::registration
