/// Flags of the gateway, beside those that every program has.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/gateway/http/proxies.h"

namespace cpb::gateway {

struct GatewayFlags {
  std::string http_listen, grpc_listen, ports_file;
  std::string bootstrap_admin, bootstrap_admin_password;
  std::string public_origin, web_folder;
  std::string tls_certificate, tls_key;  ///< Both or none.
  TrustedProxies proxies;
  bool secure_cookie = false;
  double requests_per_second = 0, anonymous_requests_per_second = 0, sign_ins_per_second = 0;
  int http_workers = 0, max_connections = 0, drain_seconds = 0;
};

/// After program::Run has parsed the command line. Reads the password file. The status is a sentence for
/// people.
absl::StatusOr<GatewayFlags> ReadFlags();

}  // namespace cpb::gateway
