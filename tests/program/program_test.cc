/// The life of a program, on a real one: what it serves without being told, how it ends, and what it says
/// when it cannot start.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <sstream>
#include <thread>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/byte_buffer.h"
#include "libs/rpc/testing.h"
#include "libs/rpc/testing_service.h"
#include "libs/testing/mariadb.h"
#include "libs/testing/process.h"
#include "tests/feed/fixture.h"

namespace cpb {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string ReadFile(const std::string& path) {
  std::ifstream stream{path};
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Sends a raw request to a method whose generated code is not linked here.
std::pair<grpc::Status, std::string> RawCall(const std::shared_ptr<grpc::Channel>& channel,
                                             const std::string& method, const std::string& request) {
  grpc::GenericStub stub{channel};
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{10});
  grpc::CompletionQueue queue;
  const grpc::Slice slice{request};
  const auto call = stub.PrepareCall(&context, method, &queue);
  void* tag = nullptr;
  bool ok = false;
  const auto wait = [&] { queue.Next(&tag, &ok); };
  call->StartCall(nullptr);
  wait();
  call->Write(grpc::ByteBuffer{&slice, 1}, grpc::WriteOptions{}.set_last_message(), nullptr);
  wait();
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  wait();
  grpc::Status status;
  call->Finish(&status, nullptr);
  wait();
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (answer.Valid() && answer.Dump(&slices).ok()) {
    for (const grpc::Slice& part : slices)
      bytes.append(reinterpret_cast<const char*>(part.begin()), part.size());
  }
  return {status, bytes};
}

class ProgramTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "cpb-program-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    setenv("CPB_SAMPLE_FOLDER", folder_.c_str(), 1);
    opened_ = testing::SharedMariaDb().OpenMigrated("sample", feed_test::TestMigrations());
    flags_ = {{"listen", "unix:" + folder_ + "/sample.sock"},
              {"database", opened_.schema.runtime_dsn},
              {"keys", keys_.keys()},
              {"metrics_listen", "127.0.0.1:0"},
              {"ready_file", folder_ + "/ready"}};
  }
  void TearDown() override {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      testing::WaitForEnd(pid_);
    }
    std::filesystem::remove_all(folder_);
  }

  void Launch() {
    std::vector<std::string> command{std::string{CPB_BINARY_DIR} + "/test/sample_program"};
    for (const auto& [name, value] : flags_) command.push_back("--" + name + "=" + value);
    std::filesystem::remove(folder_ + "/log");
    pid_ = testing::StartProcess(command, folder_ + "/log");
  }

  /// Looks again and again until it holds; false after 30 seconds.
  static bool WaitUntil(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (!holds()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
  }

  /// A call of which the handler has begun, and which ends when the file "finish" is there.
  std::future<grpc::Status> BeginCall() {
    std::future<grpc::Status> call = std::async(std::launch::async, [this] {
      grpc::ClientContext context;
      context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{60});
      keys_.Prepare(rpc::Officer("users/lan", "68"), context);
      rpc::pb::GetCallerResponse response;
      return rpc::pb::AuthService::NewStub(Channel())->GetCaller(&context, {}, &response);
    });
    EXPECT_TRUE(WaitUntil([&] { return std::filesystem::exists(folder_ + "/begun"); }));
    return call;
  }

  /// Starts and waits for the ready file, which it returns as parsed.
  google::protobuf::Struct StartAndWait() {
    Launch();
    if (!WaitUntil([&] { return std::filesystem::exists(folder_ + "/ready") || testing::HasEnded(pid_); }) ||
        !std::filesystem::exists(folder_ + "/ready")) {
      pid_ = 0;
      ADD_FAILURE() << ReadFile(folder_ + "/log");
      return {};
    }
    google::protobuf::Struct ready;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ReadFile(folder_ + "/ready"), &ready).ok());
    return ready;
  }

  int WaitForEnd() {
    const int status = testing::WaitForEnd(pid_);
    pid_ = 0;
    return status;
  }

  /// Starts what must not start; returns what it said.
  std::string Complaint() {
    Launch();
    EXPECT_EQ(WaitForEnd(), 1);
    // One sentence, after whatever the log says about it.
    std::istringstream lines{ReadFile(folder_ + "/log")};
    std::string said;
    int sentences = 0;
    for (std::string line; std::getline(lines, line);) {
      if (line.substr(0, 1) == "{") continue;
      said = line;
      ++sentences;
    }
    EXPECT_EQ(sentences, 1);
    EXPECT_THAT(said, ::testing::StartsWith("gateway cannot start: "));
    return said;
  }

  std::shared_ptr<grpc::Channel> Channel() {
    return grpc::CreateChannel(flags_["listen"], grpc::InsecureChannelCredentials());
  }

  /// Of the health service: 1 is SERVING, 2 is NOT_SERVING.
  int Health(const std::shared_ptr<grpc::Channel>& channel) {
    const auto [status, answer] = RawCall(channel, "/grpc.health.v1.Health/Check", "");
    if (!status.ok() || answer.size() != 2) return -1;
    return answer[1];
  }

  rpc::TestServer keys_{"gateway"};  ///< Never started: for its keys and tokens.
  std::string folder_;
  testing::PrivateMariaDb::Opened opened_;
  std::map<std::string, std::string> flags_;
  pid_t pid_ = 0;
};

