#include "services/gateway/http/rest.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "absl/time/clock.h"
#include "cpbudget/gateway/v1/gateway.pb.h"
#include "google/api/httpbody.pb.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "libs/rpc/trace.h"
#include "libs/telemetry/log.h"
#include "services/gateway/http/credentials.h"
#include "services/gateway/http/edge_reasons.h"
#include "services/gateway/text/text.h"
#include "services/gateway/transcode/transcoder.h"

namespace cpb::gateway {
namespace {

constexpr absl::Duration kDefaultTimeout = absl::Seconds(10);
constexpr int kMaxTimeoutMs = 60'000;
constexpr char kSignInPath[] = "/cpbudget.gateway.v1.AuthService/SignIn";
constexpr char kCallerPath[] = "/cpbudget.gateway.v1.AuthService/GetCaller";
constexpr char kChangePasswordPath[] = "/cpbudget.gateway.v1.AuthService/ChangePassword";
constexpr char kSignOutPath[] = "/cpbudget.gateway.v1.AuthService/SignOut";

/// X-Timeout-Ms, or the default.
absl::Duration TimeoutOf(const HttpRequest& request, Problems& problems) {
  const std::string_view text = request.Header("x-timeout-ms");
  if (text.empty()) return kDefaultTimeout;
  int milliseconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  if (error != std::errc{} || end != text.data() + text.size() || milliseconds < 1 ||
      milliseconds > kMaxTimeoutMs) {
    problems.Add("X-Timeout-Ms", "Phải là số nguyên từ 1 đến 60000.", "Must be an integer from 1 to 60000.");
    return kDefaultTimeout;
  }
  return absl::Milliseconds(milliseconds);
}

bool IsJson(std::string_view content_type) {
  const std::vector<std::string_view> parts = Split(content_type, ';');
  if (Lower(Trim(parts[0])) != "application/json") return false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string parameter = Lower(Trim(parts[i]));
    if (parameter.substr(0, 8) == "charset=" && parameter != "charset=utf-8" &&
        parameter != "charset=\"utf-8\"")
      return false;
  }
  return true;
}

/// The last word of a resource's name, if it is fit for a file name: "plans/P-1" gives "P-1".
std::string LastWord(std::string_view name) {
  const std::string_view word = name.substr(name.rfind('/') + 1);
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
  return std::string{plain ? word : "export"};
}

/// A name for the file that a path exports: "/v1/journal:export" and text/csv give "journal.csv",
/// "/v1/{name=plans/*}:exportWorkbook" the name of the plan.
std::string FileName(const PathTemplate& path, const PathTemplate::Bindings& bindings,
                     std::string_view content_type) {
  std::string_view name = path.text();
  name = name.substr(0, name.rfind(':'));
  name = name.substr(name.rfind('/') + 1);
  const bool resource = name.find_first_of("{}*=") != std::string_view::npos;
  const std::string stem =
      resource ? LastWord(bindings.empty() ? "" : bindings.back().second) : std::string{name};
  const std::string type = Lower(Trim(Split(content_type, ';')[0]));
  const auto has = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  return Cat(stem, has("spreadsheetml") ? ".xlsx" : has("csv") ? ".csv" : has("json") ? ".json" : ".txt");
}

std::string JoinVerbs(std::vector<std::string> verbs) {
  if (std::find(verbs.begin(), verbs.end(), "GET") != verbs.end()) verbs.push_back("HEAD");
  verbs.push_back("OPTIONS");
  std::sort(verbs.begin(), verbs.end());
  return JoinWith(verbs, ", ");
}

}  // namespace

/// What is known of one request while it is served.
struct Rest::Asked {
  const gateway::Route* route = nullptr;
  PathTemplate::Bindings bindings;
  ProblemContext context;
  CallHeaders headers;
};

bool RateLimits::Take(const Method& method, const std::string& session, const std::string& address) const {
  if (method.rpc_path == kSignInPath) return sign_in->Take(address);
  return session.empty() ? anonymous->Take(address) : signed_in->Take(session);
}

bool RateLimits::TakeLookUp(SessionDirectory& sessions, std::string_view token,
                            const std::string& address) const {
  return sessions.FindRemembered(token).has_value() || signed_in->Take("look-up from " + address);
}

bool OpenBeforePasswordChange(const Method& method) {
  return method.anonymous || method.rpc_path == kSignOutPath || method.rpc_path == kCallerPath ||
         method.rpc_path == kChangePasswordPath;
}

