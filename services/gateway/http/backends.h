/// Calls of the other programs without knowing their messages: bytes in, bytes out. Used on HTTP worker
/// threads, which may block.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "services/gateway/contract/contract.h"

namespace cpb::gateway {

/// What travels beside the bytes of one call. Nothing that a client sent as metadata gets through on its own.
struct CallHeaders {
  std::string identity_token;  ///< Empty for callers who are not signed in.
  std::string traceparent;
  std::string language;  ///< "vi" or "en"
  std::string session;   ///< For the gateway's own services: see wire/edge.h.
  std::string address;
  absl::Time deadline;
};

/// Puts the headers on a call. The last two only when it goes to the gateway itself.
void Prepare(const CallHeaders& headers, const Method& method, grpc::ClientContext& context);

/// Thread-safe.
class Backends {
 public:
  explicit Backends(std::map<std::string, std::shared_ptr<grpc::Channel>> channels)
      : channels_{std::move(channels)} {}

  /// Null for a program that is not there.
  std::shared_ptr<grpc::Channel> Find(const std::string& peer) const;

  absl::StatusOr<std::string> CallUnary(const Method& method, const CallHeaders& headers,
                                        const std::string& request);

  /// Messages of a server stream, one a call; nothing at the end.
  using Stream = std::function<absl::StatusOr<std::optional<std::string>>()>;
  Stream OpenStream(const Method& method, const CallHeaders& headers, const std::string& request);

  /// Ends what is still running; called when the program stops.
  void CancelAll();

  /// For /readyz: each program and whether its health service says SERVING.
  std::map<std::string, bool> CheckHealth();

 private:
  /// Remembers a call while it runs, so that CancelAll finds it.
  class Running;

  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
  std::mutex mutex_;
  std::set<grpc::ClientContext*> running_;
};

}  // namespace cpb::gateway
