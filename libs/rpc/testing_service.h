/// A service with one method of each kind of access, whose work is given by the test: the gateway's
/// AuthService stands in, because it has an anonymous method (SignIn), one for everybody signed in
/// (GetCaller) and one by role (ListUsers).
#pragma once

#include <functional>

#include "cpbudget/gateway/v1/gateway.grpc.pb.h"
#include "libs/rpc/call.h"

namespace cpb::rpc {

namespace pb = ::cpbudget::gateway::v1;
inline constexpr char kAuthService[] = "cpbudget.gateway.v1.AuthService";

class ScriptedService : public pb::AuthService::Service {
 public:
  using Work = std::function<absl::Status(const Call&)>;
  ScriptedService(Server& server, Work work) : server_{server}, work_{std::move(work)} {}

  grpc::Status SignIn(grpc::ServerContext* context, const pb::SignInRequest* request,
                      pb::SignInResponse* /*response*/) override {
    return Serve(server_, *context, *request, work_);
  }
  grpc::Status GetCaller(grpc::ServerContext* context, const pb::GetCallerRequest* request,
                         pb::GetCallerResponse* /*response*/) override {
    return Serve(server_, *context, *request, work_);
  }
  grpc::Status ListUsers(grpc::ServerContext* context, const pb::ListUsersRequest* request,
                         pb::ListUsersResponse* /*response*/) override {
    return Serve(server_, *context, *request, work_);
  }

 private:
  Server& server_;
  const Work work_;
};

}  // namespace cpb::rpc
