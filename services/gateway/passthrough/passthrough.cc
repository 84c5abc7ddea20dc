#include "services/gateway/passthrough/passthrough.h"

#include <grpc/impl/codegen/grpc_types.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "services/gateway/passthrough/proxy_call.h"
#include "services/gateway/passthrough/reflection.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

constexpr int kMaxMessage = 8 << 20;

/// gRPC's reflection registers itself with every server of a process and would answer for the services that
/// are compiled in: ours answers for the contract instead.
class WithoutBuiltInReflection final : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    std::erase_if(*plugins, [](const auto& plugin) { return plugin->name() == "proto_server_reflection"; });
  }
};

class ForwardingService final : public grpc::CallbackGenericService {
 public:
  explicit ForwardingService(Forwarding& forwarding) : forwarding_{forwarding} {}

 private:
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
    if (IsReflection(context->method())) return StartReflectionCall(forwarding_.contract);
    const Method* method = forwarding_.contract.FindRpc(context->method());
    if (method == nullptr || !method->has_rest || method->descriptor->client_streaming()) {
      return RefuseCall({grpc::StatusCode::UNIMPLEMENTED, "there is no such method here"});
    }
    return StartProxyCall(forwarding_, *method, *context);
  }

  Forwarding& forwarding_;
};

absl::StatusOr<std::string> ReadFile(const std::string& name) {
  std::ifstream file{name, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (!file && text.empty()) return absl::FailedPreconditionError(Cat("cannot read ", name));
  return text;
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> CredentialsOf(const PassThroughOptions& options) {
  if (options.tls_certificate.empty()) return grpc::InsecureServerCredentials();
  auto certificate = ReadFile(options.tls_certificate);
  if (!certificate.ok()) return certificate.status();
  auto key = ReadFile(options.tls_key);
  if (!key.ok()) return key.status();
  grpc::SslServerCredentialsOptions tls;
  tls.pem_key_cert_pairs.push_back({*std::move(key), *std::move(certificate)});
  return grpc::SslServerCredentials(tls);
}

class PassThroughImpl final : public PassThrough {
 public:
  PassThroughImpl(const Contract& contract, Backends& backends, SessionDirectory& sessions, RateLimits limits,
                  TrustedProxies proxies)
      : forwarding_{contract, backends, sessions, limits, std::move(proxies)} {}
  ~PassThroughImpl() override { Stop(absl::InfinitePast()); }

  absl::Status Listen(const PassThroughOptions& options) {
    auto credentials = CredentialsOf(options);
    if (!credentials.ok()) return credentials.status();
    const std::string& listen = options.listen;
    grpc::ServerBuilder builder;
    builder.SetOption(std::make_unique<WithoutBuiltInReflection>());
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.SetMaxReceiveMessageSize(kMaxMessage);
    builder.AddListeningPort(listen, *credentials, &port_);
    builder.RegisterCallbackGenericService(&service_);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) {
      return absl::FailedPreconditionError(
          Cat("cannot listen for gRPC on ", listen, ": choose another address or port with --grpc_listen"));
    }
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  void Stop(absl::Time deadline) override {
    if (server_ == nullptr) return;
    server_->Shutdown(absl::ToChronoTime(deadline));
    server_->Wait();
    server_.reset();
    forwarding_.look_ups.join();
  }

 private:
  Forwarding forwarding_;
  ForwardingService service_{forwarding_};
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PassThrough>> PassThrough::Start(const PassThroughOptions& options,
                                                                const Contract& contract, Backends& backends,
                                                                SessionDirectory& sessions,
                                                                RateLimits limits) {
  auto pass_through =
      std::make_unique<PassThroughImpl>(contract, backends, sessions, limits, options.proxies);
  if (absl::Status status = pass_through->Listen(options); !status.ok()) return status;
  return std::unique_ptr<PassThrough>{std::move(pass_through)};
}

}  // namespace cpb::gateway
