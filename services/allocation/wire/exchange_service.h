/// ExchangeService on the wire: reads fields, calls the use cases.
#pragma once

#include <memory>

#include "grpcpp/impl/service_type.h"
#include "libs/rpc/server.h"
#include "services/allocation/app/exchange_desk.h"

namespace cpb::allocation {

inline constexpr char kExchangeServiceName[] = "cpbudget.allocation.v1.ExchangeService";

std::unique_ptr<grpc::Service> MakeExchangeService(rpc::Server& server, storage::Database& database,
                                                   Poster& poster);

}  // namespace cpb::allocation
