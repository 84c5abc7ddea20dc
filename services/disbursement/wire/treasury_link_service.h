/// The gRPC service of the way to the treasury; fields are checked here, everything else in app/.
#pragma once

#include "cpbudget/disbursement/v1/treasury_link.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::wire {

namespace pb = ::cpbudget::disbursement::v1;

class TreasuryLinkServiceGrpc final : public pb::TreasuryLinkService::Service {
 public:
  TreasuryLinkServiceGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status CreateBatch(grpc::ServerContext* context, const pb::CreateBatchRequest* request,
                           pb::CreateBatchResponse* response) override;
  grpc::Status GetBatch(grpc::ServerContext* context, const pb::GetBatchRequest* request,
                        pb::GetBatchResponse* response) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

}  // namespace cpb::disbursement::wire
