/// The database as one copy of a program sees it in the simulation: MariaDB itself, through the storage
/// library's own connections, but every statement is a step of the scheduler, and at every step the copy may
/// die, the connection may be cut, and the answer of a COMMIT may be lost, whether or not it was done.
///
/// Locks are never waited for in the server (that would stop the one thread that runs): a statement that
/// would wait fails at once as a lock time-out does, and its unit of work begins again when another one has
/// ended.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/storage/connection.h"
#include "libs/storage/database.h"
#include "tests/simulation/scheduler.h"

namespace cpb::simulation {

/// Connections to one schema, kept from one seed to the next. Used by the running task only.
class Connections {
 public:
  explicit Connections(storage::Dsn dsn) : dsn_{std::move(dsn)} {}
  std::unique_ptr<storage::Connection> Take();
  void Give(std::unique_ptr<storage::Connection> connection) { idle_.push_back(std::move(connection)); }

 private:
  const storage::Dsn dsn_;
  std::vector<std::unique_ptr<storage::Connection>> idle_;
};

/// Transactions of all copies together.
struct Transactions {
  int open = 0;
  std::uint64_t ended = 0;
  std::uint64_t committed = 0;
};

struct Faults {
  std::uint64_t cut_per_mille = 0;          ///< Of statements: the connection is lost, the work undone.
  std::uint64_t lost_commit_per_mille = 0;  ///< Of commits: the answer is lost; half of them were done.
};

/// Changes a statement on its way, to plant a bug; the number of parameters stays.
using Rewrite = std::function<std::string(std::string_view)>;

class SimulatedDatabase final : public storage::Database {
 public:
  SimulatedDatabase(std::string name, Scheduler& scheduler, Connections& connections,
                    Transactions& transactions, Faults faults, Rewrite rewrite)
      : name_{std::move(name)},
        scheduler_{scheduler},
        connections_{connections},
        transactions_{transactions},
        faults_{faults},
        rewrite_{std::move(rewrite)} {}

  /// kill -9 of the copy: every unit of work that runs is undone at its next step.
  void Crash() { ++lives_; }
  std::uint64_t lives() const { return lives_; }

  storage::PoolStats stats() const override { return {}; }

 protected:
  absl::Status RunErased(bool read_only, const std::function<absl::Status(storage::Session&)>& work) override;

 private:
  class UnitSession;
  struct Outcome {
    absl::Status status;
    bool blocked = false;
  };
  Outcome Try(bool read_only, const std::function<absl::Status(storage::Session&)>& work);
  absl::Status Commit(storage::Connection& connection, std::uint64_t life);
  bool PerMille(std::uint64_t rate) { return scheduler_.Pick(1000) < rate; }

  const std::string name_;
  Scheduler& scheduler_;
  Connections& connections_;
  Transactions& transactions_;
  const Faults faults_;
  const Rewrite rewrite_;
  std::uint64_t lives_ = 0;
};

}  // namespace cpb::simulation
