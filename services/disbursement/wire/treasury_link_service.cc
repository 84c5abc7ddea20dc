#include "services/disbursement/wire/treasury_link_service.h"

#include "services/disbursement/app/batches.h"
#include "services/disbursement/wire/fields.h"

namespace cpb::disbursement::wire {

grpc::Status TreasuryLinkServiceGrpc::CreateBatch(grpc::ServerContext* context,
                                                  const pb::CreateBatchRequest* request,
                                                  pb::CreateBatchResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    Fields fields;
    fields.Check(pb::FileForm_IsValid(request->form()), "form", "Dạng tệp không hợp lệ.", "Unknown form.");
    CPB_RETURN_IF_ERROR(fields.ToStatus());
    return app::CreateBatch(app_, call, *request, *response);
  });
}

grpc::Status TreasuryLinkServiceGrpc::GetBatch(grpc::ServerContext* context,
                                               const pb::GetBatchRequest* request,
                                               pb::GetBatchResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
    Fields fields;
    fields.Name("name", request->name(), "batches/");
    CPB_RETURN_IF_ERROR(fields.ToStatus());
    return app::GetBatch(app_, *request, *response);
  });
}

}  // namespace cpb::disbursement::wire
