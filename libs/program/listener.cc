#include "libs/program/listener.h"

#include <grpc/impl/codegen/grpc_types.h>

#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "libs/program/files.h"
#include "libs/text/text.h"

namespace cpb::program {
namespace {

constexpr int kIdleThreadsMax = 32;

}  // namespace

absl::Status Listener::Start(const Settings& settings, const Services& services) {
  grpc::EnableDefaultHealthCheckService(true);
  // Named here, so that the linker keeps the library whose only work is to register itself.
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  // A thread beyond the quota is not made and its call is refused at once, so this is also the limit of the
  // queue.
  grpc::ResourceQuota quota{"calls"};
  quota.SetMaxThreads(settings.pool_size + settings.waiting_calls + settings.feed_readers);
  builder.SetResourceQuota(quota);
  // A thread that has answered stays for the next call: making threads costs more than many a call does.
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, kIdleThreadsMax);
  builder.SetMaxReceiveMessageSize(settings.max_request_mib << 20);
  // Otherwise two programs could share a port, each getting every other call.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  ports_.assign(settings.listen.size(), 0);
  for (std::size_t i = 0; i < settings.listen.size(); ++i) {
    if (absl::Status status = PrepareAddress(settings.listen[i]); !status.ok()) return status;
    builder.AddListeningPort(settings.listen[i], grpc::InsecureServerCredentials(), &ports_[i]);
  }
  for (const auto& [name, service] : services) builder.RegisterService(service.get());
  server_ = builder.BuildAndStart();
  for (std::size_t i = 0; i < settings.listen.size(); ++i) {
    if (ports_[i] == 0) {
      return absl::FailedPreconditionError(text::Concat(
          "cannot listen on ", settings.listen[i],
          ": the address is busy, malformed, or in a folder that does not exist or may not be written"));
    }
    // gRPC reports 1 for a Unix socket.
    if (settings.listen[i].compare(0, 5, "unix:") == 0) ports_[i] = 0;
  }
  if (!server_) return absl::FailedPreconditionError("the gRPC server did not start");
  auto* health = server_->GetHealthCheckService();
  health->SetServingStatus(true);
  for (const auto& [name, service] : services) health->SetServingStatus(name, true);
  return absl::OkStatus();
}

void Listener::StopAdvertising() {
  if (server_) server_->GetHealthCheckService()->SetServingStatus(false);
}

void Listener::Stop(absl::Time deadline) {
  if (!server_) return;
  server_->Shutdown(absl::ToChronoTime(deadline));
  server_->Wait();
  server_.reset();
}

}  // namespace cpb::program
