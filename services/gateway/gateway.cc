#include "services/gateway/gateway.h"

#include <cstdio>
#include <fstream>
#include <utility>

#include "absl/time/clock.h"
#include "services/gateway/openapi/document.h"
#include "services/gateway/text/text.h"
#include "services/gateway/web/embedded.h"

namespace cpb::gateway {
namespace {

/// Written beside, then renamed: whoever sees the file sees all of it.
absl::Status WritePorts(const std::string& file, int http_port, int grpc_port) {
  const std::string beside = file + ".new";
  std::ofstream out{beside};
  out << Cat(R"({"http_port":)", http_port, R"(,"grpc_port":)", grpc_port, "}\n");
  out.close();
  if (!out || std::rename(beside.c_str(), file.c_str()) != 0) {
    return absl::UnavailableError(Cat("the file of --ports_file cannot be written: ", file));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Make(GatewayParts parts, GatewayFlags flags) {
  auto contract = Contract::LoadEmbedded();
  if (!contract.ok()) return contract.status();
  StaticFiles files{EmbeddedPages()};
  if (!flags.web_folder.empty()) {
    auto loaded = StaticFiles::Load(flags.web_folder);
    if (!loaded.ok()) return loaded.status();
    files = *std::move(loaded);
  }
  return std::unique_ptr<Gateway>{
      new Gateway{std::move(parts), std::move(flags), *std::move(contract), std::move(files)}};
}

Gateway::Gateway(GatewayParts parts, GatewayFlags flags, std::unique_ptr<Contract> contract,
                 StaticFiles files)
    : parts_{std::move(parts)},
      flags_{std::move(flags)},
      contract_{std::move(contract)},
      files_{std::move(files)},
      directory_{*parts_.database, *parts_.signer, *parts_.real_clock},
      sign_in_{*parts_.database, hasher_, directory_, *parts_.real_clock},
      users_{*parts_.database, hasher_, directory_, *parts_.real_clock},
      rights_{*parts_.database, hasher_, directory_, sign_in_, *parts_.real_clock},
      delegations_{*parts_.database, directory_},
      signed_in_{flags_.requests_per_second, 2 * flags_.requests_per_second, *parts_.real_clock},
      anonymous_{flags_.anonymous_requests_per_second, 2 * flags_.anonymous_requests_per_second,
                 *parts_.real_clock},
      sign_ins_{flags_.sign_ins_per_second, 5 * flags_.sign_ins_per_second, *parts_.real_clock},
      backends_{parts_.channels},
      rest_{*contract_, backends_,      directory_,
            limits(),   parts_.metrics, RestOptions{flags_.public_origin, flags_.secure_cookie}},
      site_{rest_, backends_, files_, OpenApiDocument(*contract_)} {}

absl::Status Gateway::Listen() {
  HttpOptions options;
  options.listen = flags_.http_listen;
  options.workers = flags_.http_workers;
  options.connections = flags_.max_connections;
  options.tls_certificate = flags_.tls_certificate;
  options.tls_key = flags_.tls_key;
  options.proxies = flags_.proxies;
  auto http = HttpServer::Start(std::move(options), site_.Handlers());
  if (!http.ok()) return http.status();
  http_ = *std::move(http);
  if (!flags_.grpc_listen.empty()) {
    auto pass_through =
        PassThrough::Start({flags_.grpc_listen, flags_.tls_certificate, flags_.tls_key, flags_.proxies},
                           *contract_, backends_, directory_, limits());
    if (!pass_through.ok()) return pass_through.status();
    pass_through_ = *std::move(pass_through);
  }
  return flags_.ports_file.empty() ? absl::OkStatus()
                                   : WritePorts(flags_.ports_file, http_port(), grpc_port());
}

void Gateway::Stop() {
  const absl::Time deadline = absl::Now() + absl::Seconds(flags_.drain_seconds);
  if (http_) http_->Stop(std::chrono::seconds{flags_.drain_seconds}, [this] { backends_.CancelAll(); });
  if (pass_through_) pass_through_->Stop(deadline);
}

}  // namespace cpb::gateway
