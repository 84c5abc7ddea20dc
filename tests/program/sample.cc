/// A program with one method that a test holds up, for the test of libs/program: a call leaves the file
/// "begun" in the folder of CPB_SAMPLE_FOLDER and ends when "finish" stands beside it.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "libs/program/program.h"
#include "libs/rpc/testing_service.h"

namespace {

absl::Status BeginAndWait(const cpb::rpc::Call&) {
  const std::filesystem::path folder{std::getenv("CPB_SAMPLE_FOLDER")};
  std::ofstream{folder / "begun"} << "\n";
  while (!std::filesystem::exists(folder / "finish"))
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  return cpb::program::Run(argc, argv, {.name = "gateway"}, [](cpb::program::Program& program) {
    if (!program.reference_data().empty())
      program.Peer(program.reference_data());  // Lets the test ask for an unknown peer.
    program.AddService(std::make_unique<cpb::rpc::ScriptedService>(program.server(), BeginAndWait),
                       cpb::rpc::kAuthService);
    return absl::OkStatus();
  });
}
