/// HTTP requests and answers as the handlers see them: plain values, so that handlers are tested without a
/// socket.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace cpb::gateway {

struct HttpRequest {
  std::string verb;    ///< "GET"; HEAD arrives as GET.
  std::string target;  ///< "/v1/plans?pageSize=3"
  std::map<std::string, std::string>
      headers;  ///< Names in lower case; a repeated header keeps its first value.
  std::string body;
  std::string address;  ///< Of the client.

  /// Empty when absent.
  std::string_view Header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
  }
  std::string_view path() const { return std::string_view{target}.substr(0, target.find('?')); }
  std::string_view query() const {
    const std::size_t mark = target.find('?');
    return mark == std::string::npos ? std::string_view{} : std::string_view{target}.substr(mark + 1);
  }
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Present for an answer of unknown length: gives the next part after `body`, nothing at the end. Blocks.
  /// An error breaks the connection off, so that the client sees that something is missing.
  std::function<absl::StatusOr<std::optional<std::string>>()> more;

  void Set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

}  // namespace cpb::gateway
