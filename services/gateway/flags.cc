#include "services/gateway/flags.h"

#include <fstream>
#include <iterator>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "services/gateway/app/names.h"
#include "services/gateway/text/text.h"

ABSL_DECLARE_FLAG(int, drain_seconds);
ABSL_FLAG(std::string, http_listen, "127.0.0.1:8080", "HOST:PORT for pages and REST; port 0 picks one");
ABSL_FLAG(std::string, grpc_listen, "127.0.0.1:8081",
          "HOST:PORT for gRPC; port 0 picks one; empty: not served");
ABSL_FLAG(std::string, ports_file, "", "file to write the chosen ports to: {\"http_port\",\"grpc_port\"}");
ABSL_FLAG(std::string, bootstrap_admin, "admin", "user id of the administrator made at the first start");
ABSL_FLAG(std::string, bootstrap_admin_password_file, "",
          "file with that administrator's password; used only while there are no users; empty: none is made");
ABSL_FLAG(
    std::string, public_origin, "",
    "address that people see, for example https://sxsh.example.vn, when a proxy stands before this program");
ABSL_FLAG(bool, secure_cookie, false, "mark the session cookie Secure; set it wherever people come over TLS");
ABSL_FLAG(
    std::string, tls_certificate, "",
    "PEM file of a certificate and its chain: both ports then speak TLS (1.2 or later); needs --tls_key");
ABSL_FLAG(std::string, tls_key, "", "PEM file of the certificate's private key");
ABSL_FLAG(std::string, trusted_proxies, "",
          "addresses and networks of proxies whose X-Forwarded-For is believed, for example "
          "127.0.0.1,10.0.0.0/8; empty: "
          "nobody's");
ABSL_FLAG(std::string, web_folder, "", "folder to serve the pages from instead of those built in");
ABSL_FLAG(double, requests_per_second, 200, "limit for each session, bursts of twice that; 0: no limit");
ABSL_FLAG(double, anonymous_requests_per_second, 50,
          "limit for each address without a session, bursts of twice that; 0: no limit");
ABSL_FLAG(double, sign_ins_per_second, 20,
          "limit for sign-ins from each address, bursts of five times that; 0: no limit");
ABSL_FLAG(int, http_workers, 48, "REST calls that may wait for programs at the same time");
ABSL_FLAG(int, max_connections, 1024, "HTTP connections at the same time");

namespace cpb::gateway {

absl::StatusOr<GatewayFlags> ReadFlags() {
  GatewayFlags flags;
  flags.http_listen = absl::GetFlag(FLAGS_http_listen);
  flags.grpc_listen = absl::GetFlag(FLAGS_grpc_listen);
  flags.ports_file = absl::GetFlag(FLAGS_ports_file);
  flags.bootstrap_admin = absl::GetFlag(FLAGS_bootstrap_admin);
  flags.public_origin = absl::GetFlag(FLAGS_public_origin);
  flags.secure_cookie = absl::GetFlag(FLAGS_secure_cookie);
  flags.web_folder = absl::GetFlag(FLAGS_web_folder);
  flags.tls_certificate = absl::GetFlag(FLAGS_tls_certificate);
  flags.tls_key = absl::GetFlag(FLAGS_tls_key);
  if (flags.tls_certificate.empty() != flags.tls_key.empty()) {
    return absl::InvalidArgumentError("--tls_certificate and --tls_key are given together");
  }
  // Whoever comes over TLS must not send the cookie without it.
  flags.secure_cookie = flags.secure_cookie || !flags.tls_certificate.empty();
  auto proxies = TrustedProxies::Parse(absl::GetFlag(FLAGS_trusted_proxies));
  if (!proxies.ok()) return proxies.status();
  flags.proxies = *std::move(proxies);
  flags.requests_per_second = absl::GetFlag(FLAGS_requests_per_second);
  flags.anonymous_requests_per_second = absl::GetFlag(FLAGS_anonymous_requests_per_second);
  flags.sign_ins_per_second = absl::GetFlag(FLAGS_sign_ins_per_second);
  flags.http_workers = absl::GetFlag(FLAGS_http_workers);
  flags.max_connections = absl::GetFlag(FLAGS_max_connections);
  flags.drain_seconds = absl::GetFlag(FLAGS_drain_seconds);
  if (!IsUserId(flags.bootstrap_admin)) {
    return absl::InvalidArgumentError(
        "--bootstrap_admin is a user id of lower-case letters, digits, dots and hyphens");
  }
  if (flags.http_workers < 1 || flags.http_workers > 1000) {
    return absl::InvalidArgumentError("--http_workers is 1 to 1000");
  }
  if (flags.max_connections < 1 || flags.max_connections > 100'000) {
    return absl::InvalidArgumentError("--max_connections is 1 to 100000");
  }
  const std::string file_name = absl::GetFlag(FLAGS_bootstrap_admin_password_file);
  if (file_name.empty()) return flags;
  std::ifstream file{file_name};
  if (!file) {
    return absl::NotFoundError(
        Cat("the file of --bootstrap_admin_password_file cannot be read: ", file_name));
  }
  std::string password{std::istreambuf_iterator<char>{file}, {}};
  while (!password.empty() && (password.back() == '\n' || password.back() == '\r')) password.pop_back();
  flags.bootstrap_admin_password = std::move(password);
  return flags;
}

}  // namespace cpb::gateway
