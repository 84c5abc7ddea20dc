#include "services/disbursement/wire/reconciliation_service.h"

#include "services/disbursement/app/reconciliation.h"
#include "services/disbursement/wire/fields.h"

namespace cpb::disbursement::wire {
namespace {

absl::Status Validate(const pb::ListReconciliationRequest& request) {
  Fields fields;
  fields.Name("programme", request.programme(), "programmes/");
  fields.Year("budget_year", request.budget_year());
  fields.OptionalName("agency", request.agency(), "agencies/");
  fields.OptionalDate("date", request.date());
  return fields.ToStatus();
}

absl::Status Validate(const pb::AcceptMatchRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "statementLines/");
  fields.OptionalName("payment", request.payment(), "payments/");
  return fields.ToStatus();
}

absl::Status Validate(const pb::ExplainDifferenceRequest& request) {
  Fields fields;
  const bool is_line = request.subject().starts_with("statementLines/");
  fields.Name("subject", request.subject(), is_line ? "statementLines/" : "payments/");
  fields.Text("explanation", request.explanation(), 500);
  return fields.ToStatus();
}

}  // namespace

grpc::Status ReconciliationServiceGrpc::ListReconciliation(grpc::ServerContext* context,
                                                           const pb::ListReconciliationRequest* request,
                                                           pb::ListReconciliationResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListReconciliation(app_, call, *request, *response);
  });
}

grpc::Status ReconciliationServiceGrpc::AcceptMatch(grpc::ServerContext* context,
                                                    const pb::AcceptMatchRequest* request,
                                                    pb::AcceptMatchResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::AcceptMatch(app_, call, *request, *response);
  });
}

grpc::Status ReconciliationServiceGrpc::ExplainDifference(grpc::ServerContext* context,
                                                          const pb::ExplainDifferenceRequest* request,
                                                          pb::ExplainDifferenceResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ExplainDifference(app_, call, *request, *response);
  });
}

}  // namespace cpb::disbursement::wire