TEST_F(ProgramTest, ServesHealthReflectionFeedAndMetrics) {
  flags_["listen"] += ",127.0.0.1:0";
  const google::protobuf::Struct ready = StartAndWait();
  ASSERT_TRUE(ready.fields().contains("listen_ports"));
  EXPECT_EQ(ready.fields().at("pid").number_value(), pid_);
  EXPECT_GT(ready.fields().at("metrics_port").number_value(), 0);
  EXPECT_EQ(ready.fields().at("listen_ports").list_value().values(0).number_value(), 0);
  const int port = static_cast<int>(ready.fields().at("listen_ports").list_value().values(1).number_value());
  for (const std::string& address :
       {"unix:" + folder_ + "/sample.sock", "127.0.0.1:" + std::to_string(port)}) {
    const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
    EXPECT_EQ(Health(channel), 1) << address;
  }
  const auto channel =
      grpc::CreateChannel("unix:" + folder_ + "/sample.sock", grpc::InsecureChannelCredentials());
  // ServerReflectionRequest{list_services: "*"}
  const auto [reflected, services] =
      RawCall(channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "\x3a\x01*");
  EXPECT_THAT(services,
              AllOf(HasSubstr("cpbudget.gateway.v1.AuthService"), HasSubstr("cpbudget.types.v1.FeedService")))
      << reflected.error_message();
  kill(pid_, SIGINT);
  EXPECT_EQ(WaitForEnd(), 0) << ReadFile(folder_ + "/log");
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/ready"));
}

TEST_F(ProgramTest, RunningCallsFinishBeforeTheEnd) {
  StartAndWait();
  std::future<grpc::Status> call = BeginCall();
  kill(pid_, SIGTERM);
  ASSERT_TRUE(WaitUntil([&] { return ReadFile(folder_ + "/log").find("draining") != std::string::npos; }));
  std::ofstream{folder_ + "/finish"} << "\n";
  const grpc::Status status = call.get();
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(WaitForEnd(), 0);
}

TEST_F(ProgramTest, CallThatDoesNotFinishInTimeIsCancelled) {
  flags_["drain_seconds"] = "0";
  StartAndWait();
  std::future<grpc::Status> call = BeginCall();
  kill(pid_, SIGTERM);
  EXPECT_FALSE(call.get().ok());  // Answered while its handler still waits.
  std::ofstream{folder_ + "/finish"} << "\n";
  EXPECT_EQ(WaitForEnd(), 0);
}

