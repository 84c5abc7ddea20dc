/// The OpenAPI 3.0.3 document of the REST surface, made from the same descriptors that serve it.
#pragma once

#include <string>

#include "services/gateway/contract/contract.h"

namespace cpb::gateway {

/// JSON text.
std::string OpenApiDocument(const Contract& contract);

/// Path as OpenAPI writes it: "/v1/{name=plans/*}:submit" becomes "/v1/plans/{plan}:submit".
std::string OpenApiPath(const PathTemplate& path);

}  // namespace cpb::gateway
