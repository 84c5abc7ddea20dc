#include "tests/overspend/cluster.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "libs/testing/data_directory.h"
#include "libs/testing/process.h"

namespace cpb::overspend {
namespace {

constexpr char kProvider[] = "/usr/lib/galera/libgalera_smm.so";
constexpr std::chrono::seconds kPatience{60};

/// A port that nobody listens on just now.
int FreePort() {
  const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool bound = ::bind(file, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                     ::getsockname(file, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(file);
  if (!bound) throw std::runtime_error{"no free port"};
  return ntohs(address.sin_port);
}

/// Gives `to` the data directory of `from`, which is at rest.
void CopyData(const testing::PrivateMariaDb& from, const testing::PrivateMariaDb& to) {
  namespace fs = std::filesystem;
  fs::remove_all(to.folder() + "/data");
  fs::copy(from.folder() + "/data", to.folder() + "/data", fs::copy_options::recursive);
  fs::remove(to.folder() + "/data/galera.cache");
}

std::unique_ptr<storage::Database> OpenAsRoot(const testing::PrivateMariaDb& server) {
  auto database =
      storage::Database::Open({.dsn = storage::ParseDsn(server.root_dsn()).value(), .pool_size = 1});
  if (!database.ok()) throw std::runtime_error{database.status().ToString()};
  return *std::move(database);
}

}  // namespace

bool HasGalera() {
  return std::filesystem::exists(kProvider);
}

Cluster::Cluster() {
  for (Node& node : nodes_) {
    node.server = std::make_unique<testing::PrivateMariaDb>(testing::PrivateMariaDb::NotStarted{});
    node.port = FreePort();
    node.transfer_port = FreePort();
  }
  testing::PrivateMariaDb::Launch first = LaunchOf(0, "");
  first.options.push_back("--wsrep-new-cluster");
  node(0).SetLaunch(std::move(first));
  // The first run alone writes the position of the cluster's history into the data directory. With a copy of
  // it the others need no state transfer.
  node(0).Start();
  WaitUntilSynced(0);
  node(0).Stop();
  for (int i = 1; i < kNodes; ++i) CopyData(node(0), node(i));
  node(0).Start();
  WaitUntilSynced(0);
  for (int i = 1; i < kNodes; ++i) {
    node(i).SetLaunch(LaunchOf(i, Addresses()));
    node(i).Start();
    WaitUntilSynced(i);
  }
}

std::string Cluster::Addresses() const {
  std::string addresses;
  for (const Node& node : nodes_) {
    addresses += (addresses.empty() ? "" : ",") + std::string{"127.0.0.1:"} + std::to_string(node.port);
  }
  return addresses;
}

testing::PrivateMariaDb::Launch Cluster::LaunchOf(int i, const std::string& addresses) const {
  const Node& node = nodes_.at(static_cast<std::size_t>(i));
  const std::string port = std::to_string(node.port);
  return {
      // The script of the state transfer is looked for in PATH.
      .before = {"env", std::string{"PATH="} + CPB_SOURCE_DIR + "/tests/overspend:" + std::getenv("PATH")},
      .options = {"--binlog-format=ROW", "--innodb-autoinc-lock-mode=2", "--wsrep-on=ON",
                  std::string{"--wsrep-provider="} + kProvider,
                  "--wsrep-cluster-address=gcomm://" + addresses,
                  "--wsrep-node-name=node" + std::to_string(i), "--wsrep-node-address=127.0.0.1",
                  "--wsrep-sst-method=bypass",
                  // Else the owner of a schema may make no triggers on a node.
                  "--log-bin-trust-function-creators=ON",
                  "--wsrep-provider-options=base_host=127.0.0.1;base_port=" + port +
                      ";gmcast.listen_addr=tcp://127.0.0.1:" + port + ";ist.recv_addr=127.0.0.1:" +
                      std::to_string(node.transfer_port) + ";gcache.size=32M;pc.recovery=no"}};
}

testing::PrivateMariaDb::Schema Cluster::At(int i, testing::PrivateMariaDb::Schema schema) {
  for (std::string* dsn : {&schema.owner_dsn, &schema.runtime_dsn}) {
    const std::string& there = node(0).socket();
    dsn->replace(dsn->find(there), there.size(), node(i).socket());
  }
  return schema;
}

void Cluster::Rejoin(int i) {
  // A node that was killed does not know how far it got: the server reads it from its tables and ends.
  testing::PrivateMariaDb::Launch launch = LaunchOf(i, Addresses());
  std::vector<std::string> command = launch.before;
  for (const auto& part : {testing::ServerCommand(node(i).folder() + "/data"), launch.options}) {
    command.insert(command.end(), part.begin(), part.end());
  }
  command.insert(command.end(), {"--wsrep-recover", "--socket=" + node(i).socket()});
  const std::string log = node(i).folder() + "/recover.log";
  testing::WaitForEnd(testing::StartProcess(command, log));
  std::string line, position;
  for (std::ifstream file{log}; std::getline(file, line);) {
    const std::string_view sign = "Recovered position: ";
    if (const std::size_t at = line.find(sign); at != line.npos) position = line.substr(at + sign.size());
  }
  if (position.empty())
    throw std::runtime_error{"node " + std::to_string(i) + " does not know where it stood"};
  launch.options.push_back("--wsrep-start-position=" + position);
  node(i).SetLaunch(std::move(launch));
  node(i).Start();
  WaitUntilSynced(i);
}

void Cluster::WaitUntilSynced(int i) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::string state = "no answer";
  while (state != "Synced") {
    if (std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error{"node " + std::to_string(i) + " is not in step: " + state};
    }
    auto root =
        storage::Database::Open({.dsn = storage::ParseDsn(node(i).root_dsn()).value(), .pool_size = 1});
    if (root.ok()) {
      state = (*root)
                  ->Read([](storage::Session& session) -> absl::StatusOr<std::string> {
                    return session.QueryOne("SHOW STATUS LIKE 'wsrep_local_state_comment'")->Text(1);
                  })
                  .value_or("no answer");
    }
    if (state != "Synced") std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
}

std::string Cluster::Contents(int i, const std::string& schema) {
  const auto root = OpenAsRoot(node(i));
  const auto contents = root->Write([&](storage::Session& session) -> absl::StatusOr<std::string> {
    session.Execute("SET SESSION wsrep_sync_wait = 1");
    const auto tables = session.Query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE "
        "TABLE' "
        "ORDER BY table_name",
        {schema});
    std::string text;
    for (const storage::Row& table : tables) {
      const auto sum = session.QueryOne("CHECKSUM TABLE `" + schema + "`.`" + table.Text(0) + "` EXTENDED");
      text += table.Text(0) + " " + std::to_string(sum->Int(1)) + "\n";
    }
    return text;
  });
  if (!contents.ok()) throw std::runtime_error{contents.status().ToString()};
  return *contents;
}

}  // namespace cpb::overspend
