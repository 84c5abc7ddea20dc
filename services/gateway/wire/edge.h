/// Metadata by which the gateway's two edges tell the gateway's own services what an identity token does not
/// say. Edges build the metadata of every call themselves, so no client can send these.
#pragma once

#include <string>

#include "grpcpp/server_context.h"

namespace cpb::gateway {

/// SHA-256 of the session's secret, hexadecimal: which session to end.
inline constexpr char kSessionKey[] = "x-cpb-session";
/// Address of the client: whose failed sign-ins to count.
inline constexpr char kAddressKey[] = "x-cpb-address";

/// What an edge put on the call; empty when it did not.
inline std::string EdgeMetadata(const grpc::ServerContext& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  return found == context.client_metadata().end() ? ""
                                                  : std::string{found->second.data(), found->second.size()};
}

}  // namespace cpb::gateway
