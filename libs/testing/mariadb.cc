#include "libs/testing/mariadb.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "libs/storage/migrations.h"
#include "libs/testing/data_directory.h"
#include "libs/testing/process.h"

namespace cpb::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kPollInterval{5};

/// True when somebody listens: MariaDB opens its socket when it is ready to serve, after recovery.
bool Listens(const std::string& socket_path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, socket_path.c_str(), sizeof(address.sun_path) - 1);
  const int file = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool connected = ::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  ::close(file);
  return connected;
}

std::string WritePassword(const std::string& folder, const std::string& user) {
  std::string path = folder + "/" + user + ".password";
  std::ofstream{path} << "secret of " << user << "\n";
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  return path;
}

storage::Dsn Parse(const std::string& text) {
  absl::StatusOr<storage::Dsn> dsn = storage::ParseDsn(text);
  if (!dsn.ok()) throw std::runtime_error{dsn.status().ToString()};
  return *std::move(dsn);
}

}  // namespace

PrivateMariaDb::PrivateMariaDb() : PrivateMariaDb{NotStarted{}} {
  Start();
}

PrivateMariaDb::PrivateMariaDb(NotStarted /*tag*/)
    : folder_{MakeDataDirectory()}, socket_{folder_ + "/socket"} {}

PrivateMariaDb::~PrivateMariaDb() {
  Kill9();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void PrivateMariaDb::Start() {
  if (running()) return;
  std::vector<std::string> command = launch_.before;
  const std::vector<std::string> server = ServerCommand(folder_ + "/data");
  command.insert(command.end(), server.begin(), server.end());
  command.insert(command.end(), {"--socket=" + socket_, "--pid-file=" + folder_ + "/pid", "--skip-networking",
                                 "--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=64M",
                                 "--max-connections=300", "--performance-schema=OFF"});
  command.insert(command.end(), launch_.options.begin(), launch_.options.end());
  pid_ = StartProcess(command, folder_ + "/log");
  WaitUntilReady();
}

void PrivateMariaDb::WaitUntilReady() {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!Listens(socket_)) {
    if (HasEnded(pid_)) {
      pid_ = 0;
      Fail("mariadbd ended while starting");
    }
    if (std::chrono::steady_clock::now() > deadline) Fail("mariadbd does not get ready");
    std::this_thread::sleep_for(kPollInterval);
  }
}

void PrivateMariaDb::Stop() {
  if (!running()) return;
  ::kill(pid_, SIGTERM);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!HasEnded(pid_)) {
    if (std::chrono::steady_clock::now() > deadline) Fail("mariadbd does not stop");
    std::this_thread::sleep_for(kPollInterval);
  }
  pid_ = 0;
}

void PrivateMariaDb::Kill9() {
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  WaitForEnd(pid_);
  pid_ = 0;
}

void PrivateMariaDb::Fail(const std::string& what) const {
  std::ifstream file{folder_ + "/log"};
  std::string log{std::istreambuf_iterator<char>{file}, {}};
  constexpr std::size_t kTail = 3'000;
  if (log.size() > kTail) log.erase(0, log.size() - kTail);
  throw std::runtime_error{what + "; its log ends:\n" + log};
}

std::string PrivateMariaDb::root_dsn() const {
  return "mysql://root@localhost?socket=" + socket_;
}

void PrivateMariaDb::RunAsRoot(const std::string& sql) {
  auto database = storage::Database::Open({.dsn = Parse(root_dsn()), .pool_size = 1});
  if (!database.ok()) throw std::runtime_error{database.status().ToString()};
  const absl::Status status = (*database)->Write([&](storage::Session& session) {
    session.Execute(sql);
    return absl::OkStatus();
  });
  if (!status.ok()) throw std::runtime_error{sql + ": " + status.ToString()};
}

PrivateMariaDb::Schema PrivateMariaDb::CreateSchema(const std::string& name) {
  RunAsRoot("DROP DATABASE IF EXISTS `" + name + "`");
  RunAsRoot("CREATE DATABASE `" + name + "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
  const auto create_user = [&](const std::string& user) {
    const std::string password_file = WritePassword(folder_, user);
    RunAsRoot("CREATE OR REPLACE USER '" + user + "'@'localhost' IDENTIFIED BY 'secret of " + user + "'");
    return "mysql://" + user + "@localhost/" + name + "?socket=" + socket_ +
           "&password_file=" + password_file;
  };
  Schema schema;
  schema.name = name;
  schema.owner_dsn = create_user(name + "_owner");
  schema.runtime_user = name + "_run";
  schema.runtime_dsn = create_user(schema.runtime_user);
  // In GRANT an underscore stands for any character, so that a right on a_b would reach the schema axb.
  std::string pattern;
  for (const char c : name) pattern += c == '_' ? std::string{"\\_"} : std::string{c};
  RunAsRoot("GRANT ALL ON `" + pattern + "`.* TO '" + name + "_owner'@'localhost' WITH GRANT OPTION");
  return schema;
}

PrivateMariaDb::Opened PrivateMariaDb::OpenMigrated(
    const std::string& name, const std::map<std::string, std::string, std::less<>>& migrations,
    int pool_size) {
  Opened opened{CreateSchema(name), nullptr};
  const absl::Status migrated =
      storage::Migrate(Parse(opened.schema.owner_dsn), opened.schema.runtime_user, migrations);
  if (!migrated.ok()) throw std::runtime_error{migrated.ToString()};
  auto database = storage::Database::Open({.dsn = Parse(opened.schema.runtime_dsn), .pool_size = pool_size});
  if (!database.ok()) throw std::runtime_error{database.status().ToString()};
  opened.database = *std::move(database);
  return opened;
}

PrivateMariaDb& SharedMariaDb() {
  static PrivateMariaDb server;
  return server;
}

}  // namespace cpb::testing
