#include "services/gateway/http/server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <charconv>
#include <thread>
#include <utility>
#include <vector>

#include "services/gateway/http/connection.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// "127.0.0.1:8080" or "[::1]:8080"; "0.0.0.0" for all addresses.
absl::StatusOr<tcp::endpoint> ParseEndpoint(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  const std::string port_text = colon == std::string::npos ? "" : listen.substr(colon + 1);
  std::string host = listen.substr(0, colon == std::string::npos ? 0 : colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  int port = -1;
  std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error || port < 0 || port > 65535) {
    return absl::InvalidArgumentError(
        Cat("--http_listen is HOST:PORT, for example 127.0.0.1:8080, not \"", listen, "\""));
  }
  return tcp::endpoint{address, static_cast<unsigned short>(port)};
}

class Server final : public HttpServer {
 public:
  Server(HttpOptions options, HttpHandlers handlers) : state_{std::make_shared<ServerState>()} {
    state_->options = std::move(options);
    state_->handlers = std::move(handlers);
    workers_.emplace(static_cast<std::size_t>(state_->options.workers));
    state_->workers = &*workers_;
  }

  ~Server() override {
    Stop(std::chrono::milliseconds{0}, [] {});
  }

  absl::Status LoadCertificate() {
    const HttpOptions& options = state_->options;
    if (options.tls_certificate.empty()) return absl::OkStatus();
    asio::ssl::context& tls = state_->tls.emplace(asio::ssl::context::tls_server);
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1);
    error_code error;
    tls.use_certificate_chain_file(options.tls_certificate, error);
    if (error) return CannotUse("--tls_certificate", options.tls_certificate, error);
    tls.use_private_key_file(options.tls_key, asio::ssl::context::pem, error);
    if (error) return CannotUse("--tls_key", options.tls_key, error);
    return absl::OkStatus();
  }

  absl::Status Listen() {
    if (absl::Status status = LoadCertificate(); !status.ok()) return status;
    const absl::StatusOr<tcp::endpoint> endpoint = ParseEndpoint(state_->options.listen);
    if (!endpoint.ok()) return endpoint.status();
    error_code error;
    acceptor_.open(endpoint->protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(*endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return absl::FailedPreconditionError(Cat("cannot listen for HTTP on ", state_->options.listen, " (",
                                               error.message(),
                                               "): choose another address or port with --http_listen"));
    }
    Accept();
    for (int i = 0; i < state_->options.socket_threads; ++i) {
      threads_.emplace_back([this] { context_.run(); });
    }
    return absl::OkStatus();
  }

  int port() const override {
    error_code ignored;
    return acceptor_.local_endpoint(ignored).port();
  }

  void Stop(std::chrono::milliseconds time, const std::function<void()>& cancel) override {
    if (stopped_) return;
    stopped_ = true;
    state_->stopping = true;
    asio::post(context_, [this] {
      error_code ignored;
      acceptor_.close(ignored);
    });
    state_->queue.WaitUntilEmpty(std::chrono::steady_clock::now() + time);
    cancel();
    workers_->join();
    // Answers that the workers left behind are written; idle connections wait for nothing.
    asio::steady_timer grace{context_, std::chrono::milliseconds{50}};
    grace.async_wait([this](error_code) { context_.stop(); });
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  static absl::Status CannotUse(const char* flag, const std::string& file, const error_code& error) {
    return absl::FailedPreconditionError(
        Cat("the file of ", flag, " cannot be used: ", file, " (", error.message(), ")"));
  }

  void Accept() {
    acceptor_.async_accept(asio::make_strand(context_), [this](error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted || state_->stopping) return;
      if (error) {  // Out of descriptors: wait for some to come back.
        pause_.expires_after(std::chrono::milliseconds{50});
        pause_.async_wait([this](error_code) { Accept(); });
        return;
      }
      error_code ignored;
      socket.set_option(tcp::no_delay{true}, ignored);
      // Beyond the cap the socket is closed by going out of scope.
      if (state_->connections < state_->options.connections) ServeConnection(std::move(socket), state_);
      Accept();
    });
  }

  std::shared_ptr<ServerState> state_;
  std::optional<asio::thread_pool> workers_;
  asio::io_context context_;
  /// Without it the socket threads would end while all that is left to do is in the hands of the workers.
  asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
  tcp::acceptor acceptor_{context_};
  asio::steady_timer pause_{context_};
  std::vector<std::thread> threads_;
  bool stopped_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(HttpOptions options, HttpHandlers handlers) {
  auto server = std::make_unique<Server>(std::move(options), std::move(handlers));
  if (absl::Status status = server->Listen(); !status.ok()) return status;
  return std::unique_ptr<HttpServer>{std::move(server)};
}

}  // namespace cpb::gateway
