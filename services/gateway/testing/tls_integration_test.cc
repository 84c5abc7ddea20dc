// Both edges over TLS, with a certificate made for the test; and whose word about the client's address
// counts.
#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cpbudget/gateway/v1/gateway.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "services/gateway/testing/test_gateway.h"

namespace cpb::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using ::testing::HasSubstr;

/// A folder with `cert.pem` and `key.pem` for 127.0.0.1.
class Certificate {
 public:
  Certificate() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cpb-tls-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
        "/CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout " +
        key() + " -out " + file() + " 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl cannot make a certificate");
  }
  ~Certificate() { std::filesystem::remove_all(folder_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;
  std::string file() const { return folder_ + "/cert.pem"; }
  std::string key() const { return folder_ + "/key.pem"; }
  std::string text() const {
    std::ifstream stream{file()};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }

 private:
  std::string folder_;
};

GatewayFlags TlsFlags(const Certificate& certificate) {
  GatewayFlags flags = TestGateway::DefaultFlags();
  flags.tls_certificate = certificate.file();
  flags.tls_key = certificate.key();
  flags.secure_cookie = true;
  return flags;
}

/// Two requests on one connection; the answers, and whether the server said goodbye.
struct Talk {
  std::string first, second;
  bool clean_end = false;
};
Talk TalkOverTls(int port, const Certificate& certificate) {
  asio::io_context context;
  asio::ssl::context tls{asio::ssl::context::tls_client};
  tls.load_verify_file(certificate.file());
  tls.set_verify_mode(asio::ssl::verify_peer);
  beast::ssl_stream<beast::tcp_stream> stream{context, tls};
  beast::get_lowest_layer(stream).connect(
      {asio::ip::make_address("127.0.0.1"), static_cast<unsigned short>(port)});
  stream.handshake(asio::ssl::stream_base::client);
  beast::flat_buffer buffer;
  const auto ask = [&](bool last) {
    http::request<http::empty_body> request{http::verb::get, "/healthz", 11};
    request.set(http::field::host, "127.0.0.1");
    request.keep_alive(!last);
    http::write(stream, request);
    http::response<http::string_body> response;
    http::read(stream, buffer, response);
    return std::to_string(response.result_int());
  };
  Talk talk;
  talk.first = ask(false);
  talk.second = ask(true);
  boost::system::error_code error;
  char byte = 0;
  stream.read_some(asio::buffer(&byte, 1), error);
  talk.clean_end = error == asio::error::eof;
  return talk;
}

TEST(Tls, RestSpeaksItAndSaysGoodbye) {
  const Certificate certificate;
  TestGateway gateway{"tls_rest", TlsFlags(certificate)};
  const Talk talk = TalkOverTls(gateway.http(), certificate);
  EXPECT_EQ(talk.first, "200");
  EXPECT_EQ(talk.second, "200") << "on the same connection";
  EXPECT_TRUE(talk.clean_end);
  HttpClient plain{gateway.http()};
  plain.SendRaw("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(plain.Read(false).status, 0) << "plain HTTP gets no answer";
  EXPECT_EQ(TalkOverTls(gateway.http(), certificate).first, "200") << "and hurts nobody";
}

TEST(Tls, GrpcSpeaksIt) {
  const Certificate certificate;
  TestGateway gateway{"tls_grpc", TlsFlags(certificate)};
  gateway.AddUser("lan.officer", types::v1::ROLE_PROVINCE_OFFICER);
  const auto sign_in = [&](const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
    const auto stub = pb::AuthService::NewStub(
        grpc::CreateChannel("127.0.0.1:" + std::to_string(gateway.grpc()), credentials));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{20});
    pb::SignInRequest request;
    request.set_user_id("lan.officer");
    request.set_password(TestGateway::kPassword);
    pb::SignInResponse response;
    return stub->SignIn(&context, request, &response).error_code();
  };
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = certificate.text();
  EXPECT_EQ(sign_in(grpc::SslCredentials(options)), grpc::StatusCode::OK);
  EXPECT_EQ(sign_in(grpc::InsecureChannelCredentials()), grpc::StatusCode::UNAVAILABLE);
}

TEST(Tls, AFileThatIsNoCertificateIsNamed) {
  const Certificate certificate;
  GatewayFlags flags = TlsFlags(certificate);
  flags.tls_key = certificate.file();
  try {
    TestGateway gateway{"tls_bad", flags};
    ADD_FAILURE() << "it listens";
  } catch (const std::exception& error) {
    EXPECT_THAT(error.what(), HasSubstr("--tls_key"));
  }
}

TEST(Proxies, FailedSignInsCountForTheClientBehindATrustedProxy) {
  GatewayFlags flags = TestGateway::DefaultFlags();
  flags.proxies = TrustedProxies::Parse("127.0.0.1").value();
  TestGateway gateway{"proxies", flags};
  gateway.AddUser("lan.officer", types::v1::ROLE_PROVINCE_OFFICER);
  const auto sign_in = [&](const std::string& from, const std::string& password) {
    return Ask(gateway.http(), "POST", "/v1/sessions",
               R"({"userId":"lan.officer","password":")" + password + R"("})", {{"X-Forwarded-For", from}})
        .status;
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in("198.51.100.1", "wrong-password-1"), 401);
  EXPECT_EQ(sign_in("198.51.100.1", TestGateway::kPassword), 429);
  EXPECT_EQ(sign_in("198.51.100.9, 198.51.100.1", TestGateway::kPassword), 429)
      << "what the client wrote is worth nothing";
  EXPECT_EQ(sign_in("198.51.100.2", TestGateway::kPassword), 200);
}

}  // namespace
}  // namespace cpb::gateway
