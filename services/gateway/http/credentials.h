/// Where a request carries its session, and whether a browser may have been talked into sending it.
#pragma once

#include <string>

#include "services/gateway/http/message.h"

namespace cpb::gateway {

inline constexpr char kCookieName[] = "cpb_session";

struct Credentials {
  std::string token;         ///< Empty when the request carries none.
  bool from_cookie = false;  ///< Browsers send cookies on their own.
};

/// `Authorization: Bearer …` wins over the cookie.
Credentials FindCredentials(const HttpRequest& request);

/// True when the request was made by a page of this site: Sec-Fetch-Site says so, or Origin has our host.
/// `public_origin` is the address that people see when a proxy stands before us; empty otherwise.
bool IsSameOrigin(const HttpRequest& request, const std::string& public_origin);
/// True when a browser says that another site made the request.
bool IsCrossOrigin(const HttpRequest& request, const std::string& public_origin);

std::string SessionCookie(const std::string& token, bool secure);
std::string ExpiredCookie(bool secure);

}  // namespace cpb::gateway
