/// ReferenceService on the wire.
#pragma once

#include "cpbudget/registration/v1/reference.grpc.pb.h"
#include "services/registration/app/context.h"
#include "services/registration/app/reference_desk.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class ReferenceServiceGrpc final : public v1::ReferenceService::Service {
 public:
  static constexpr const char* kName = "cpbudget.registration.v1.ReferenceService";

  explicit ReferenceServiceGrpc(const Context& context) : server_{*context.server}, desk_{context} {}

  grpc::Status ListProgrammes(grpc::ServerContext*, const v1::ListProgrammesRequest*,
                              v1::ListProgrammesResponse*) override;
  grpc::Status ListProvinces(grpc::ServerContext*, const v1::ListProvincesRequest*,
                             v1::ListProvincesResponse*) override;
  grpc::Status ListAgencies(grpc::ServerContext*, const v1::ListAgenciesRequest*,
                            v1::ListAgenciesResponse*) override;
  grpc::Status ListSources(grpc::ServerContext*, const v1::ListSourcesRequest*,
                           v1::ListSourcesResponse*) override;
  grpc::Status ListApprovalChains(grpc::ServerContext*, const v1::ListApprovalChainsRequest*,
                                  v1::ListApprovalChainsResponse*) override;
  grpc::Status CreateEstablishment(grpc::ServerContext*, const v1::CreateEstablishmentRequest*,
                                   v1::CreateEstablishmentResponse*) override;
  grpc::Status ListEstablishments(grpc::ServerContext*, const v1::ListEstablishmentsRequest*,
                                  v1::ListEstablishmentsResponse*) override;

 private:
  rpc::Server& server_;
  ReferenceDesk desk_;
};

}  // namespace cpb::registration
