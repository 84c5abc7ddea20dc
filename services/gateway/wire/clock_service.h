/// cpbudget.gateway.v1.ClockService: the clock of a demonstration, in the file that all programs share.
#pragma once

#include <string>
#include <utility>

#include "cpbudget/gateway/v1/gateway.grpc.pb.h"
#include "libs/rpc/server.h"

namespace cpb::gateway {

namespace pb = ::cpbudget::gateway::v1;

class ClockServiceGrpc final : public pb::ClockService::Service {
 public:
  static constexpr char kName[] = "cpbudget.gateway.v1.ClockService";

  /// An empty `clock_file` (production) makes SetClock refuse.
  ClockServiceGrpc(rpc::Server& server, std::string clock_file)
      : server_{server}, clock_file_{std::move(clock_file)} {}

  grpc::Status GetClock(grpc::ServerContext* context, const pb::GetClockRequest* request,
                        pb::GetClockResponse* response) override;
  grpc::Status SetClock(grpc::ServerContext* context, const pb::SetClockRequest* request,
                        pb::SetClockResponse* response) override;

 private:
  rpc::Server& server_;
  std::string clock_file_;
};

}  // namespace cpb::gateway
