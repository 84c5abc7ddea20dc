/// The REST surface: one request to one answer, on a worker thread that may block.
///
/// Order of the checks: route (404, 405), kind of content (415), session (401), same origin (403), rate
/// (429), fields (400); then the program that owns the method is called and its answer or refusal is written.
#pragma once

#include <string>

#include "libs/clock/clock.h"
#include "libs/telemetry/metrics.h"
#include "services/gateway/contract/contract.h"
#include "services/gateway/http/backends.h"
#include "services/gateway/http/message.h"
#include "services/gateway/http/problem.h"
#include "services/gateway/http/rate_limiter.h"
#include "services/gateway/sessions/session_directory.h"
#include "services/gateway/transcode/response.h"

namespace cpb::gateway {

struct RestOptions {
  std::string public_origin;   ///< See IsSameOrigin.
  bool secure_cookie = false;  ///< True behind TLS.
};

/// The limits that both edges share.
struct RateLimits {
  RateLimiter* signed_in = nullptr;
  RateLimiter* anonymous = nullptr;
  RateLimiter* sign_in = nullptr;

  /// Which limit a call counts against. `session` empty means not signed in.
  bool Take(const Method& method, const std::string& session, const std::string& address) const;
  /// Before the database is asked about a token: so that guessing tokens is as limited as anything else.
  bool TakeLookUp(SessionDirectory& sessions, std::string_view token, const std::string& address) const;
};

/// Thread-safe.
class Rest {
 public:
  Rest(const Contract& contract, Backends& backends, SessionDirectory& sessions, RateLimits limits,
       telemetry::Metrics* metrics, RestOptions options);

  HttpResponse Handle(const HttpRequest& request);

  /// Largest body of a request, to be known before it is read.
  std::size_t BodyLimit(std::string_view verb, std::string_view path) const;

 private:
  struct Asked;

  HttpResponse Route(const HttpRequest& request, Asked& asked);
  HttpResponse Serve(const HttpRequest& request, Asked& asked);
  HttpResponse CallUnary(const Asked& asked, const std::string& bytes);
  HttpResponse CallForFile(const Asked& asked, const std::string& bytes);
  void SetCookie(const Method& method, const std::string& answer, HttpResponse& response) const;

  const Contract& contract_;
  Backends& backends_;
  SessionDirectory& sessions_;
  RateLimits limits_;
  telemetry::Metrics* metrics_;
  RestOptions options_;
  ResponseWriter writer_;
};

/// What a person may call whose password an administrator gave: changing it, seeing who signed in, signing
/// out.
bool OpenBeforePasswordChange(const Method& method);
/// True for a language list that prefers English to Vietnamese: "en", "en-GB,vi;q=0.5".
bool PrefersEnglish(std::string_view accept_language);

}  // namespace cpb::gateway
