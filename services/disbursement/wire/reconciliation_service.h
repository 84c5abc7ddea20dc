/// The gRPC service of the reconciliation; fields are checked here, everything else in app/.
#pragma once

#include "cpbudget/disbursement/v1/reconciliation.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::wire {

namespace pb = ::cpbudget::disbursement::v1;

class ReconciliationServiceGrpc final : public pb::ReconciliationService::Service {
 public:
  ReconciliationServiceGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status ListReconciliation(grpc::ServerContext* context, const pb::ListReconciliationRequest* request,
                                  pb::ListReconciliationResponse* response) override;
  grpc::Status AcceptMatch(grpc::ServerContext* context, const pb::AcceptMatchRequest* request,
                           pb::AcceptMatchResponse* response) override;
  grpc::Status ExplainDifference(grpc::ServerContext* context, const pb::ExplainDifferenceRequest* request,
                                 pb::ExplainDifferenceResponse* response) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

}  // namespace cpb::disbursement::wire
