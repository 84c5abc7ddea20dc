// The gateway: one address for people and machines. Wiring only; see README.md.
#include <malloc.h>

#include <memory>

#include "embedded/gateway_migrations.h"
#include "libs/program/program.h"
#include "libs/rpc/call.h"
#include "libs/telemetry/log.h"
#include "services/gateway/gateway.h"
#include "services/gateway/wire/auth_service.h"
#include "services/gateway/wire/clock_service.h"
#include "services/gateway/wire/delegation_service.h"

namespace cpb::gateway {
namespace {

constexpr const char* kPrograms[] = {"registration", "projects", "allocation",
                                     "disbursement", "audit",    "gateway"};

absl::Status Build(program::Program& program) {
  auto flags = ReadFlags();
  CPB_RETURN_IF_ERROR(flags.status());
  GatewayParts parts;
  parts.database = &program.database();
  parts.signer = program.server().options().signer;
  parts.metrics = program.server().options().metrics;
  // Sessions, locks and limits are judged by the real clock, whatever a demonstration does to the other.
  parts.real_clock = program.Own(clock::MakeSystemClock());
  for (const char* name : kPrograms) parts.channels[name] = program.Peer(name);
  auto made = Gateway::Make(std::move(parts), *flags);
  CPB_RETURN_IF_ERROR(made.status());
  Gateway& gateway = *program.Own(*std::move(made));

  program.AddService(std::make_unique<AuthServiceGrpc>(program.server(), gateway.sign_in(), gateway.users(),
                                                       gateway.rights()),
                     AuthServiceGrpc::kName);
  program.AddService(std::make_unique<DelegationServiceGrpc>(program.server(), gateway.delegations()),
                     DelegationServiceGrpc::kName);
  program.AddService(std::make_unique<ClockServiceGrpc>(program.server(), program.clock_file()),
                     ClockServiceGrpc::kName);
  if (!flags->bootstrap_admin_password.empty()) {
    const rpc::Call call = rpc::BackgroundCall(program.server(), absl::Seconds(30));
    CPB_RETURN_IF_ERROR(
        gateway.users().Bootstrap(call, flags->bootstrap_admin, flags->bootstrap_admin_password));
  }
  program.AtDrain([&gateway] { gateway.Stop(); });
  CPB_RETURN_IF_ERROR(gateway.Listen());
  telemetry::Log(telemetry::Level::kInfo, "edges are open",
                 {{"http_port", std::to_string(gateway.http_port())},
                  {"grpc_port", std::to_string(gateway.grpc_port())}});
  return absl::OkStatus();
}

}  // namespace
}  // namespace cpb::gateway

int main(int argc, char** argv) {
  // Argon2 works in blocks of 19 MiB. Left alone, glibc raises its threshold after the first one and keeps
  // such blocks in the arena of each thread: 500 MB after a hundred sign-ins. From 1 MiB on memory goes back
  // to the system.
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  return cpb::program::Run(argc, argv, {.name = "gateway", .migrations = &cpb::embedded::gateway_migrations},
                           cpb::gateway::Build);
}