bool PrefersEnglish(std::string_view accept_language) {
  double best_english = 0;
  double best_vietnamese = 0;
  for (const std::string_view part : Split(accept_language, ',')) {
    const std::vector<std::string_view> pieces = Split(part, ';');
    double quality = 1;
    if (pieces.size() > 1 && Trim(pieces[1]).substr(0, 2) == "q=") {
      const std::string_view text = Trim(pieces[1]).substr(2);
      if (std::from_chars(text.data(), text.data() + text.size(), quality).ec != std::errc{}) quality = 0;
    }
    const std::string language = Lower(Trim(pieces[0])).substr(0, 2);
    if (language == "en") best_english = std::max(best_english, quality);
    if (language == "vi") best_vietnamese = std::max(best_vietnamese, quality);
  }
  return best_english > best_vietnamese;
}

Rest::Rest(const Contract& contract, Backends& backends, SessionDirectory& sessions, RateLimits limits,
           telemetry::Metrics* metrics, RestOptions options)
    : contract_{contract},
      backends_{backends},
      sessions_{sessions},
      limits_{limits},
      metrics_{metrics},
      options_{std::move(options)},
      writer_{contract} {}

std::size_t Rest::BodyLimit(std::string_view verb, std::string_view path) const {
  const Contract::Match match = contract_.Find(verb, path);
  return match.route == nullptr ? Contract::kBodyLimit : match.route->method->max_body;
}

HttpResponse Rest::Handle(const HttpRequest& request) {
  const absl::Time start = absl::Now();
  const rpc::Trace trace = rpc::ContinueTrace(request.Header("traceparent"));
  Asked asked;
  asked.context = {trace.trace_id, PrefersEnglish(request.Header("accept-language"))};
  asked.headers.traceparent = trace.traceparent;
  asked.headers.language = asked.context.english ? "en" : "vi";
  asked.headers.address = request.address;
  telemetry::SetTraceId(trace.trace_id);
  HttpResponse response = Route(request, asked);
  response.Set("traceparent", trace.traceparent);
  response.Set("Cache-Control", "no-store");
  response.Set("Vary", "Accept-Language, Authorization, Cookie");
  const std::string method = asked.route == nullptr ? "" : asked.route->method->rpc_path;
  const std::string status = std::to_string(response.status);
  if (metrics_ != nullptr) {
    metrics_->AddCounter("cpbudget_http_requests_total", "REST requests by method and HTTP status.",
                         {{"method", method}, {"status", status}}, 1);
  }
  // The path may name people's documents and the query what was looked for: the method is enough.
  telemetry::Log(response.status >= 500 ? telemetry::Level::kWarning : telemetry::Level::kInfo, "rest",
                 {{"method", method},
                  {"status", status},
                  {"ms", std::to_string(absl::ToInt64Milliseconds(absl::Now() - start))}});
  telemetry::SetTraceId("");
  return response;
}

HttpResponse Rest::Route(const HttpRequest& request, Asked& asked) {
  const std::string_view path = request.path();
  Contract::Match match = contract_.Find(request.verb, path);
  if (match.route == nullptr && match.allowed_verbs.empty()) {
    return ToProblem(kRouteUnknown, {{"path", std::string{path.substr(0, 100)}}}, asked.context);
  }
  if (match.route == nullptr) {
    const std::string allowed = JoinVerbs(match.allowed_verbs);
    HttpResponse response;
    if (request.verb == "OPTIONS") {
      response.status = 204;
    } else {
      response =
          ToProblem(kMethodNotAllowed, {{"verb", request.verb}, {"allowed", allowed}}, asked.context, 405);
    }
    response.Set("Allow", allowed);
    return response;
  }
  asked.route = match.route;
  asked.bindings = std::move(match.bindings);
  if (!request.body.empty() && !IsJson(request.Header("content-type"))) {
    return ToProblem(kMediaType, {}, asked.context, 415);
  }
  return Serve(request, asked);
}

