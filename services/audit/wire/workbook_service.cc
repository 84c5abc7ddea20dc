#include "services/audit/wire/workbook_service.h"

#include "libs/rpc/file.h"
#include "libs/sheet/workbook.h"
#include "services/audit/app/record_query.h"
#include "services/audit/app/usage_workbook.h"
#include "services/audit/wire/checks.h"

namespace cpb::audit {

namespace pb = cpbudget::audit::v1;

grpc::Status UsageWorkbookGrpc::ExportUsage(grpc::ServerContext* context,
                                            const pb::ExportUsageRequest* request,
                                            grpc::ServerWriter<google::api::HttpBody>* writer) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    pb::GetUsageRequest get;
    *get.mutable_group_by() = request->group_by();
    get.set_as_of_date(request->as_of_date());
    get.set_as_of_position(request->as_of_position());
    get.set_programme(request->programme());
    get.set_budget_year(request->budget_year());
    get.set_province_code(request->province_code());
    CPB_RETURN_IF_ERROR(Check(get, labels_));
    CPB_RETURN_IF_ERROR(RecordQuery(database_, call, "ExportUsage", *request));
    CPB_ASSIGN_OR_RETURN(const pb::GetUsageResponse usage, usage_.Get(call, get));
    return rpc::SendFile(sheet::kXlsxContentType, UsageWorkbook(get, usage, call.now), *writer);
  });
}

}  // namespace cpb::audit
