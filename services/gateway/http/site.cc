#include "services/gateway/http/site.h"

#include <algorithm>
#include <utility>

#include "libs/rpc/trace.h"
#include "services/gateway/http/edge_reasons.h"
#include "services/gateway/http/problem.h"
#include "services/gateway/text/json_writer.h"

namespace cpb::gateway {
namespace {

void AddSecurityHeaders(HttpResponse& response) {
  const bool has_policy =
      std::any_of(response.headers.begin(), response.headers.end(),
                  [](const auto& header) { return header.first == "Content-Security-Policy"; });
  if (!has_policy) response.Set("Content-Security-Policy", ContentSecurity(""));
  response.Set("X-Content-Type-Options", "nosniff");
  response.Set("X-Frame-Options", "DENY");
  response.Set("Referrer-Policy", "no-referrer");
  response.Set("Cross-Origin-Opener-Policy", "same-origin");
  response.Set("Cross-Origin-Resource-Policy", "same-origin");
}

/// An error of the server itself, before any handler saw the request.
HttpResponse Failure(int status, const HttpRequest& request, std::size_t body_limit) {
  const rpc::Trace trace = rpc::ContinueTrace(request.Header("traceparent"));
  const ProblemContext context{trace.trace_id, PrefersEnglish(request.Header("accept-language"))};
  HttpResponse response;
  switch (status) {
    case 413:
      response = ToProblem(kBodyTooLarge, {{"limit", std::to_string(body_limit)}}, context, 413);
      break;
    case 503:
      response = ToProblem(kOverloaded, {}, context, 503);
      break;
    case 500:
      response = ToProblem(absl::InternalError(""), context);
      break;
    default:
      response = ToProblem(kMalformedRequest, {}, context, status);
      break;
  }
  response.Set("traceparent", trace.traceparent);
  response.Set("Cache-Control", "no-store");
  return response;
}

HttpResponse Json(std::string body) {
  HttpResponse response;
  response.Set("Content-Type", "application/json; charset=utf-8");
  response.Set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

}  // namespace

Site::Site(Rest& rest, Backends& backends, const StaticFiles& files, std::string openapi)
    : rest_{rest},
      backends_{backends},
      files_{files},
      openapi_{std::move(openapi)},
      openapi_etag_{EtagOf(openapi_)} {}

HttpHandlers Site::Handlers() {
  return {.at_once = [this](const HttpRequest& request) { return AtOnce(request); },
          .blocking = [this](const HttpRequest& request) { return Blocking(request); },
          .body_limit = [this](std::string_view verb,
                               std::string_view path) { return rest_.BodyLimit(verb, path); },
          .failure =
              [this](int status, const HttpRequest& request) {
                return Failure(status, request, rest_.BodyLimit(request.verb, request.path()));
              },
          .finish = AddSecurityHeaders};
}

std::optional<HttpResponse> Site::AtOnce(const HttpRequest& request) {
  if (request.target == "*") {
    HttpResponse response;
    response.status = 204;
    response.Set("Allow", "GET, HEAD, OPTIONS, POST, PATCH");
    return response;
  }
  if (request.verb != "GET") return std::nullopt;
  if (request.path() == "/healthz") return Json(R"({"alive":true})");
  if (request.path() == "/openapi.json") {
    return Cached(request, openapi_, "application/json; charset=utf-8", openapi_etag_);
  }
  return files_.Find(request);
}

HttpResponse Site::Blocking(const HttpRequest& request) {
  if (request.verb == "GET" && request.path() == "/readyz") return Ready();
  return rest_.Handle(request);
}

HttpResponse Site::Ready() {
  const std::map<std::string, bool> health = backends_.CheckHealth();
  const bool ready =
      std::all_of(health.begin(), health.end(), [](const auto& entry) { return entry.second; });
  JsonWriter json;
  json.BeginObject().Key("ready").Value(ready).Key("programs").BeginObject();
  for (const auto& [name, serving] : health) json.Key(name).String(serving ? "serving" : "not serving");
  json.EndObject().EndObject();
  HttpResponse response = Json(json.text());
  if (!ready) response.status = 503;
  return response;
}

}  // namespace cpb::gateway
