/// The gRPC server of a program. Internal to libs/program.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server.h"
#include "libs/program/flags.h"

namespace cpb::program {

class Listener {
 public:
  using Services = std::vector<std::pair<std::string, std::unique_ptr<grpc::Service>>>;

  /// Binds every address of --listen, with health and reflection, and serves.
  absl::Status Start(const Settings& settings, const Services& services);
  /// One per address; 0 for Unix sockets.
  const std::vector<int>& ports() const { return ports_; }
  /// Health says NOT_SERVING; calls are still taken.
  void StopAdvertising();
  /// Takes no more calls, waits for the running ones, cancels what is left at the deadline.
  void Stop(absl::Time deadline);

 private:
  std::vector<int> ports_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace cpb::program
