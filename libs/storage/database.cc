#include "libs/storage/database.h"

#include <algorithm>
#include <atomic>

#include "absl/random/random.h"
#include "absl/time/clock.h"
#include "libs/storage/connection.h"
#include "libs/storage/errors.h"
#include "libs/storage/pool.h"
#include "libs/telemetry/log.h"

namespace cpb::storage {
namespace {

/// No statement of a program may run longer; reports page.
constexpr absl::Duration kStatementLimit = absl::Seconds(60);

/// Statements of one transaction. After a failure that may have undone more than its own statement every
/// later statement fails alike: the server would run it outside the transaction and keep it.
class TransactionSession : public Session {
 public:
  explicit TransactionSession(Connection& connection) : connection_{connection} {}

  std::vector<Row> Query(std::string_view sql, std::vector<Value> parameters) override {
    return Guarded([&] { return connection_.Query(sql, parameters); });
  }
  std::int64_t Execute(std::string_view sql, std::vector<Value> parameters) override {
    return Guarded([&] { return connection_.Execute(sql, parameters); });
  }
  /// The first failure, whether or not the unit of work let it pass.
  const std::optional<StorageError>& failure() const { return failure_; }

 private:
  template <class Use>
  auto Guarded(Use&& use) -> decltype(use()) {
    if (failure_) throw StorageError{*failure_};
    try {
      return use();
    } catch (const StorageError& error) {
      if (!IsDuplicateKey(error)) failure_.emplace(error);
      throw;
    }
  }

  Connection& connection_;
  std::optional<StorageError> failure_;
};

void Begin(Connection& connection, bool read_only) {
  if (read_only) {
    connection.Run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    connection.Run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  } else {
    connection.Run("START TRANSACTION");
  }
}

/// Rolls back at the end of its life unless told that the transaction is over.
class RollbackGuard {
 public:
  explicit RollbackGuard(Pool::Lease& lease) : lease_{&lease} {}
  RollbackGuard(const RollbackGuard&) = delete;
  RollbackGuard& operator=(const RollbackGuard&) = delete;
  ~RollbackGuard() {
    if (lease_ == nullptr || (*lease_)->broken()) return;
    try {
      (*lease_)->Run("ROLLBACK");
    } catch (const StorageError&) {
      lease_->Discard();  // The server rolls back what a lost connection left open.
    }
  }
  void Dismiss() { lease_ = nullptr; }

 private:
  Pool::Lease* lease_;
};

/// What became of one try.
struct Outcome {
  absl::Status status;
  bool may_retry = false;
};

Outcome Failed(const StorageError& error) {
  return Outcome{error.status(), IsRetriable(error.mysql_errno())};
}

/// COMMIT as a statement: the driver's commit() would report success on a dead connection.
Outcome Commit(Pool::Lease& lease) {
  try {
    lease->Run("COMMIT");
    return Outcome{absl::OkStatus()};
  } catch (const StorageError& error) {
    lease.Discard();
    if (IsRetriable(error.mysql_errno())) return Failed(error);
    return Outcome{absl::UnavailableError("commit outcome unknown; call again with the same request id")};
  }
}

absl::Status RunWork(Session& session, const std::function<absl::Status(Session&)>& work) {
  try {
    return work(session);
  } catch (const StorageError& error) {
    // What the server refused was logged where it happened; the rest is a bug that nobody has seen yet.
    if (error.mysql_errno() == 0) {
      telemetry::Log(telemetry::Level::kError, "unit of work failed",
                     {{"error", std::string{error.status().message()}}});
    }
    return error.status();
  }
}

void BackOff(int attempt) {
  // Those who met in a deadlock must not meet again at once.
  thread_local absl::BitGen random;
  absl::SleepFor(absl::Microseconds(absl::Uniform(random, 0, 1'000 << std::min(attempt, 5))));
}

class PooledDatabase : public Database {
 public:
  explicit PooledDatabase(Options options)
      : attempts_{options.attempts},
        pool_{std::move(options.dsn), options.pool_size, options.lease_timeout, kStatementLimit} {}

  /// Makes one connection, so that a wrong address or password is known at start.
  absl::Status Check() { return pool_.Acquire().status(); }

  PoolStats stats() const override {
    PoolStats stats = pool_.stats();
    stats.retries = retries_;
    return stats;
  }

 protected:
  absl::Status RunErased(bool read_only, const std::function<absl::Status(Session&)>& work) override {
    for (int attempt = 1;; ++attempt) {
      Outcome outcome = TryOnce(read_only, work);
      if (!outcome.may_retry || attempt >= attempts_) return std::move(outcome.status);
      ++retries_;
      BackOff(attempt);
    }
  }

 private:
  /// A connection on which a transaction has begun. One that went stale while it idled (the server was
  /// restarted) fails here, where nothing has been done yet, and is replaced.
  absl::StatusOr<Pool::Lease> BeginOnAnyConnection(bool read_only) {
    while (true) {
      absl::StatusOr<Pool::Lease> lease = pool_.Acquire();
      if (!lease.ok()) return lease;
      try {
        Begin(**lease, read_only);
        return lease;
      } catch (const StorageError& error) {
        if ((*lease)->broken() && !lease->fresh()) continue;
        lease->Discard();
        return error.status();
      }
    }
  }

  Outcome TryOnce(bool read_only, const std::function<absl::Status(Session&)>& work) {
    absl::StatusOr<Pool::Lease> lease = BeginOnAnyConnection(read_only);
    if (!lease.ok()) return Outcome{lease.status()};
    RollbackGuard rollback{*lease};
    TransactionSession session{**lease};
    absl::Status status = RunWork(session, work);
    if (session.failure()) return Failed(*session.failure());
    // A read has nothing to commit, so its end cannot be uncertain.
    if (!status.ok() || read_only) return Outcome{std::move(status)};
    rollback.Dismiss();
    return Commit(*lease);
  }

  const int attempts_;
  Pool pool_;
  std::atomic<std::int64_t> retries_{0};
};

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> Database::Open(Options options) {
  if (options.pool_size < 1 || options.attempts < 1) {
    return absl::InvalidArgumentError("pool_size and attempts must be at least 1");
  }
  auto database = std::make_unique<PooledDatabase>(std::move(options));
  if (absl::Status status = database->Check(); !status.ok()) return status;
  return database;
}

}  // namespace cpb::storage
