#include "tests/simulation/simulated_database.h"

#include <optional>
#include <utility>

#include "libs/storage/errors.h"

namespace cpb::simulation {
namespace {

constexpr int kConnectionLost = 2013;
constexpr int kAttempts = 1000;  // A unit that begins again so often has met a bug, not company.

storage::StorageError Lost() {
  return storage::StorageError{absl::UnavailableError("the database connection was lost"), kConnectionLost};
}

}  // namespace

std::unique_ptr<storage::Connection> Connections::Take() {
  if (idle_.empty()) {
    auto connection = storage::Connection::Open(dsn_, absl::ZeroDuration());
    connection->Run("SET SESSION innodb_lock_wait_timeout = 0");
    return connection;
  }
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

/// One transaction: a step before each statement, nothing after the first failure.
class SimulatedDatabase::UnitSession final : public storage::Session {
 public:
  UnitSession(SimulatedDatabase& database, storage::Connection& connection)
      : database_{database}, connection_{connection}, life_{database.lives_} {}

  std::vector<storage::Row> Query(std::string_view sql, std::vector<storage::Value> parameters) override {
    return Run(sql, [&](std::string_view text) { return connection_.Query(text, parameters); });
  }
  std::int64_t Execute(std::string_view sql, std::vector<storage::Value> parameters) override {
    return Run(sql, [&](std::string_view text) { return connection_.Execute(text, parameters); });
  }
  const std::optional<storage::StorageError>& failure() const { return failure_; }
  std::uint64_t life() const { return life_; }

 private:
  template <class Use>
  auto Run(std::string_view sql, Use&& use) -> decltype(use(sql)) {
    if (failure_) throw storage::StorageError{*failure_};
    database_.scheduler_.Step(database_.name_ + " " + std::string{sql.substr(0, 40)});
    try {
      if (life_ != database_.lives_ || database_.PerMille(database_.faults_.cut_per_mille)) throw Lost();
      return database_.rewrite_ ? use(database_.rewrite_(sql)) : use(sql);
    } catch (const storage::StorageError& error) {
      if (!storage::IsDuplicateKey(error)) failure_.emplace(error);
      throw;
    }
  }

  SimulatedDatabase& database_;
  storage::Connection& connection_;
  const std::uint64_t life_;
  std::optional<storage::StorageError> failure_;
};

absl::Status SimulatedDatabase::RunErased(bool read_only,
                                          const std::function<absl::Status(storage::Session&)>& work) {
  for (int attempt = 1; attempt <= kAttempts; ++attempt) {
    Outcome outcome = Try(read_only, work);
    if (!outcome.blocked) return std::move(outcome.status);
    scheduler_.Wait(name_ + " blocked", [this, seen = transactions_.ended] {
      return transactions_.ended != seen || transactions_.open == 0;
    });
  }
  return absl::InternalError("a unit of work was blocked a thousand times");
}

SimulatedDatabase::Outcome SimulatedDatabase::Try(
    bool read_only, const std::function<absl::Status(storage::Session&)>& work) {
  std::unique_ptr<storage::Connection> connection = connections_.Take();
  ++transactions_.open;
  if (read_only) connection->Run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  connection->Run(read_only ? "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY" : "START TRANSACTION");
  UnitSession session{*this, *connection};
  Outcome outcome;
  try {
    outcome.status = work(session);
  } catch (const storage::StorageError& error) {
    outcome.status = error.status();
  }
  if (session.failure()) {
    outcome.status = session.failure()->status();
    outcome.blocked = storage::IsRetriable(session.failure()->mysql_errno());
  }
  if (outcome.status.ok() && !read_only) {
    outcome.status = Commit(*connection, session.life());
  } else {
    connection->Run("ROLLBACK");
  }
  --transactions_.open;
  ++transactions_.ended;
  connections_.Give(std::move(connection));
  return outcome;
}

absl::Status SimulatedDatabase::Commit(storage::Connection& connection, std::uint64_t life) {
  scheduler_.Step(name_ + " COMMIT");
  const bool dead = life != lives_;
  const bool lost = dead || PerMille(faults_.lost_commit_per_mille);
  const bool done = !lost || scheduler_.Chance(50);
  connection.Run(done ? "COMMIT" : "ROLLBACK");
  if (done) ++transactions_.committed;
  if (!lost) return absl::OkStatus();
  return absl::UnavailableError("commit outcome unknown; call again with the same request id");
}

}  // namespace cpb::simulation
