/// Everything that the HTTP port serves: pages, /openapi.json, /healthz and /readyz, and the REST surface.
#pragma once

#include <string>

#include "services/gateway/http/backends.h"
#include "services/gateway/http/rest.h"
#include "services/gateway/http/server.h"
#include "services/gateway/http/static_files.h"

namespace cpb::gateway {

/// Thread-safe.
class Site {
 public:
  Site(Rest& rest, Backends& backends, const StaticFiles& files, std::string openapi);

  /// For HttpServer::Start; valid as long as this object.
  HttpHandlers Handlers();

 private:
  std::optional<HttpResponse> AtOnce(const HttpRequest& request);
  HttpResponse Blocking(const HttpRequest& request);
  HttpResponse Ready();

  Rest& rest_;
  Backends& backends_;
  const StaticFiles& files_;
  std::string openapi_;
  std::string openapi_etag_;
};

}  // namespace cpb::gateway
