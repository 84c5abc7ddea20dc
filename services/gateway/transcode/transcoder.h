/// A REST request to the protobuf message of its RPC. Pure: no network, no clock.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "google/protobuf/message.h"
#include "services/gateway/contract/contract.h"
#include "services/gateway/transcode/problems.h"

namespace cpb::gateway {

/// What of an HTTP request decides the message.
struct RestRequest {
  const Route* route = nullptr;
  const PathTemplate::Bindings* bindings = nullptr;
  std::string_view query;  ///< Behind "?", raw.
  std::string_view body;
};

/// The request message. Everything that is wrong is put into `problems`; with any, the message must not be
/// used.
std::unique_ptr<google::protobuf::Message> ToMessage(const Contract& contract, const RestRequest& request,
                                                     Problems& problems);

}  // namespace cpb::gateway
