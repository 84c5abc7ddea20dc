/// cpbudget.gateway.v1.AuthService over the use cases of app/.
#pragma once

#include "cpbudget/gateway/v1/gateway.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/gateway/app/sign_in.h"
#include "services/gateway/app/user_rights.h"
#include "services/gateway/app/users.h"

namespace cpb::gateway {

class AuthServiceGrpc final : public pb::AuthService::Service {
 public:
  static constexpr char kName[] = "cpbudget.gateway.v1.AuthService";

  AuthServiceGrpc(rpc::Server& server, gateway::SignIn& sign_in, Users& users, UserRights& rights)
      : server_{server}, sign_in_{sign_in}, users_{users}, rights_{rights} {}

  grpc::Status SignIn(grpc::ServerContext* context, const pb::SignInRequest* request,
                      pb::SignInResponse* response) override;
  grpc::Status SignOut(grpc::ServerContext* context, const pb::SignOutRequest* request,
                       pb::SignOutResponse* response) override;
  grpc::Status GetCaller(grpc::ServerContext* context, const pb::GetCallerRequest* request,
                         pb::GetCallerResponse* response) override;
  grpc::Status CreateUser(grpc::ServerContext* context, const pb::CreateUserRequest* request,
                          pb::CreateUserResponse* response) override;
  grpc::Status DisableUser(grpc::ServerContext* context, const pb::DisableUserRequest* request,
                           pb::DisableUserResponse* response) override;
  grpc::Status ChangePassword(grpc::ServerContext* context, const pb::ChangePasswordRequest* request,
                              pb::ChangePasswordResponse* response) override;
  grpc::Status ResetPassword(grpc::ServerContext* context, const pb::ResetPasswordRequest* request,
                             pb::ResetPasswordResponse* response) override;
  grpc::Status GrantRole(grpc::ServerContext* context, const pb::GrantRoleRequest* request,
                         pb::GrantRoleResponse* response) override;
  grpc::Status RevokeRole(grpc::ServerContext* context, const pb::RevokeRoleRequest* request,
                          pb::RevokeRoleResponse* response) override;
  grpc::Status SetUserValidity(grpc::ServerContext* context, const pb::SetUserValidityRequest* request,
                               pb::SetUserValidityResponse* response) override;
  grpc::Status ListUsers(grpc::ServerContext* context, const pb::ListUsersRequest* request,
                         pb::ListUsersResponse* response) override;

 private:
  rpc::Server& server_;
  gateway::SignIn& sign_in_;
  Users& users_;
  UserRights& rights_;
};

}  // namespace cpb::gateway
