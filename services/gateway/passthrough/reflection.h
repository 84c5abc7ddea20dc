/// gRPC reflection (v1 and v1alpha) over the contract, so that `buf curl` and grpcurl know every public
/// method. gRPC's own plugin only knows services that are compiled into the program. Pure: bytes in, bytes
/// out.
#pragma once

#include <string>
#include <string_view>

#include "services/gateway/contract/contract.h"

namespace cpb::gateway {

/// True for the method of either version.
bool IsReflection(std::string_view rpc_path);

/// The answer to one serialised ServerReflectionRequest, as a serialised ServerReflectionResponse. Both
/// messages are small and frozen, so they are read and written by field number; Debian ships no header for
/// them.
std::string AnswerReflection(const Contract& contract, const std::string& request);

}  // namespace cpb::gateway
