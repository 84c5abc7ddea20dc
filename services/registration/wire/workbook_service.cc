#include "services/registration/wire/workbook_service.h"

#include <string>

#include "libs/rpc/file.h"
#include "libs/rpc/status.h"
#include "libs/sheet/workbook.h"
#include "services/registration/wire/validate.h"

namespace cpb::registration {

grpc::Status PlanWorkbookServiceGrpc::ExportPlanWorkbook(grpc::ServerContext* context,
                                                         const v1::ExportPlanWorkbookRequest* request,
                                                         grpc::ServerWriter<google::api::HttpBody>* writer) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    if (request->revision() < 0) {
      errors.Add("revision", "Số lần sửa đổi không được âm.", "The revision must not be negative.");
    }
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    CPB_ASSIGN_OR_RETURN(const std::string file, export_.Run(call, *request));
    return rpc::SendFile(sheet::kXlsxContentType, file, *writer);
  });
}

grpc::Status PlanWorkbookServiceGrpc::ImportPlanWorkbook(grpc::ServerContext* context,
                                                         const v1::ImportPlanWorkbookRequest* request,
                                                         v1::ImportPlanWorkbookResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    if (!request->etag().empty()) CheckEtag(request->etag(), "etag", errors);
    return edit_.ImportWorkbook(call, *request, std::move(errors), *response);
  });
}

}  // namespace cpb::registration
