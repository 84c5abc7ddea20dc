#include "services/registration/wire/workbook_service.h"

#include <string>

#include "google/api/httpbody.pb.h"
#include "libs/rpc/status.h"
#include "libs/sheet/workbook.h"
#include "services/registration/wire/validate.h"

namespace cpb::registration {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;

absl::Status Send(const std::string& file, grpc::ServerWriter<google::api::HttpBody>& writer) {
  for (std::size_t at = 0; at < file.size(); at += kPiece) {
    google::api::HttpBody body;
    body.set_content_type(sheet::kXlsxContentType);
    body.set_data(file.substr(at, kPiece));
    if (!writer.Write(body)) return absl::CancelledError("the caller left during an export");
  }
  return absl::OkStatus();
}

}  // namespace

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
    return Send(file, *writer);
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
