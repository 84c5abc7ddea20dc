/// Starting and ending sessions.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cpbudget/gateway/v1/gateway.pb.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/gateway/sessions/password_hasher.h"
#include "services/gateway/sessions/session_directory.h"

namespace cpb::gateway {

namespace pb = ::cpbudget::gateway::v1;

class SignIn {
 public:
  SignIn(storage::Database& database, PasswordHasher& hasher, SessionDirectory& directory,
         const clock::Clock& real_clock)
      : database_{database}, hasher_{hasher}, directory_{directory}, real_clock_{real_clock} {}

  /// Charges the attempt, looks at the password, then opens a session and forgives the attempts.
  /// `address` is where the person comes from.
  absl::StatusOr<pb::SignInResponse> Start(const rpc::Call& call, const pb::SignInRequest& request,
                                           const std::string& address);
  /// Charges an attempt, then looks at the password, as Start does; a right one forgives the attempts.
  /// SIGN_IN_LOCKED, SIGN_IN_FAILED.
  absl::Status CheckPassword(const std::string& account, const std::string& password,
                             const std::string& address);
  /// Ends one session of the caller; ending it again changes nothing.
  absl::Status End(const rpc::Call& call, const std::string& session);

 private:
  absl::StatusOr<pb::User> LookAtPassword(const std::string& account, const std::string& password,
                                          const std::string& address);
  absl::Status ChargeAttempt(const std::string& account, const std::string& address, clock::Instant now);

  storage::Database& database_;
  PasswordHasher& hasher_;
  SessionDirectory& directory_;
  const clock::Clock& real_clock_;
};

}  // namespace cpb::gateway
