/// A Galera cluster of three nodes on this machine, for tests.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "libs/testing/mariadb.h"

namespace cpb::overspend {

/// Debian's galera-4; tests without it are skipped.
bool HasGalera();

class Cluster {
 public:
  static constexpr int kNodes = 3;

  /// Starts all nodes and returns when they are in step. Throws std::runtime_error.
  Cluster();

  testing::PrivateMariaDb& node(int i) { return *nodes_.at(static_cast<std::size_t>(i)).server; }
  /// `schema`, made at node 0, as a program reaches it at node `i`.
  testing::PrivateMariaDb::Schema At(int i, testing::PrivateMariaDb::Schema schema);
  /// Starts a node that was killed: it finds out where it stood, and gets from the others what it missed.
  void Rejoin(int i);
  /// Returns when node `i` has everything that the others have. Throws std::runtime_error.
  void WaitUntilSynced(int i);
  /// What a node holds: the checksum of every table of the schema, as seen by a read that waits for the
  /// others.
  std::string Contents(int i, const std::string& schema);

 private:
  struct Node {
    std::unique_ptr<testing::PrivateMariaDb> server;
    int port = 0;           ///< For the group.
    int transfer_port = 0;  ///< For what a node that comes back has missed.
  };

  testing::PrivateMariaDb::Launch LaunchOf(int i, const std::string& addresses) const;
  std::string Addresses() const;

  std::array<Node, kNodes> nodes_;
};

}  // namespace cpb::overspend