HttpResponse Rest::Serve(const HttpRequest& request, Asked& asked) {
  const Method& method = *asked.route->method;
  const Credentials credentials = FindCredentials(request);
  if (!credentials.token.empty()) {
    if (!limits_.TakeLookUp(sessions_, credentials.token, request.address)) {
      return ToProblem(kTooManyRequests, {}, asked.context);
    }
    const absl::StatusOr<SessionCallerPtr> caller = sessions_.Find(credentials.token);
    if (!caller.ok()) return ToProblem(caller.status(), asked.context);
    if (*caller != nullptr) {
      asked.headers.identity_token = (*caller)->identity_token;
      asked.headers.session = (*caller)->session;
      if ((*caller)->must_change_password && !OpenBeforePasswordChange(method)) {
        return ToProblem(kPasswordChangeRequired, {}, asked.context);
      }
    }
  }
  if (!limits_.Take(method, asked.headers.session, request.address))
    return ToProblem(kTooManyRequests, {}, asked.context);
  if (asked.headers.session.empty() && !method.anonymous) {
    HttpResponse response = ToProblem(rpc::Refuse(refusal::kNotSignedIn), asked.context);
    if (credentials.from_cookie && !credentials.token.empty()) {
      response.Set("Set-Cookie", ExpiredCookie(options_.secure_cookie));
    }
    return response;
  }
  const bool by_browser = credentials.from_cookie && !credentials.token.empty();
  if (asked.route->verb != "GET" && (by_browser ? !IsSameOrigin(request, options_.public_origin)
                                                : IsCrossOrigin(request, options_.public_origin))) {
    return ToProblem(kCrossOrigin, {}, asked.context);
  }
  Problems problems;
  asked.headers.deadline = absl::Now() + TimeoutOf(request, problems);
  const RestRequest rest{asked.route, &asked.bindings, request.query(), request.body};
  const auto message = ToMessage(contract_, rest, problems);
  if (!problems.empty()) return ToProblem(problems, asked.context);
  const std::string bytes = message->SerializeAsString();
  return method.descriptor->server_streaming() ? CallForFile(asked, bytes) : CallUnary(asked, bytes);
}

HttpResponse Rest::CallUnary(const Asked& asked, const std::string& bytes) {
  const Method& method = *asked.route->method;
  const absl::StatusOr<std::string> answer = backends_.CallUnary(method, asked.headers, bytes);
  if (!answer.ok()) return ToProblem(answer.status(), asked.context);
  absl::StatusOr<std::string> json = writer_.ToJson(*method.descriptor->output_type(), *answer);
  if (!json.ok()) return ToProblem(json.status(), asked.context);
  HttpResponse response;
  response.Set("Content-Type", "application/json; charset=utf-8");
  response.body = *std::move(json);
  SetCookie(method, *answer, response);
  if (method.rpc_path == kSignOutPath) sessions_.Forget(asked.headers.session);
  return response;
}

void Rest::SetCookie(const Method& method, const std::string& answer, HttpResponse& response) const {
  if (method.rpc_path == kSignOutPath) response.Set("Set-Cookie", ExpiredCookie(options_.secure_cookie));
  if (method.rpc_path != kSignInPath) return;
  ::cpbudget::gateway::v1::SignInResponse signed_in;
  if (signed_in.ParseFromString(answer)) {
    response.Set("Set-Cookie", SessionCookie(signed_in.session_token(), options_.secure_cookie));
  }
}

HttpResponse Rest::CallForFile(const Asked& asked, const std::string& bytes) {
  Backends::Stream stream = backends_.OpenStream(*asked.route->method, asked.headers, bytes);
  // The first part decides: a refusal is still an ordinary problem document.
  const absl::StatusOr<std::optional<std::string>> first = stream();
  if (!first.ok()) return ToProblem(first.status(), asked.context);
  google::api::HttpBody body;
  if (*first && !body.ParseFromString(**first)) return ToProblem(absl::InternalError(""), asked.context);
  HttpResponse response;
  const std::string type = body.content_type().empty() ? "application/octet-stream" : body.content_type();
  response.Set("Content-Type", type);
  response.Set("Content-Disposition",
               Cat("attachment; filename=\"", FileName(asked.route->path, asked.bindings, type), "\""));
  response.body = std::move(*body.mutable_data());
  if (!*first) return response;
  response.more = [stream = std::move(stream)]() -> absl::StatusOr<std::optional<std::string>> {
    absl::StatusOr<std::optional<std::string>> next = stream();
    if (!next.ok() || !*next) return next;
    google::api::HttpBody part;
    if (!part.ParseFromString(**next)) return absl::InternalError("a part of a file cannot be read");
    return std::move(*part.mutable_data());
  };
  return response;
}

}  // namespace cpb::gateway
