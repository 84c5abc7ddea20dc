/// What all handlers of one program share. Made once by libs/program (or by a test).
#pragma once

#include <memory>
#include <string>

#include "libs/auth/token.h"
#include "libs/clock/clock.h"
#include "libs/telemetry/metrics.h"

namespace cpb::rpc {

class Server {
 public:
  struct Options {
    std::string program;                  ///< "registration"
    const clock::Clock* clock = nullptr;  ///< Business time.
    const auth::Verifier* verifier =
        nullptr;  ///< Checks identity tokens against the public keys of all programs.
    const auth::Signer* signer = nullptr;  ///< Signs tokens of this program in its own name.
    telemetry::Metrics* metrics = nullptr;
  };
  explicit Server(Options options);
  ~Server();

  /// Makes the methods of a service known, for example "cpbudget.registration.v1.PlanService". Before the
  /// first call. Throws std::logic_error when the service is not in the generated pool or shares a request
  /// message with another RPC.
  void AddMethods(const std::string& service_full_name);

  const Options& options() const { return options_; }
  struct Methods;
  const Methods& methods() const { return *methods_; }

 private:
  Options options_;
  std::unique_ptr<Methods> methods_;
};

}  // namespace cpb::rpc
