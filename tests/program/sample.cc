/// A program with one slow method, for the test of libs/program.
#include <chrono>
#include <thread>

#include "libs/program/program.h"
#include "libs/rpc/testing_service.h"

int main(int argc, char** argv) {
  return cpb::program::Run(argc, argv, {.name = "gateway"}, [](cpb::program::Program& program) {
    if (!program.reference_data().empty())
      program.Peer(program.reference_data());  // Lets the test ask for an unknown peer.
    program.AddService(std::make_unique<cpb::rpc::ScriptedService>(program.server(),
                                                                   [](const cpb::rpc::Call&) {
                                                                     std::this_thread::sleep_for(
                                                                         std::chrono::milliseconds{600});
                                                                     return absl::OkStatus();
                                                                   }),
                       cpb::rpc::kAuthService);
    return absl::OkStatus();
  });
}
