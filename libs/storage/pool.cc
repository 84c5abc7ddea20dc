#include "libs/storage/pool.h"

#include <algorithm>

namespace cpb::storage {

Pool::Lease::~Lease() {
  // One that was moved from or discarded has given back what it had.
  if (connection_ != nullptr) pool_->Release(std::move(connection_));
}

void Pool::Lease::Discard() {
  connection_.reset();
  pool_->Release(nullptr);
}

Pool::Pool(Dsn dsn, int size, absl::Duration lease_timeout, absl::Duration statement_limit)
    : dsn_{std::move(dsn)}, size_{size}, lease_timeout_{lease_timeout}, statement_limit_{statement_limit} {}

absl::StatusOr<Pool::Lease> Pool::Acquire() {
  std::unique_lock lock{mutex_};
  const std::uint64_t ticket = next_ticket_++;
  queue_.push_back(ticket);
  const auto my_turn = [&] { return in_use_ < size_ && queue_.front() == ticket; };
  if (!my_turn()) ++waits_;
  const bool got_place = changed_.wait_for(lock, absl::ToChronoNanoseconds(lease_timeout_), my_turn);
  queue_.erase(std::find(queue_.begin(), queue_.end(), ticket));
  changed_.notify_all();  // The next in the queue may have its turn now.
  if (!got_place) return absl::UnavailableError("no database connection came free in time");
  ++in_use_;
  if (idle_.empty()) {
    lock.unlock();
    return Connect();
  }
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return Lease{this, std::move(connection), /*fresh=*/false};
}

absl::StatusOr<Pool::Lease> Pool::Connect() {
  try {
    std::unique_ptr<Connection> connection = Connection::Open(dsn_, statement_limit_);
    const std::lock_guard lock{mutex_};
    ++connects_;
    return Lease{this, std::move(connection), /*fresh=*/true};
  } catch (const StorageError& error) {
    Release(nullptr);
    return error.status();
  } catch (...) {
    Release(nullptr);
    throw;
  }
}

void Pool::Release(std::unique_ptr<Connection> connection) {
  if (connection != nullptr && connection->broken()) connection.reset();
  const std::lock_guard lock{mutex_};
  if (connection != nullptr) idle_.push_back(std::move(connection));
  --in_use_;
  changed_.notify_all();
}

PoolStats Pool::stats() const {
  const std::lock_guard lock{mutex_};
  return PoolStats{.size = size_, .in_use = in_use_, .waits = waits_, .connects = connects_, .retries = 0};
}

}  // namespace cpb::storage
