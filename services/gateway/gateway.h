/// The gateway put together: the contract, the sessions, both edges, and its own services.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "libs/clock/clock.h"
#include "libs/storage/database.h"
#include "libs/telemetry/metrics.h"
#include "services/gateway/app/delegations.h"
#include "services/gateway/app/sign_in.h"
#include "services/gateway/app/user_rights.h"
#include "services/gateway/app/users.h"
#include "services/gateway/flags.h"
#include "services/gateway/http/site.h"
#include "services/gateway/passthrough/passthrough.h"
#include "services/gateway/sessions/password_hasher.h"
#include "services/gateway/sessions/session_directory.h"

namespace cpb::gateway {

/// What it is made of.
struct GatewayParts {
  storage::Database* database = nullptr;
  const auth::Signer* signer = nullptr;
  telemetry::Metrics* metrics = nullptr;                           ///< May be null.
  const clock::Clock* real_clock = nullptr;                        ///< Never the movable one.
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels;  ///< Of all six programs.
};

class Gateway {
 public:
  static absl::StatusOr<std::unique_ptr<Gateway>> Make(GatewayParts parts, GatewayFlags flags);

  /// Begins to serve HTTP and gRPC.
  absl::Status Listen();
  /// Ends both: running requests have the drain time.
  void Stop();

  SignIn& sign_in() { return sign_in_; }
  Users& users() { return users_; }
  UserRights& rights() { return rights_; }
  Delegations& delegations() { return delegations_; }
  int http_port() const { return http_->port(); }
  int grpc_port() const { return pass_through_ ? pass_through_->port() : 0; }

 private:
  Gateway(GatewayParts parts, GatewayFlags flags, std::unique_ptr<Contract> contract, StaticFiles files);
  RateLimits limits() { return {&signed_in_, &anonymous_, &sign_ins_}; }

  GatewayParts parts_;
  GatewayFlags flags_;
  std::unique_ptr<Contract> contract_;
  StaticFiles files_;
  PasswordHasher hasher_;
  SessionDirectory directory_;
  SignIn sign_in_;
  Users users_;
  UserRights rights_;
  Delegations delegations_;
  RateLimiter signed_in_, anonymous_, sign_ins_;
  Backends backends_;
  Rest rest_;
  Site site_;
  std::unique_ptr<HttpServer> http_;
  std::unique_ptr<PassThrough> pass_through_;
};

}  // namespace cpb::gateway
