/// Creating, disabling and listing users.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cpbudget/gateway/v1/gateway.pb.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/gateway/sessions/password_hasher.h"
#include "services/gateway/sessions/session_directory.h"

namespace cpb::gateway {

namespace pb = ::cpbudget::gateway::v1;

class Users {
 public:
  Users(storage::Database& database, PasswordHasher& hasher, SessionDirectory& directory,
        const clock::Clock& real_clock)
      : database_{database}, hasher_{hasher}, directory_{directory}, real_clock_{real_clock} {}

  absl::StatusOr<pb::CreateUserResponse> Create(const rpc::Call& call, const pb::CreateUserRequest& request);
  absl::StatusOr<pb::DisableUserResponse> Disable(const rpc::Call& call,
                                                  const pb::DisableUserRequest& request);
  absl::StatusOr<pb::ListUsersResponse> List(const rpc::Call& call, const pb::ListUsersRequest& request);
  /// The caller, and the delegation that the session acts under.
  absl::Status Get(const rpc::Call& call, pb::GetCallerResponse& response);

  /// Creates an administrator when there is no user at all. Two gateways may do this at once.
  absl::Status Bootstrap(const rpc::Call& call, const std::string& user_id, const std::string& password);

 private:
  storage::Database& database_;
  PasswordHasher& hasher_;
  SessionDirectory& directory_;
  const clock::Clock& real_clock_;
};

}  // namespace cpb::gateway
