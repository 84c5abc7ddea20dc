/// What users may do, when, and with which password: the part of user administration that changes a user.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "cpbudget/gateway/v1/gateway.pb.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/gateway/app/sign_in.h"
#include "services/gateway/sessions/password_hasher.h"
#include "services/gateway/sessions/session_directory.h"

namespace cpb::gateway {

namespace pb = ::cpbudget::gateway::v1;

class UserRights {
 public:
  UserRights(storage::Database& database, PasswordHasher& hasher, SessionDirectory& directory,
             SignIn& sign_in, const clock::Clock& real_clock)
      : database_{database},
        hasher_{hasher},
        directory_{directory},
        sign_in_{sign_in},
        real_clock_{real_clock} {}

  absl::Status Grant(const rpc::Call& call, const pb::GrantRoleRequest& request,
                     pb::GrantRoleResponse& response);
  absl::Status Revoke(const rpc::Call& call, const pb::RevokeRoleRequest& request,
                      pb::RevokeRoleResponse& response);
  absl::Status SetValidity(const rpc::Call& call, const pb::SetUserValidityRequest& request,
                           pb::SetUserValidityResponse& response);
  absl::Status ResetPassword(const rpc::Call& call, const pb::ResetPasswordRequest& request,
                             pb::ResetPasswordResponse& response);
  /// The caller's own; `session` and `address` as the edge told them.
  absl::Status ChangePassword(const rpc::Call& call, const pb::ChangePasswordRequest& request,
                              const std::string& session, const std::string& address);

 private:
  storage::Database& database_;
  PasswordHasher& hasher_;
  SessionDirectory& directory_;
  SignIn& sign_in_;
  const clock::Clock& real_clock_;
};

}  // namespace cpb::gateway
