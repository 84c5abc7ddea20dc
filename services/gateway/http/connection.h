/// One connection of the HTTP server. Internal to server.cc.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "services/gateway/http/server.h"

namespace cpb::gateway {

/// Requests given to the workers and not yet answered. Thread-safe.
class Queue {
 public:
  /// False, and nothing is counted, when `limit` requests are there already.
  bool Enter(int limit) {
    const std::lock_guard lock{mutex_};
    if (count_ >= limit) return false;
    ++count_;
    return true;
  }
  void Leave() {
    const std::lock_guard lock{mutex_};
    if (--count_ == 0) empty_.notify_all();
  }
  /// Waits until the last request has left, no longer than until `deadline`.
  void WaitUntilEmpty(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock{mutex_};
    empty_.wait_until(lock, deadline, [this] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable empty_;
  int count_ = 0;
};

/// What all connections share. Outlives them.
struct ServerState {
  HttpOptions options;
  HttpHandlers handlers;
  boost::asio::thread_pool* workers = nullptr;
  std::optional<boost::asio::ssl::context> tls;  ///< Absent: plain HTTP.
  std::atomic<int> connections{0};
  Queue queue;
  std::atomic<bool> stopping{false};
};

/// Serves a socket until it is closed by either side, a time limit, or Stop.
void ServeConnection(boost::asio::ip::tcp::socket socket, std::shared_ptr<ServerState> state);

}  // namespace cpb::gateway
