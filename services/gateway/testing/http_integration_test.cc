// The REST edge: what good and bad requests get, over real sockets.
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/gateway/http/server.h"
#include "services/gateway/testing/test_gateway.h"

namespace cpb::gateway {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

std::string Reason(const Answer& answer) {
  return std::to_string(answer.status) + " " + JsonText(answer.body, "reason");
}

class Edge : public ::testing::Test {
 protected:
  void SetUp() override {
    gateway_.AddUser("lan.officer", types::v1::ROLE_PROVINCE_OFFICER);
    token_ = gateway_.SignInAs("lan.officer");
  }
  Answer As(const std::string& verb, const std::string& target, const std::string& body = "",
            Headers headers = {}) {
    headers.emplace_back("Authorization", "Bearer " + token_);
    return Ask(gateway_.http(), verb, target, body, headers);
  }

  TestGateway gateway_{"http"};
  std::string token_;
};

TEST_F(Edge, CallsTheProgramAsThePersonWhoSignedIn) {
  const Answer answer =
      As("GET", "/v1/usage?groupBy=DIMENSION_SOURCE", "", {{"Accept-Language", "en-GB, vi;q=0.3"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr(R"("position":"9007199254740993")"));
  const std::string authorization = gateway_.audit().Metadata("authorization");
  EXPECT_EQ(authorization.find(token_), std::string::npos) << "the secret of the session stays here";
  const auto identity = gateway_.server().verifier().Verify(authorization.substr(sizeof("Bearer ") - 1));
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->subject(), "users/lan.officer");
  EXPECT_EQ(identity->province_code(), "68");
  EXPECT_EQ(gateway_.audit().Metadata("x-cpb-language"), "en");
  EXPECT_EQ(gateway_.audit().Metadata("x-cpb-session"), "")
      << "only the gateway's own services learn the session";
}

TEST_F(Edge, ContinuesATraceAndBeginsOne) {
  const std::string trace = "0af7651916cd43dd8448eb211c80319c";
  const Answer answer =
      As("GET", "/v1/public/usage", "", {{"traceparent", "00-" + trace + "-b7ad6b7169203331-01"}});
  EXPECT_THAT(answer.headers.at("traceparent"), HasSubstr(trace));
  EXPECT_THAT(gateway_.audit().Metadata("traceparent"), HasSubstr(trace));
  const Answer fresh = As("GET", "/v1/plans/x:nothing");
  EXPECT_EQ(JsonText(fresh.body, "instance"), "/requests/" + fresh.headers.at("traceparent").substr(3, 32));
}

TEST_F(Edge, PassesTheDeadlineOn) {
  EXPECT_EQ(As("GET", "/v1/public/usage", "", {{"X-Timeout-Ms", "60000"}}).status, 200);
  EXPECT_GT(gateway_.audit().milliseconds_left, 30'000);
  EXPECT_EQ(As("GET", "/v1/public/usage").status, 200);
  EXPECT_LE(gateway_.audit().milliseconds_left, 11'000) << "ten seconds, give or take the clocks";
  gateway_.audit().wait = true;
  EXPECT_EQ(Reason(As("GET", "/v1/public/usage", "", {{"X-Timeout-Ms", "50"}})), "504 DEADLINE_EXCEEDED");
  for (const char* wrong : {"0", "60001", "-1", "1.5", "soon", "99999999999"}) {
    EXPECT_EQ(Reason(As("GET", "/v1/public/usage", "", {{"X-Timeout-Ms", wrong}})), "400 INVALID_REQUEST")
        << wrong;
  }
}

TEST_F(Edge, RefusesBadInputWithTheFieldInBothLanguages) {
  struct Row {
    const char* target;
    std::string body;
    const char* want;
    const char* subject;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"/v1/plans", "{\"plan\":", "400 INVALID_REQUEST", "\"subject\":\"body\""},
           {"/v1/plans", "{\"plann\":{}}", "400 INVALID_REQUEST", "\"subject\":\"plann\""},
           {"/v1/plans", "{\"plan\":{\"state\":\"STATE_NEW\"}}", "400 INVALID_REQUEST",
            "\"subject\":\"plan.state\""},
           {"/v1/plans", "{\"plan\":{\"title\":\"\xff\xfe\"}}", "400 INVALID_REQUEST",
            "\"subject\":\"body\""},
           {"/v1/plans", "{\"requestId\":\"a\",\"requestId\":\"b\"}", "400 INVALID_REQUEST",
            "\"subject\":\"requestId\""},
           {"/v1/plans?x=1", "{}", "400 INVALID_REQUEST", "\"subject\":\"query\""},
       }) {
    const Answer vi = As("POST", row.target, row.body);
    const Answer en = As("POST", row.target, row.body, {{"Accept-Language", "en"}});
    EXPECT_EQ(Reason(vi), row.want) << row.body;
    EXPECT_THAT(vi.body, HasSubstr(row.subject));
    EXPECT_EQ(vi.headers.at("content-type"), "application/problem+json; charset=utf-8");
    EXPECT_EQ(JsonText(vi.body, "type"), "/problems/invalid-request");
    EXPECT_NE(JsonText(vi.body, "detail"), JsonText(en.body, "detail"));
    EXPECT_NE(JsonText(vi.body, "next"), "");
  }
}

TEST_F(Edge, RefusesWhatHasNoRoute) {
  EXPECT_EQ(Reason(As("GET", "/v1/nothing")), "404 ROUTE_UNKNOWN");
  EXPECT_EQ(Reason(As("GET", "/")).substr(0, 3), "200");
  for (const char* path :
       {"/v1/../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/",
        "//etc/passwd", "/v1/plans/..%2f..%2fetc", "/cpbudget.types.v1.FeedService/ReadFeed"}) {
    const int status = As("GET", path).status;
    EXPECT_TRUE(status == 404 || status == 400) << path << " " << status;
  }
  const Answer wrong = As("DELETE", "/v1/plans");
  EXPECT_EQ(Reason(wrong), "405 METHOD_NOT_ALLOWED");
  EXPECT_EQ(wrong.headers.at("allow"), "GET, HEAD, OPTIONS, POST");
  const Answer options = As("OPTIONS", "/v1/plans");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.at("allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(options.headers.count("access-control-allow-origin"), 0u);
}

TEST_F(Edge, TakesJsonAlone) {
  const auto typed = [&](const char* type) {
    return Reason(As("POST", "/v1/plans", "{", {{"Content-Type", type}}));
  };
  EXPECT_EQ(typed("text/plain"), "415 UNSUPPORTED_MEDIA_TYPE");
  EXPECT_EQ(typed("application/x-www-form-urlencoded"), "415 UNSUPPORTED_MEDIA_TYPE");
  EXPECT_EQ(typed("application/json; charset=iso-8859-1"), "415 UNSUPPORTED_MEDIA_TYPE");
  EXPECT_EQ(typed("Application/JSON; charset=UTF-8"), "400 INVALID_REQUEST");
}

TEST_F(Edge, RefusesBodiesThatAreTooLarge) {
  const std::string big = "{\"requestId\":\"" + std::string(1 << 20, 'x') + "\"}";
  EXPECT_EQ(Reason(As("POST", "/v1/plans", big)), "413 BODY_TOO_LARGE");
  // A request that carries a file may be larger; there is no registration program here, so it goes on to 503.
  EXPECT_EQ(As("POST", "/v1/plans/p:importItems", big).status, 503);
  EXPECT_EQ(Reason(As("POST", "/v1/plans/p:importItems", std::string(5 << 20, 'x'))), "413 BODY_TOO_LARGE");
  HttpClient client{gateway_.http()};
  client.SendRaw("POST /v1/plans HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 20; ++i) client.SendRaw("10000\r\n" + std::string(0x10000, 'x') + "\r\n");
  EXPECT_EQ(Reason(client.Read()), "413 BODY_TOO_LARGE");
  HttpClient liar{gateway_.http()};
  liar.SendRaw("POST /v1/plans HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\n");
  EXPECT_EQ(Reason(liar.Read()), "413 BODY_TOO_LARGE");
}

TEST_F(Edge, RefusesWhatIsNotHttp) {
  for (const std::string& bytes :
       {std::string{"\x16\x03\x01 hello\r\n\r\n"}, std::string{"GET / HTTP/1.1\r\nbad header\r\n\r\n"},
        std::string{"GET http://evil/ HTTP/1.1\r\nHost: x\r\n\r\n"},
        std::string{"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"}}) {
    HttpClient client{gateway_.http()};
    client.SendRaw(bytes);
    EXPECT_EQ(Reason(client.Read()), "400 MALFORMED_REQUEST");
  }
  HttpClient client{gateway_.http()};
  client.SendRaw("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(client.Read().status, 431);
}

TEST_F(Edge, KeepsAConnectionAlive) {
  HttpClient client{gateway_.http()};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.Send("GET", "/v1/public/usage").status, 200);
  const Answer head = client.Send("HEAD", "/v1/public/usage");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_GT(std::stoi(head.headers.at("content-length")), 10);
  EXPECT_EQ(client.Send("GET", "/healthz").status, 200);
}

TEST_F(Edge, ServesPagesWithSecurityHeaders) {
  const Answer page = Ask(gateway_.http(), "GET", "/");
  EXPECT_THAT(page.body, HasSubstr("Kinh phí sản xuất sạch hơn"));
  EXPECT_EQ(page.body.find("http://"), std::string::npos) << "no request leaves for another site";
  EXPECT_THAT(page.headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(page.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(page.headers.at("cache-control"), "no-store") << "a kept page would carry an old nonce";
  const Answer icon = Ask(gateway_.http(), "GET", "/assets/icon.svg");
  EXPECT_EQ(icon.headers.at("content-type"), "image/svg+xml");
  EXPECT_THAT(icon.headers.at("cache-control"), HasSubstr("immutable"));
  const std::string etag = icon.headers.at("etag");
  const Answer again =
      Ask(gateway_.http(), "GET", "/assets/icon.svg", "", {{"If-None-Match", "\"other\", " + etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(As("GET", "/v1/public/usage").headers.at("cache-control"), "no-store");
  EXPECT_THAT(Ask(gateway_.http(), "GET", "/openapi.json").body, HasSubstr("/v1/public/usage"));
}

TEST_F(Edge, PutsTheNonceOfEachAnswerIntoTheStartPage) {
  std::set<std::string> policies;
  for (int i = 0; i < 3; ++i) {
    const Answer page = Ask(gateway_.http(), "GET", "/");
    const std::string policy = page.headers.at("content-security-policy");
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    const std::size_t at = policy.find("'nonce-") + 7;
    EXPECT_THAT(page.body, HasSubstr("nonce=\"" + policy.substr(at, 32) + "\""));
    EXPECT_EQ(page.body.find("CPB_NONCE"), std::string::npos);
    policies.insert(policy);
  }
  EXPECT_EQ(policies.size(), 3u);
}

TEST_F(Edge, SendsCompressedAssetsToWhoeverTakesThem) {
  const std::string page = Ask(gateway_.http(), "GET", "/").body;
  const std::size_t at = page.find("/assets/index-");
  const std::string script = page.substr(at, page.find('"', at) - at);
  const Answer plain = Ask(gateway_.http(), "GET", script);
  EXPECT_EQ(plain.headers.count("content-encoding"), 0u);
  for (const auto& [accepted, sent] : {std::pair{"gzip, br", "br"}, {"gzip;q=0.5, br;q=0", "gzip"}}) {
    const Answer answer = Ask(gateway_.http(), "GET", script, "", {{"Accept-Encoding", accepted}});
    EXPECT_EQ(answer.headers.at("content-encoding"), sent);
    EXPECT_EQ(answer.headers.at("vary"), "Accept-Encoding");
    EXPECT_LT(answer.body.size(), plain.body.size() / 2);
  }
}

TEST_F(Edge, AnAddressOfThePagesIsTheStartPageForABrowserAlone) {
  const Headers browser{{"Accept", "text/html,application/xhtml+xml"}};
  EXPECT_THAT(Ask(gateway_.http(), "GET", "/plans/SXSH2020-2019-SCT-68", "", browser).body,
              HasSubstr("id=\"root\""));
  EXPECT_EQ(Ask(gateway_.http(), "GET", "/plans/SXSH2020-2019-SCT-68").status, 404);
  for (const char* path : {"/v1/nothing", "/assets/index-old.js", "/healthz/x"}) {
    EXPECT_EQ(Ask(gateway_.http(), "GET", path, "", browser).status, 404) << path;
  }
}

TEST_F(Edge, SaysWhichProgramsAreReady) {
  const Answer ready = Ask(gateway_.http(), "GET", "/readyz");
  EXPECT_THAT(ready.body, HasSubstr("\"gateway\":"));
  EXPECT_THAT(ready.body, HasSubstr("\"audit\":"));
}

TEST_F(Edge, DoesNotShowWhatWentWrongInside) {
  gateway_.audit().fail = true;
  const Answer answer = As("GET", "/v1/public/usage");
  EXPECT_EQ(Reason(answer), "500 INTERNAL");
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  EXPECT_EQ(Reason(As("GET", "/v1/programmes")), "503 UNAVAILABLE") << "a program that is not there";
}

TEST_F(Edge, ACookieWorksForOurOwnPagesOnly) {
  const std::string cookie = "cpb_session=" + token_;
  const auto post = [&](Headers headers) {
    headers.emplace_back("Cookie", cookie);
    return Ask(gateway_.http(), "POST", "/v1/books:verify", "{}", headers).status;
  };
  EXPECT_EQ(post({}), 403) << "nothing says that our page sent it";
  EXPECT_EQ(post({{"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(post({{"Origin", "null"}}), 403);
  EXPECT_EQ(post({{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://test.example"}}), 403);
  EXPECT_EQ(post({{"Sec-Fetch-Site", "same-site"}}), 403);
  EXPECT_EQ(post({{"Origin", "http://test.example"}}), 501)
      << "let through; the small audit program does not have it";
  EXPECT_EQ(post({{"Sec-Fetch-Site", "same-origin"}}), 501);
  const Answer foreign =
      Ask(gateway_.http(), "POST", "/v1/sessions", "{}", {{"Origin", "https://evil.example"}});
  EXPECT_EQ(Reason(foreign), "403 CROSS_ORIGIN") << "nobody is signed in by another site";
}

TEST_F(Edge, WantsASessionWhereTheContractSaysSo) {
  EXPECT_EQ(Reason(Ask(gateway_.http(), "GET", "/v1/usage?groupBy=DIMENSION_YEAR")), "401 NOT_SIGNED_IN");
  const Answer forged = Ask(gateway_.http(), "GET", "/v1/usage", "", {{"Cookie", "cpb_session=forged"}});
  EXPECT_EQ(Reason(forged), "401 NOT_SIGNED_IN");
  EXPECT_THAT(forged.headers.at("set-cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(Ask(gateway_.http(), "GET", "/v1/public/usage", "", TestGateway::Bearer("forged")).status, 200);
}

TEST_F(Edge, StreamsAFile) {
  gateway_.audit().parts = 5000;
  const Answer file = As("GET", "/v1/journal:export?format=JOURNAL_FORMAT_CSV");
  EXPECT_EQ(file.status, 200);
  EXPECT_TRUE(file.complete);
  EXPECT_EQ(file.body.size(), 5'000'000u);
  EXPECT_EQ(file.headers.at("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(file.headers.at("content-disposition"), "attachment; filename=\"journal.csv\"");
  EXPECT_EQ(file.headers.at("transfer-encoding"), "chunked");
}

TEST_F(Edge, AFileThatBreaksOffIsSeenToBreakOff) {
  gateway_.audit().fail = true;
  const Answer file = As("GET", "/v1/journal:export");
  EXPECT_EQ(file.status, 200);
  EXPECT_FALSE(file.complete);
  gateway_.audit().parts = 0;
  EXPECT_EQ(Reason(As("GET", "/v1/journal:export")), "503 UNAVAILABLE")
      << "before the first part it is a plain refusal";
}

TEST(EdgeLimits, LimitsEachSessionAndEachAddress) {
  GatewayFlags flags = TestGateway::DefaultFlags();
  flags.requests_per_second = 5;
  flags.anonymous_requests_per_second = 2;
  flags.sign_ins_per_second = 1;
  TestGateway gateway{"http_limits", flags};
  gateway.AddUser("lan.officer", types::v1::ROLE_PROVINCE_OFFICER);
  const std::string token = gateway.SignInAs("lan.officer");
  const auto allowed = [&](const char* verb, const char* target, const std::string& body,
                           const Headers& headers) {
    int count = 0;
    for (int i = 0; i < 30; ++i)
      count += Ask(gateway.http(), verb, target, body, headers).status != 429 ? 1 : 0;
    return count;
  };
  EXPECT_EQ(allowed("GET", "/v1/public/usage", "", {}), 4);
  EXPECT_EQ(allowed("GET", "/v1/public/usage", "", TestGateway::Bearer(token)), 10);
  EXPECT_EQ(allowed("POST", "/v1/sessions", R"({"x":1})", {}), 4) << "one of five was the sign-in above";
  const Answer refused = Ask(gateway.http(), "GET", "/v1/public/usage");
  EXPECT_EQ(Reason(refused), "429 TOO_MANY_REQUESTS");
  EXPECT_EQ(refused.headers.at("retry-after"), "1");
  gateway.real_clock().Set(gateway.real_clock().Now() + 1s);
  EXPECT_EQ(allowed("GET", "/v1/public/usage", "", {}), 2);
}

/// The bare server with handlers of the test.
std::unique_ptr<HttpServer> Bare(HttpOptions options,
                                 std::function<HttpResponse(const HttpRequest&)> blocking) {
  options.listen = "127.0.0.1:0";
  HttpHandlers handlers;
  handlers.at_once = [](const HttpRequest&) { return std::nullopt; };
  handlers.blocking = std::move(blocking);
  handlers.body_limit = [](std::string_view, std::string_view) { return std::size_t{100}; };
  handlers.failure = [](int status, const HttpRequest&) { return HttpResponse{status, {}, "", nullptr}; };
  handlers.finish = [](HttpResponse&) {};
  auto server = HttpServer::Start(std::move(options), std::move(handlers));
  EXPECT_TRUE(server.ok()) << server.status();
  return *std::move(server);
}

TEST(HttpServer, DropsClientsThatAreTooSlow) {
  HttpOptions options;
  options.read_time = 100ms;
  const auto server = Bare(options, [](const HttpRequest&) { return HttpResponse{}; });
  HttpClient silent{server->port()};
  EXPECT_EQ(silent.Read().status, 0);
  HttpClient slow_header{server->port()};
  slow_header.SendRaw("GET / HT");
  EXPECT_EQ(slow_header.Read().status, 0);
  HttpClient slow_body{server->port()};
  slow_body.SendRaw("POST / HTTP/1.1\r\nContent-Length: 50\r\n\r\nabc");
  EXPECT_EQ(slow_body.Read().status, 0);
}

TEST(HttpServer, SaysBusyInsteadOfQueueingForEver) {
  HttpOptions options;
  options.workers = 1;
  options.waiting = 1;
  std::mutex gate;
  gate.lock();
  std::atomic<int> inside{0};
  const auto server = Bare(options, [&](const HttpRequest&) {
    ++inside;
    const std::lock_guard wait{gate};
    return HttpResponse{};
  });
  HttpClient first{server->port()};
  first.SendRaw("GET / HTTP/1.1\r\n\r\n");
  while (inside == 0) std::this_thread::yield();
  // One place to wait for two: whichever comes later is told at once, the other waits.
  const auto ask = [&] { return Ask(server->port(), "GET", "/").status; };
  std::future<int> second = std::async(std::launch::async, ask);
  std::future<int> third = std::async(std::launch::async, ask);
  const auto answered = [](std::future<int>& answer) {
    return answer.wait_for(std::chrono::milliseconds{1}) == std::future_status::ready;
  };
  while (!answered(second) && !answered(third)) std::this_thread::yield();
  const bool second_waits = !answered(second);
  EXPECT_EQ((second_waits ? third : second).get(), 503);
  gate.unlock();
  EXPECT_EQ(first.Read().status, 200);
  EXPECT_EQ((second_waits ? second : third).get(), 200);
}

TEST(HttpServer, ClosesConnectionsBeyondTheCap) {
  HttpOptions options;
  options.connections = 2;
  const auto server = Bare(options, [](const HttpRequest&) { return HttpResponse{}; });
  HttpClient first{server->port()};
  HttpClient second{server->port()};
  EXPECT_EQ(first.Send("GET", "/").status, 200);
  EXPECT_EQ(second.Send("GET", "/").status, 200);
  EXPECT_EQ(Ask(server->port(), "GET", "/").status, 0);
  EXPECT_EQ(first.Send("GET", "/").status, 200);
}

TEST(HttpServer, AnExceptionIsAnAnswerAndStopEndsWhatRuns) {
  std::atomic<bool> cancelled{false};
  std::atomic<bool> inside{false};
  const auto server = Bare({}, [&](const HttpRequest& request) -> HttpResponse {
    if (request.target == "/throw") throw std::runtime_error{"x"};
    inside = true;
    while (!cancelled) std::this_thread::yield();
    return HttpResponse{};
  });
  EXPECT_EQ(Ask(server->port(), "GET", "/throw").status, 500);
  HttpClient client{server->port()};
  client.SendRaw("GET /wait HTTP/1.1\r\n\r\n");
  while (!inside) std::this_thread::yield();
  server->Stop(20ms, [&] { cancelled = true; });
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_ANY_THROW(HttpClient{server->port()});
}

TEST(HttpServer, SaysWhatIsWrongWithItsAddress) {
  const auto server = Bare({}, [](const HttpRequest&) { return HttpResponse{}; });
  HttpOptions options;
  options.listen = "127.0.0.1:" + std::to_string(server->port());
  const auto busy = HttpServer::Start(options, {});
  EXPECT_THAT(std::string{busy.status().message()}, HasSubstr("--http_listen"));
  for (const char* wrong : {"", "8080", "127.0.0.1:99999", "nowhere:80", "127.0.0.1:x"}) {
    options.listen = wrong;
    EXPECT_FALSE(HttpServer::Start(options, {}).ok()) << wrong;
  }
}

}  // namespace
}  // namespace cpb::gateway
