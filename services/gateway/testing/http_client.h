/// A plain HTTP/1.1 client for tests: sends what it is told, well formed or not.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cpb::gateway {

struct Answer {
  int status = 0;                              ///< 0 when the connection ended without an answer.
  std::map<std::string, std::string> headers;  ///< Names in lower case; of repeated ones the last.
  std::string body;
  bool complete = false;  ///< The body ended where the headers said.
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One connection, kept alive between requests.
class HttpClient {
 public:
  explicit HttpClient(int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  Answer Send(const std::string& verb, const std::string& target, const std::string& body = "",
              const Headers& headers = {});
  /// Sends bytes as they are.
  void SendRaw(const std::string& bytes);
  /// Reads one answer. `head` when no body follows.
  Answer Read(bool head = false);

 private:
  struct Impl;
  Impl* impl_;
};

/// One request on a connection of its own.
Answer Ask(int port, const std::string& verb, const std::string& target, const std::string& body = "",
           const Headers& headers = {});
/// The value of a text or number of a flat JSON object; empty when there is none.
std::string JsonText(const std::string& json, const std::string& name);

}  // namespace cpb::gateway
