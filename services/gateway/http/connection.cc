#include "services/gateway/http/connection.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <type_traits>
#include <utility>

#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

constexpr std::size_t kDiscardedAtMost = std::size_t{16} << 20;
constexpr std::chrono::seconds kLinger{2};

std::string_view View(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

using Plain = beast::tcp_stream;
using Tls = beast::ssl_stream<beast::tcp_stream>;

/// One connection, over `Stream`. All its members are touched on its strand alone, except `answer_` while a
/// worker has it.
template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Connection(Stream stream, std::shared_ptr<ServerState> state)
      : stream_{std::move(stream)}, state_{std::move(state)} {
    error_code error;
    const auto peer = tcp().socket().remote_endpoint(error);
    address_ = error ? "unknown" : peer.address().to_string();
    ++state_->connections;
  }
  ~Connection() { --state_->connections; }

  void Start() {
    asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->Begin(); });
  }

 private:
  /// The socket below TLS, with the time limits.
  beast::tcp_stream& tcp() { return beast::get_lowest_layer(stream_); }

  void Begin() {
    if constexpr (std::is_same_v<Stream, Tls>) {
      tcp().expires_after(state_->options.read_time);
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](error_code error) {
                                if (error) return self->CloseSocket();
                                self->ReadHeader();
                              });
    } else {
      ReadHeader();
    }
  }

  void ReadHeader() {
    if (state_->stopping) return Close();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(state_->options.header_limit));
    parser_->body_limit(std::uint64_t{kDiscardedAtMost});
    request_ = {};
    request_.address = address_;
    tcp().expires_after(state_->options.read_time);
    http::async_read_header(stream_, buffer_, *parser_,
                            beast::bind_front_handler(&Connection::OnHeader, this->shared_from_this()));
  }

  void OnHeader(error_code error, std::size_t) {
    if (error == http::error::end_of_stream) return Close();
    if (error == http::error::header_limit) return Fail(431);
    if (error == http::error::body_limit) return Fail(413);  // Content-Length alone is past any limit.
    if (error == beast::error::timeout) return Close();
    if (error)
      return error.category() == http::make_error_code(http::error::bad_method).category() ? Fail(400)
                                                                                           : Close();
    TakeHeader();
    const std::size_t limit = state_->handlers.body_limit(request_.verb, request_.path());
    const auto length = parser_->content_length();
    if (length && *length > limit) {
      discard_ = *length;
      return Fail(413);
    }
    parser_->body_limit(std::uint64_t{limit});
    if (parser_->is_done()) return Handle();
    if (Lower(request_.Header("expect")) == "100-continue") return SayContinue();
    ReadBody();
  }

  void TakeHeader() {
    const auto& message = parser_->get();
    head_ = message.method() == http::verb::head;
    keep_alive_ = message.keep_alive();
    request_.verb = head_ ? "GET" : std::string{View(message.method_string())};
    request_.target = std::string{View(message.target())};
    for (const auto& field : message) {
      const std::string name = Lower(View(field.name_string()));
      const auto [kept, is_new] = request_.headers.emplace(name, std::string{View(field.value())});
      // Proxies may add a line instead of going on in the client's.
      if (!is_new && name == "x-forwarded-for") kept->second += "," + std::string{View(field.value())};
    }
    request_.address = state_->options.proxies.ClientOf(address_, request_.Header("x-forwarded-for"));
  }

  void SayContinue() {
    auto go_on = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
    http::async_write(stream_, *go_on,
                      [self = this->shared_from_this(), go_on](error_code error, std::size_t) {
                        if (error) return self->Close();
                        self->ReadBody();
                      });
  }

  void ReadBody() {
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](error_code error, std::size_t) {
                       if (error == http::error::body_limit) return self->Fail(413);
                       if (error == beast::error::timeout || error == http::error::partial_message)
                         return self->Close();
                       if (error) return self->Fail(400);
                       self->Handle();
                     });
  }

  void Handle() {
    tcp().expires_never();
    request_.body = std::move(parser_->get().body());
    if (request_.target.empty() || request_.target.front() != '/') {
      if (!(request_.verb == "OPTIONS" && request_.target == "*")) return Fail(400);
    }
    if (auto answer = state_->handlers.at_once(request_)) return Answer(*std::move(answer));
    if (!state_->queue.Enter(state_->options.workers + state_->options.waiting)) {
      return Answer(state_->handlers.failure(503, request_));
    }
    asio::post(*state_->workers, [self = this->shared_from_this()] {
      HttpResponse answer;
      try {
        answer = self->state_->handlers.blocking(self->request_);
      } catch (...) {
        answer = self->state_->handlers.failure(500, self->request_);
      }
      self->state_->queue.Leave();
      asio::post(self->stream_.get_executor(),
                 [self, answer = std::move(answer)]() mutable { self->Answer(std::move(answer)); });
    });
  }

  /// Answers with an error of the edge, then closes: what follows on the connection cannot be trusted.
  void Fail(int status) {
    if (parser_ && request_.verb.empty()) request_.verb = "GET";
    keep_alive_ = false;
    linger_ = true;
    Answer(state_->handlers.failure(status, request_));
  }

  void Answer(HttpResponse answer) {
    state_->handlers.finish(answer);
    answer_ = std::move(answer);
    if (state_->stopping) keep_alive_ = false;
    if (answer_.more && !head_) return StartStream();
    message_ = {};
    FillHeader(message_);
    message_.body() = head_ ? std::string{} : answer_.body;
    const bool no_body = answer_.status == 204 || answer_.status == 304;
    if (!no_body && !answer_.more) message_.content_length(answer_.body.size());
    serializer_.emplace(message_);
    tcp().expires_after(state_->options.write_time);
    const auto done = [self = this->shared_from_this()](error_code error, std::size_t) {
      self->OnAnswered(error);
    };
    if (head_ || no_body) {
      http::async_write_header(stream_, *serializer_, done);
    } else {
      http::async_write(stream_, *serializer_, done);
    }
  }

  template <class Message>
  void FillHeader(Message& message) {
    message.version(11);
    message.result(static_cast<unsigned>(answer_.status));
    for (const auto& [name, value] : answer_.headers) message.insert(name, value);
    message.keep_alive(keep_alive_);
  }

  void OnAnswered(error_code error) {
    serializer_.reset();
    if (error) return Close();
    if (keep_alive_) return ReadHeader();
    if (linger_) return Linger();
    Close();
  }

  // --- Answers of unknown length
  // -------------------------------------------------------------------------------

  void StartStream() {
    stream_message_ = {};
    FillHeader(stream_message_);
    stream_message_.chunked(true);
    stream_serializer_.emplace(stream_message_);
    tcp().expires_after(state_->options.write_time);
    http::async_write_header(stream_, *stream_serializer_,
                             [self = this->shared_from_this()](error_code error, std::size_t) {
                               if (error) return self->Close();
                               self->part_ = std::move(self->answer_.body);
                               self->WritePart();
                             });
  }

  void WritePart() {
    if (part_.empty()) return NextPart();
    tcp().expires_after(state_->options.write_time);
    asio::async_write(stream_, http::make_chunk(asio::buffer(part_)),
                      [self = this->shared_from_this()](error_code error, std::size_t) {
                        if (error) return self->Close();
                        self->NextPart();
                      });
  }

  void NextPart() {
    tcp().expires_never();
    asio::post(*state_->workers, [self = this->shared_from_this()] {
      auto next = self->answer_.more();
      asio::post(self->stream_.get_executor(), [self, next = std::move(next)]() mutable {
        if (!next.ok()) return self->Close();
        if (!*next) return self->EndStream();
        self->part_ = **std::move(next);
        self->WritePart();
      });
    });
  }

  void EndStream() {
    answer_.more = nullptr;
    tcp().expires_after(state_->options.write_time);
    asio::async_write(stream_, http::make_chunk_last(),
                      [self = this->shared_from_this()](error_code error, std::size_t) {
                        self->stream_serializer_.reset();
                        self->OnAnswered(error);
                      });
  }

  // --- The end
  // -------------------------------------------------------------------------------------------------

  /// Reads on for a moment after an early answer: closing at once would make the client's side drop it
  /// unread.
  void Linger() {
    if constexpr (std::is_same_v<Stream, Plain>) {
      error_code ignored;
      tcp().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    }
    tcp().expires_after(kLinger);
    discard_ = std::min<std::uint64_t>(discard_ == 0 ? kDiscardedAtMost : discard_, kDiscardedAtMost);
    Discard();
  }

  void Discard() {
    stream_.async_read_some(asio::buffer(trash_),
                            [self = this->shared_from_this()](error_code error, std::size_t count) {
                              if (error || count >= self->discard_) return self->Close();
                              self->discard_ -= count;
                              self->Discard();
                            });
  }

  /// TLS says goodbye first, so that the client knows that nothing was cut off.
  void Close() {
    if constexpr (std::is_same_v<Stream, Tls>) {
      tcp().expires_after(kLinger);
      stream_.async_shutdown([self = this->shared_from_this()](error_code) { self->CloseSocket(); });
    } else {
      CloseSocket();
    }
  }

  void CloseSocket() {
    error_code ignored;
    tcp().socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    tcp().close();
  }

  Stream stream_;
  std::shared_ptr<ServerState> state_;
  std::string address_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  HttpRequest request_;
  HttpResponse answer_;
  http::response<http::string_body> message_;
  std::optional<http::response_serializer<http::string_body>> serializer_;
  http::response<http::empty_body> stream_message_;
  std::optional<http::response_serializer<http::empty_body>> stream_serializer_;
  std::string part_;
  std::array<char, 16 * 1024> trash_;
  std::uint64_t discard_ = 0;
  bool head_ = false;
  bool keep_alive_ = false;
  bool linger_ = false;
};

}  // namespace

void ServeConnection(asio::ip::tcp::socket socket, std::shared_ptr<ServerState> state) {
  if (state->tls) {
    Tls stream{beast::tcp_stream{std::move(socket)}, *state->tls};
    std::make_shared<Connection<Tls>>(std::move(stream), std::move(state))->Start();
  } else {
    std::make_shared<Connection<Plain>>(beast::tcp_stream{std::move(socket)}, std::move(state))->Start();
  }
}

}  // namespace cpb::gateway
