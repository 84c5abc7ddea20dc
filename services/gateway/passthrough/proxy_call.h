/// One forwarded call, and what all calls share. Internal to passthrough.cc.
#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>

#include "grpcpp/generic/async_generic_service.h"
#include "services/gateway/passthrough/passthrough.h"

namespace cpb::gateway {

/// What the calls of one listener share.
struct Forwarding {
  const Contract& contract;
  Backends& backends;
  SessionDirectory& sessions;
  RateLimits limits;
  TrustedProxies proxies;
  boost::asio::thread_pool look_ups{4};
  std::atomic<int> looking_up{0};
};

/// Forwards one call of a public method; deletes itself at the end.
grpc::ServerGenericBidiReactor* StartProxyCall(Forwarding& forwarding, const Method& method,
                                               grpc::GenericCallbackServerContext& context);
/// Answers reflection until the client has enough; deletes itself at the end.
grpc::ServerGenericBidiReactor* StartReflectionCall(const Contract& contract);
/// Ends a call at once; deletes itself at the end.
grpc::ServerGenericBidiReactor* RefuseCall(const grpc::Status& status);

}  // namespace cpb::gateway
