/// The HTTP/1.1 server, over TLS 1.2 or later where a certificate is given: Boost.Beast on two threads for
/// sockets, a bounded pool of threads for handlers that block.
///
/// Hostile and broken clients are expected: header and body are limited before they are read, a request must
/// be there within a time limit and an answer taken within one, connections and waiting requests are bounded.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/gateway/http/message.h"
#include "services/gateway/http/proxies.h"

namespace cpb::gateway {

struct HttpHandlers {
  /// Answers that need no waiting, on a socket thread; nothing passes the request on to `blocking`.
  std::function<std::optional<HttpResponse>(const HttpRequest&)> at_once;
  /// Everything else, on a worker thread.
  std::function<HttpResponse(const HttpRequest&)> blocking;
  /// Largest body for a request line, in bytes.
  std::function<std::size_t(std::string_view verb, std::string_view path)> body_limit;
  /// The edge's own errors: a status such as 413 and the language of the request.
  std::function<HttpResponse(int status, const HttpRequest&)> failure;
  /// Headers that every answer gets.
  std::function<void(HttpResponse&)> finish;
};

struct HttpOptions {
  std::string listen;           ///< "127.0.0.1:8080"; port 0 picks one.
  std::string tls_certificate;  ///< PEM file of the certificate and its chain; empty: plain HTTP.
  std::string tls_key;          ///< PEM file of its private key.
  TrustedProxies proxies;       ///< Who may say where a request comes from.
  int socket_threads = 2;
  int workers = 48;
  int waiting = 512;  ///< Requests that may wait for a worker; more get 503 at once.
  int connections = 1024;
  std::size_t header_limit = 16 * 1024;
  std::chrono::milliseconds read_time{30'000};   ///< For a whole request, and between two.
  std::chrono::milliseconds write_time{30'000};  ///< For an answer, or for one part of a stream.
};

/// Serves from Start until Stop.
class HttpServer {
 public:
  /// A sentence for people when the address cannot be had.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(HttpOptions options, HttpHandlers handlers);
  virtual ~HttpServer() = default;
  virtual int port() const = 0;
  /// Takes no more connections or requests; answers in progress have `time`, then `cancel` must make handlers
  /// return.
  virtual void Stop(std::chrono::milliseconds time, const std::function<void()>& cancel) = 0;
};

}  // namespace cpb::gateway
