#include "services/disbursement/wire/workbook_service.h"

#include "libs/rpc/file.h"
#include "libs/sheet/workbook.h"
#include "services/disbursement/app/payments_workbook.h"
#include "services/disbursement/wire/validate.h"

namespace cpb::disbursement::wire {

grpc::Status PaymentWorkbookGrpc::ExportPayments(grpc::ServerContext* context,
                                                 const pb::ExportPaymentsRequest* request,
                                                 grpc::ServerWriter<google::api::HttpBody>* writer) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(app::ListRequestOf(*request)));
    CPB_ASSIGN_OR_RETURN(const std::string file, app::PaymentsWorkbook(app_, call, *request));
    return rpc::SendFile(sheet::kXlsxContentType, file, *writer);
  });
}

}  // namespace cpb::disbursement::wire
