#include "services/gateway/testing/http_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "services/gateway/text/text.h"
#include "services/gateway/transcode/json_reader.h"

namespace cpb::gateway {

namespace asio = boost::asio;
namespace http = boost::beast::http;

struct HttpClient::Impl {
  asio::io_context context;
  asio::ip::tcp::socket socket{context};
  boost::beast::flat_buffer buffer;
};

HttpClient::HttpClient(int port) : impl_{new Impl} {
  impl_->socket.connect({asio::ip::make_address("127.0.0.1"), static_cast<unsigned short>(port)});
}

HttpClient::~HttpClient() {
  delete impl_;
}

void HttpClient::SendRaw(const std::string& bytes) {
  boost::system::error_code ignored;  // A server that has answered already may have closed.
  asio::write(impl_->socket, asio::buffer(bytes), ignored);
}

Answer HttpClient::Read(bool head) {
  http::response_parser<http::string_body> parser;
  parser.skip(head);
  parser.body_limit(std::uint64_t{256} << 20);
  boost::system::error_code error;
  http::read(impl_->socket, impl_->buffer, parser, error);
  Answer answer;
  answer.complete = !error;
  if (!parser.is_header_done()) return answer;
  const auto& message = parser.get();
  answer.status = static_cast<int>(message.result_int());
  for (const auto& field : message) {
    answer.headers[Lower({field.name_string().data(), field.name_string().size()})] =
        std::string{field.value()};
  }
  answer.body = message.body();
  return answer;
}

Answer HttpClient::Send(const std::string& verb, const std::string& target, const std::string& body,
                        const Headers& headers) {
  std::string text = Cat(verb, " ", target, " HTTP/1.1\r\nHost: test.example\r\n");
  bool typed = false;
  for (const auto& [name, value] : headers) {
    typed = typed || Lower(name) == "content-type";
    text += Cat(name, ": ", value, "\r\n");
  }
  if (!body.empty() || verb == "POST" || verb == "PATCH")
    text += Cat("Content-Length: ", body.size(), "\r\n");
  if (!body.empty() && !typed) text += "Content-Type: application/json\r\n";
  SendRaw(Cat(text, "\r\n", body));
  return Read(verb == "HEAD");
}

Answer Ask(int port, const std::string& verb, const std::string& target, const std::string& body,
           const Headers& headers) {
  HttpClient client{port};
  return client.Send(verb, target, body, headers);
}

std::string JsonText(const std::string& json, const std::string& name) {
  Problems problems;
  const auto value = ReadJson(json, problems);
  if (!value) return "not JSON";
  for (const auto& [key, member] : value->members) {
    if (key == name) return member.text;
  }
  return "";
}

}  // namespace cpb::gateway
