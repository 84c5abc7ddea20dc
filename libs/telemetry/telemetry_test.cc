#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "libs/telemetry/json.h"
#include "libs/telemetry/log.h"
#include "libs/telemetry/metrics.h"

namespace cpb::telemetry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string LogLine(const std::function<void()>& write) {
  ::testing::internal::CaptureStderr();
  write();
  return ::testing::internal::GetCapturedStderr();
}

/// An independent reader of JSON: protobuf's.
google::protobuf::Struct Parse(const std::string& line) {
  google::protobuf::Struct parsed;
  const auto status = google::protobuf::util::JsonStringToMessage(line, &parsed);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << line;
  return parsed;
}

TEST(Log, EveryLineIsOneJsonObjectWhateverTheValuesHold) {
  const std::string awkward = "\"quoted\" \\ back\nnew\tline\x01 \xff\xfe Đắk Lắk 🌱 \xed\xa0\x80 \xc3";
  const std::string line = LogLine([&] { Log(Level::kError, awkward, {{"ke\"y", awkward}}); });
  ASSERT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  const google::protobuf::Struct parsed = Parse(line);
  const std::string expected =
      "\"quoted\" \\ back\nnew\tline\x01 \xEF\xBF\xBD\xEF\xBF\xBD Đắk Lắk 🌱 "
      "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD";
  EXPECT_EQ(parsed.fields().at("message").string_value(), expected);
  EXPECT_EQ(parsed.fields().at("ke\"y").string_value(), expected);
  EXPECT_EQ(parsed.fields().at("level").string_value(), "error");
}

TEST(Log, CarriesProgramAndTraceAndObeysTheLevel) {
  StartLog("registration", Level::kInfo);
  SetTraceId("0af7651916cd43dd8448eb211c80319c");
  const auto parsed = Parse(LogLine([] { Log(Level::kInfo, "started"); }));
  SetTraceId("");
  EXPECT_EQ(parsed.fields().at("program").string_value(), "registration");
  EXPECT_EQ(parsed.fields().at("trace_id").string_value(), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(LogLine([] { Log(Level::kDebug, "hidden"); }), "");
}

std::string Get(int port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
  EXPECT_EQ(write(descriptor, request.data(), request.size()), static_cast<ssize_t>(request.size()));
  std::string answer;
  char buffer[4096];
  for (ssize_t n = 0; (n = read(descriptor, buffer, sizeof buffer)) > 0;)
    answer.append(buffer, static_cast<std::size_t>(n));
  close(descriptor);
  return answer;
}

TEST(Metrics, AreServedOverHttpOnAPortOfTheirOwn) {
  const Served served = ServeMetrics("projects", "127.0.0.1:0");
  ASSERT_GT(served.port, 0);
  served.metrics->CountRpc("a.S/M", "OK", "", 0.003);
  served.metrics->CountRpc("a.S/M", "OK", "", 0.3);
  served.metrics->AddCounter("cpbudget_things_total", "Things.", {{"kind", "x"}}, 2);
  int refreshed = 0;
  served.metrics->BeforeScrape([&] {
    served.metrics->SetGauge("cpbudget_feed_lag", "Lag.", {{"producer", "registration"}}, ++refreshed);
  });
  const std::string answer = Get(served.port);
  EXPECT_THAT(answer, HasSubstr("cpbudget_rpc_requests_total{program=\"projects\""));
  EXPECT_THAT(answer, HasSubstr("code=\"OK\",method=\"a.S/M\",reason=\"\"} 2"));
  EXPECT_THAT(answer, HasSubstr("method=\"a.S/M\",le=\"0.005\"} 1"));
  EXPECT_THAT(answer, HasSubstr("kind=\"x\"} 2"));
  EXPECT_THAT(answer, HasSubstr("producer=\"registration\"} 1"));
  EXPECT_THAT(Get(served.port), HasSubstr("producer=\"registration\"} 2"));
}

TEST(Metrics, BusyAddressIsSaidInASentence) {
  const Served first = ServeMetrics("projects", "127.0.0.1:0");
  const std::string address = "127.0.0.1:" + std::to_string(first.port);
  try {
    ServeMetrics("projects", address);
    FAIL() << "served twice on " << address;
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(address));
  }
}

TEST(Metrics, WithoutAnAddressTheyAreCountedButNotServed) {
  const Served served = ServeMetrics("projects", "");
  served.metrics->CountRpc("a.S/M", "OK", "", 0.003);
  EXPECT_EQ(served.port, 0);
}

}  // namespace
}  // namespace cpb::telemetry
