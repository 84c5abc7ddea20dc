/// EnterpriseService on the wire: reads fields, calls the use cases.
#pragma once

#include <memory>

#include "grpcpp/impl/service_type.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

inline constexpr char kEnterpriseServiceName[] = "cpbudget.allocation.v1.EnterpriseService";

std::unique_ptr<grpc::Service> MakeEnterpriseService(rpc::Server& server, storage::Database& database,
                                                     const Sources& sources);

}  // namespace cpb::allocation
