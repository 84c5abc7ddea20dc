/// W3C trace context: one id follows a request across programs, each hop adds its own. Internal to libs/rpc.
#pragma once

#include <string>
#include <string_view>

namespace cpb::rpc {

struct Trace {
  std::string trace_id;     ///< 32 hex digits, not all zero.
  std::string traceparent;  ///< "00-<trace id>-<id of this hop>-<flags>"
};

/// Continues the trace of a received `traceparent` with a new hop, or begins one when it is absent or
/// malformed.
Trace ContinueTrace(std::string_view received);

}  // namespace cpb::rpc
