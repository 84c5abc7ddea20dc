/// A bounded pool of connections. Who waits is served in order of arrival and not for ever. Internal to
/// libs/storage.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/storage/connection.h"
#include "libs/storage/database.h"

namespace cpb::storage {

/// Thread-safe. Outlives its leases.
class Pool {
 public:
  /// The right to use one connection; ends with the lease. A broken connection is destroyed, never handed on.
  class Lease {
   public:
    Lease(Pool* pool, std::unique_ptr<Connection> connection, bool fresh)
        : pool_{pool}, connection_{std::move(connection)}, fresh_{fresh} {}
    Lease(Lease&& other) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }
    /// True when the connection was made for this lease, so that it cannot have gone stale in the pool.
    bool fresh() const { return fresh_; }
    /// Destroys the connection now: its state is unknown.
    void Discard();

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
    bool fresh_;
  };

  Pool(Dsn dsn, int size, absl::Duration lease_timeout, absl::Duration statement_limit);

  /// UNAVAILABLE when no connection came free in time, or none could be made.
  absl::StatusOr<Lease> Acquire();
  /// `retries` is not the pool's to know and stays 0.
  PoolStats stats() const;

 private:
  absl::StatusOr<Lease> Connect();
  void Release(std::unique_ptr<Connection> connection);

  const Dsn dsn_;
  const std::int64_t size_;
  const absl::Duration lease_timeout_;
  const absl::Duration statement_limit_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Connection>> idle_;  // The last one used comes first: its caches are warm.
  std::deque<std::uint64_t> queue_;                // Tickets of those who wait.
  std::uint64_t next_ticket_ = 0;
  std::int64_t in_use_ = 0;
  std::int64_t waits_ = 0;
  std::int64_t connects_ = 0;
};

}  // namespace cpb::storage
