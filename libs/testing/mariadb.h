/// A private MariaDB for tests: its own data directory and Unix socket under the temporary folder, durable
/// commits, no network. Ready in about half a second; dies with the test program, whatever becomes of it.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/storage/database.h"

namespace cpb::testing {

/// One server. Not thread-safe. Failures throw std::runtime_error with the end of the server's log.
/// Start it from the main thread: the server dies with the thread that started it.
class PrivateMariaDb {
 public:
  /// A schema with an owner (all rights on it, may grant them) and a run-time user (no rights until a
  /// migration grants them).
  struct Schema {
    std::string name;
    std::string owner_dsn;    ///< For storage::ParseDsn, or the flag of a program.
    std::string runtime_dsn;  ///< As above.
    std::string runtime_user;
  };
  /// A schema with its migrations applied, opened as the run-time user.
  struct Opened {
    Schema schema;
    std::unique_ptr<storage::Database> database;
  };

  /// How the server is run, for tests of what may befall it.
  struct Launch {
    /// A program with its arguments that runs the server: "nsenter" and so on.
    std::vector<std::string> before;
    /// Options of the server, after those that every test has.
    std::vector<std::string> options;
  };

  /// Makes the data directory and starts the server.
  PrivateMariaDb();
  /// Makes the data directory alone.
  struct NotStarted {};
  explicit PrivateMariaDb(NotStarted /*tag*/);
  /// Kills the server and removes everything.
  ~PrivateMariaDb();
  PrivateMariaDb(const PrivateMariaDb&) = delete;
  PrivateMariaDb& operator=(const PrivateMariaDb&) = delete;

  /// From the next start on.
  void SetLaunch(Launch launch) { launch_ = std::move(launch); }
  /// Returns when the server takes connections.
  void Start();
  /// Orderly: returns when the server has written everything and gone.
  void Stop();
  /// As a crash or a power cut of the program would.
  void Kill9();
  void Restart() {
    Stop();
    Start();
  }
  bool running() const { return pid_ > 0; }
  /// The server's process, for tests that freeze it (SIGSTOP); 0 when it is not running.
  pid_t pid() const { return pid_; }

  const std::string& socket() const { return socket_; }
  /// Holds the data directory `data`, the socket and the server's `log`; goes with this object.
  const std::string& folder() const { return folder_; }
  /// Address of the administrator, without schema.
  std::string root_dsn() const;
  /// One statement as the administrator.
  void RunAsRoot(const std::string& sql);

  /// Creates the schema anew: whatever had this name is dropped.
  Schema CreateSchema(const std::string& name);
  Opened OpenMigrated(const std::string& name,
                      const std::map<std::string, std::string, std::less<>>& migrations, int pool_size = 8);

 private:
  void WaitUntilReady();
  [[noreturn]] void Fail(const std::string& what) const;

  std::string folder_;
  std::string socket_;
  Launch launch_;
  pid_t pid_ = 0;
};

/// The one server of a test program: started at the first call, gone when the program ends. Tests keep apart
/// by schema.
PrivateMariaDb& SharedMariaDb();

}  // namespace cpb::testing
