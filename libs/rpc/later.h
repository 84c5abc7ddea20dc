/// Handlers that do not wait: gRPC's callback interface, for the few methods whose calls wait together for
/// one commit and would each keep a thread waiting otherwise.
///
///   grpc::ServerUnaryReactor* CreatePayment(grpc::CallbackServerContext* context, const Request* request,
///                                           Response* response) override {
///     return rpc::ServeLater(server_, *context, *request, [=](const rpc::Call& call, rpc::Finish finish) {
///       …begin something that calls finish(status) once, from any thread…
///     });
///   }
///
/// What rpc::Serve promises holds here as well. The handler must not block: gRPC has only a few threads for
/// all of these calls.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "libs/rpc/call.h"

namespace cpb::rpc {

/// To be called once. The call, the request and the response may be gone when it returns.
using Finish = std::function<void(const absl::Status&)>;

grpc::ServerUnaryReactor* ServeLater(Server& server, grpc::CallbackServerContext& context,
                                     const google::protobuf::Message& request,
                                     const std::function<void(const Call&, Finish)>& handler);

}  // namespace cpb::rpc
