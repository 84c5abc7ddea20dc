/// cpbudget.gateway.v1.DelegationService over the use cases of app/.
#pragma once

#include "cpbudget/gateway/v1/delegation.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/gateway/app/delegations.h"

namespace cpb::gateway {

class DelegationServiceGrpc final : public pb::DelegationService::Service {
 public:
  static constexpr char kName[] = "cpbudget.gateway.v1.DelegationService";

  DelegationServiceGrpc(rpc::Server& server, Delegations& delegations)
      : server_{server}, delegations_{delegations} {}

  grpc::Status CreateDelegation(grpc::ServerContext* context, const pb::CreateDelegationRequest* request,
                                pb::CreateDelegationResponse* response) override;
  grpc::Status RevokeDelegation(grpc::ServerContext* context, const pb::RevokeDelegationRequest* request,
                                pb::RevokeDelegationResponse* response) override;
  grpc::Status ListDelegations(grpc::ServerContext* context, const pb::ListDelegationsRequest* request,
                               pb::ListDelegationsResponse* response) override;
  grpc::Status ActFor(grpc::ServerContext* context, const pb::ActForRequest* request,
                      pb::ActForResponse* response) override;

 private:
  rpc::Server& server_;
  Delegations& delegations_;
};

}  // namespace cpb::gateway
