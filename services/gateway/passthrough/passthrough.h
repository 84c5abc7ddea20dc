/// The gRPC port: forwards any public method to the program that owns it, bytes untouched, with the session
/// exchanged for a signed identity token. Methods between programs (no REST route: feeds, the ledger's
/// PostDocument) do not exist here.
///
/// gRPC 1.51 runs callbacks on very few threads, so nothing here ever waits: a session that is not remembered
/// is looked up on threads of its own.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/contract/contract.h"
#include "services/gateway/http/backends.h"
#include "services/gateway/http/proxies.h"
#include "services/gateway/http/rest.h"
#include "services/gateway/sessions/session_directory.h"

namespace cpb::gateway {

struct PassThroughOptions {
  std::string listen;           ///< "127.0.0.1:8081"; port 0 picks one.
  std::string tls_certificate;  ///< PEM file; empty: plain.
  std::string tls_key;          ///< PEM file.
  TrustedProxies proxies;       ///< Who may say where a call comes from.
};

class PassThrough {
 public:
  /// All parts outlive it.
  static absl::StatusOr<std::unique_ptr<PassThrough>> Start(const PassThroughOptions& options,
                                                            const Contract& contract, Backends& backends,
                                                            SessionDirectory& sessions, RateLimits limits);
  virtual ~PassThrough() = default;
  virtual int port() const = 0;
  /// Takes no more calls; running ones are cancelled at the deadline.
  virtual void Stop(absl::Time deadline) = 0;
};

}  // namespace cpb::gateway