TEST_F(ProgramTest, StaleSocketIsRemovedAndALiveOneRespected) {
  StartAndWait();
  kill(pid_, SIGKILL);
  EXPECT_EQ(WaitForEnd(), 128 + SIGKILL);
  ASSERT_TRUE(std::filesystem::exists(folder_ + "/sample.sock"));
  std::filesystem::remove(folder_ + "/ready");
  StartAndWait();
  EXPECT_EQ(Health(Channel()), 1);
  const pid_t first = pid_;
  EXPECT_THAT(Complaint(), HasSubstr("another process listens there"));
  pid_ = first;
  EXPECT_EQ(Health(Channel()), 1);
}

TEST_F(ProgramTest, BusyPortIsSaid) {
  flags_["listen"] = "127.0.0.1:0";
  const auto ready = StartAndWait();
  const pid_t first = pid_;
  flags_["listen"] =
      "127.0.0.1:" + std::to_string(static_cast<int>(
                         ready.fields().at("listen_ports").list_value().values(0).number_value()));
  EXPECT_THAT(Complaint(), AllOf(HasSubstr("cannot listen on " + flags_["listen"]), HasSubstr("busy")));
  flags_["listen"] = "unix:" + folder_ + "/other.sock";
  flags_["metrics_listen"] =
      "127.0.0.1:" + std::to_string(static_cast<int>(ready.fields().at("metrics_port").number_value()));
  EXPECT_THAT(Complaint(),
              AllOf(HasSubstr("cannot serve metrics on " + flags_["metrics_listen"]), HasSubstr("busy")));
  pid_ = first;
}

TEST_F(ProgramTest, WrongPasswordIsSaid) {
  std::ofstream{folder_ + "/wrong"} << "not the password";
  const std::string& dsn = flags_["database"];
  const std::size_t start = dsn.find("password_file=");
  ASSERT_NE(start, std::string::npos) << dsn;
  flags_["database"] = dsn.substr(0, start) + "password_file=" + folder_ + "/wrong";
  EXPECT_THAT(Complaint(),
              AllOf(HasSubstr("password"), HasSubstr("database sample"), HasSubstr("--database")));
}

TEST_F(ProgramTest, UnreachableDatabaseIsSaid) {
  flags_["database"] = "mysql://nobody@localhost/sample?socket=" + folder_ + "/no.sock";
  EXPECT_THAT(Complaint(),
              AllOf(HasSubstr("database sample at " + folder_ + "/no.sock"), HasSubstr("cannot be reached")));
}

TEST_F(ProgramTest, MissingKeyIsNamed) {
  flags_["keys"] = folder_;
  EXPECT_THAT(Complaint(), HasSubstr("no public key"));
  std::filesystem::copy(keys_.keys() + "/audit.pub", folder_ + "/audit.pub");
  EXPECT_THAT(Complaint(), HasSubstr(folder_ + "/gateway.key"));
}

TEST_F(ProgramTest, UnknownPeerAndWrongFlagsAreSaid) {
  flags_["reference_data"] = "treasury";
  EXPECT_THAT(Complaint(), HasSubstr("treasury=ADDRESS"));
  flags_.erase("reference_data");
  flags_["peers"] = "audit";
  EXPECT_THAT(Complaint(), HasSubstr("NAME=ADDRESS"));
  flags_.erase("peers");
  flags_["pool_size"] = "0";
  EXPECT_THAT(Complaint(), HasSubstr("--pool_size"));
  flags_["pool_size"] = "2";
  flags_["listen"] = "unix:" + folder_ + "/" + std::string(120, 'x');
  EXPECT_THAT(Complaint(), HasSubstr("107 bytes"));
  flags_["listen"] = "unix:" + folder_ + "/missing/x.sock";
  EXPECT_THAT(Complaint(), HasSubstr("folder"));
  flags_.erase("listen");
  EXPECT_THAT(Complaint(), HasSubstr("--listen is missing"));
}

}  // namespace
}  // namespace cpb
