/// The life of a program: flags, log, database and migrations, identity, metrics, health, reflection, feed,
/// and an orderly end. A program's main.cc only wires:
///
///   int main(int argc, char** argv) {
///     return cpb::program::Run(argc, argv, {.name = "projects", .migrations =
///     &cpb::embedded::projects_migrations},
///                              [](cpb::program::Program& program) -> absl::Status {
///       auto* store = program.Own(std::make_unique<Store>(program.database()));
///       program.AddService(std::make_unique<ProjectServiceGrpc>(program.server(), *store));
///       return absl::OkStatus();
///     });
///   }
///
/// Flags of every program (libs/program/flags.cc): --listen (gRPC address, repeatable by comma:
/// "unix:/run/x.sock,0.0.0.0:7001"),
/// --database and --owner_database (DSN), --pool_size, --keys (folder: <program>.key of this program,
/// <program>.pub of all),
/// --metrics_listen (host:port; port 0 picks one), --ready_file (written with JSON
/// {"pid","metrics_port","listen_ports":[…]} once serving), --reference_data (folder),
/// --clock_file (demonstrations only), --peers ("registration=unix:/run/a.sock,allocation=…"), --log_level,
/// --drain_seconds.
/// --waiting_calls, --feed_readers, --max_request_mib (flags.cc says more).
/// Every program serves health, reflection and its feed without being told. SIGTERM and SIGINT: health turns
/// NOT_SERVING, running calls finish within --drain_seconds, then exit 0. What prevents the start is one
/// sentence on standard error, and exit 1.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grpcpp/channel.h"
#include "grpcpp/impl/service_type.h"
#include "libs/clock/clock.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"

namespace cpb::program {

struct Description {
  std::string name;  ///< "registration"
  const std::map<std::string, std::string, std::less<>>* migrations = nullptr;
};

class Program {
 public:
  virtual ~Program() = default;
  virtual storage::Database& database() = 0;
  virtual rpc::Server& server() = 0;
  virtual const clock::Clock& clock() = 0;
  /// Folder of --reference_data.
  virtual const std::string& reference_data() = 0;
  /// Value of --clock_file; empty in production.
  virtual const std::string& clock_file() = 0;
  /// One shared channel to another program of --peers (messages up to 32 MiB); an unknown peer stops the
  /// start with a clear sentence (by an exception that Run catches).
  virtual std::shared_ptr<grpc::Channel> Peer(const std::string& name) = 0;
  /// Address of that peer.
  virtual std::string PeerAddress(const std::string& name) = 0;
  /// Registers a service; also makes its methods known to rpc::Server. Kept until the end.
  virtual void AddService(std::unique_ptr<grpc::Service> service, const std::string& full_name) = 0;
  /// Keeps an object (store, use case, consumer, thread) until the end; destroyed in reverse order, after the
  /// server stopped.
  template <class T>
  T* Own(std::unique_ptr<T> object) {
    T* raw = object.get();
    Keep(std::shared_ptr<void>(std::move(object)));
    return raw;
  }
  /// Called when the drain begins, before calls are waited for: ends what would not end by itself.
  virtual void AtDrain(std::function<void()> action) = 0;

 protected:
  virtual void Keep(std::shared_ptr<void> object) = 0;
};

/// Runs the program until a signal. `build` adds services; migrations have been applied before it.
int Run(int argc, char** argv, const Description& description,
        const std::function<absl::Status(Program&)>& build);

}  // namespace cpb::program
