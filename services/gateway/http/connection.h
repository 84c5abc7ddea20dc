/// One connection of the HTTP server. Internal to server.cc.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>

#include "services/gateway/http/server.h"

namespace cpb::gateway {

/// What all connections share. Outlives them.
struct ServerState {
  HttpOptions options;
  HttpHandlers handlers;
  boost::asio::thread_pool* workers = nullptr;
  std::atomic<int> connections{0};
  std::atomic<int> queued{0};  ///< Requests given to the workers and not yet answered.
  std::atomic<bool> stopping{false};
};

/// Serves a socket until it is closed by either side, a time limit, or Stop.
void ServeConnection(boost::asio::ip::tcp::socket socket, std::shared_ptr<ServerState> state);

}  // namespace cpb::gateway
