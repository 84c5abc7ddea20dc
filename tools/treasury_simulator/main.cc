/// treasury_simulator: a treasury for demonstrations and tests, over gRPC. See --help.
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "tools/treasury_simulator/treasury.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:8090", "address of the gRPC service");
ABSL_FLAG(std::string, keys, "", "folder with disbursement.pub");
ABSL_FLAG(std::string, clock_file, "",
          "file by which a demonstration moves the clock; empty means the real time");
ABSL_FLAG(std::uint64_t, seed, 1, "the same seed misbehaves in the same way");
ABSL_FLAG(bool, fixed, false, "statements in fixed layout instead of CSV");
ABSL_FLAG(bool, well_behaved, false, "refuses, delays, repeats and loses nothing");

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "A treasury that takes signed batches and hands out statements (cpbudget.treasury.v1.TreasuryService), "
      "and refuses, "
      "delays, reorders, repeats and loses by a seed. Ctrl-C ends it.");
  absl::ParseCommandLine(argc, argv);
  // Blocked before any thread exists, so that only sigwait below sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const auto verifier = cpb::auth::Verifier::Load(absl::GetFlag(FLAGS_keys));
  if (!verifier.ok()) {
    std::fprintf(stderr, "treasury_simulator: %s\n", std::string{verifier.status().message()}.c_str());
    return 2;
  }
  const std::string clock_file = absl::GetFlag(FLAGS_clock_file);
  const auto clock =
      clock_file.empty() ? cpb::clock::MakeSystemClock() : cpb::clock::MakeFileClock(clock_file);
  cpb::treasury_simulator::Treasury treasury{
      absl::GetFlag(FLAGS_seed), {}, absl::GetFlag(FLAGS_fixed), **verifier, *clock};
  if (absl::GetFlag(FLAGS_well_behaved)) treasury.Behave();
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(absl::GetFlag(FLAGS_listen), grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&treasury);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (!server || port == 0) {
    std::fprintf(stderr, "treasury_simulator: cannot listen on %s\n", absl::GetFlag(FLAGS_listen).c_str());
    return 3;
  }
  std::printf("treasury_simulator listens on port %d\n", port);
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  server->Shutdown();
  return 0;
}
