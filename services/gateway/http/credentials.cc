#include "services/gateway/http/credentials.h"

#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

constexpr std::string_view kBearer = "bearer ";

std::string_view FindCookie(std::string_view header) {
  for (std::string_view pair : Split(header, ';')) {
    pair = Trim(pair);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == kCookieName)
      return pair.substr(equals + 1);
  }
  return {};
}

/// "example.vn:8080" of "https://example.vn:8080".
std::string_view HostOf(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view{} : origin.substr(scheme + 3);
}

bool OriginIsOurs(const HttpRequest& request, const std::string& public_origin) {
  const std::string_view origin = request.Header("origin");
  if (!public_origin.empty()) return origin == public_origin;
  return !HostOf(origin).empty() && HostOf(origin) == request.Header("host");
}

std::string Attributes(bool secure) {
  return Cat("; Path=/; HttpOnly; SameSite=Strict", secure ? "; Secure" : "");
}

}  // namespace

Credentials FindCredentials(const HttpRequest& request) {
  const std::string_view authorization = request.Header("authorization");
  if (Lower(authorization.substr(0, kBearer.size())) == kBearer) {
    return {std::string{Trim(authorization.substr(kBearer.size()))}, false};
  }
  return {std::string{FindCookie(request.Header("cookie"))}, true};
}

bool IsSameOrigin(const HttpRequest& request, const std::string& public_origin) {
  if (const std::string_view site = request.Header("sec-fetch-site"); !site.empty())
    return site == "same-origin";
  return OriginIsOurs(request, public_origin);
}

bool IsCrossOrigin(const HttpRequest& request, const std::string& public_origin) {
  const bool says_something = !request.Header("sec-fetch-site").empty() || !request.Header("origin").empty();
  return says_something && !IsSameOrigin(request, public_origin);
}

std::string SessionCookie(const std::string& token, bool secure) {
  return Cat(kCookieName, "=", token, "; Max-Age=43200", Attributes(secure));
}

std::string ExpiredCookie(bool secure) {
  return Cat(kCookieName, "=; Max-Age=0", Attributes(secure));
}

}  // namespace cpb::gateway
