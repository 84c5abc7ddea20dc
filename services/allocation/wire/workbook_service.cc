#include "services/allocation/wire/workbook_service.h"

#include "libs/rpc/file.h"
#include "libs/sheet/workbook.h"
#include "services/allocation/app/round_workbook.h"
#include "services/allocation/wire/checks.h"

namespace cpb::allocation {

namespace pb = cpbudget::allocation::v1;

grpc::Status RoundWorkbookGrpc::ExportRound(grpc::ServerContext* context,
                                            const pb::ExportRoundRequest* request,
                                            grpc::ServerWriter<google::api::HttpBody>* writer) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    pb::GetRoundRequest get;
    get.set_name(request->name());
    CPB_RETURN_IF_ERROR(Check(get));
    CPB_ASSIGN_OR_RETURN(const pb::Round round, rounds_.GetWhole(call, request->name()));
    return rpc::SendFile(sheet::kXlsxContentType, RoundWorkbook(round, call.now), *writer);
  });
}

}  // namespace cpb::allocation
