// The gRPC edge: bytes forwarded, sessions exchanged, nothing internal reachable.
#include <thread>

#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "cpbudget/gateway/v1/gateway.grpc.pb.h"
#include "cpbudget/types/v1/feed.grpc.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/support/sync_stream.h"
#include "gtest/gtest.h"
#include "services/gateway/passthrough/reflection.h"
#include "services/gateway/testing/test_gateway.h"

namespace cpb::gateway {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
namespace audit = ::cpbudget::audit::v1;

class Forwarded : public ::testing::Test {
 protected:
  void SetUp() override {
    gateway_.AddUser("lan.officer", types::v1::ROLE_PROVINCE_OFFICER);
    token_ = gateway_.SignInAs("lan.officer");
    channel_ = grpc::CreateChannel("127.0.0.1:" + std::to_string(gateway_.grpc()),
                                   grpc::InsecureChannelCredentials());
  }
  /// A context with the session and ten seconds.
  std::unique_ptr<grpc::ClientContext> Signed() {
    auto context = Anonymous();
    context->AddMetadata("authorization", "Bearer " + token_);
    return context;
  }
  static std::unique_ptr<grpc::ClientContext> Anonymous() {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() + 10s);
    return context;
  }

  TestGateway gateway_{"passthrough"};
  std::string token_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(Forwarded, ExchangesTheSessionForASignedIdentity) {
  const auto stub = audit::AuditService::NewStub(channel_);
  audit::GetUsageResponse response;
  auto context = Signed();
  context->AddMetadata("x-cpb-address", "10.9.9.9");
  context->AddMetadata("x-cpb-language", "en");
  const grpc::Status status = stub->GetUsage(context.get(), {}, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.position(), 9007199254740993);
  const std::string authorization = gateway_.audit().Metadata("authorization");
  const auto identity = gateway_.server().verifier().Verify(authorization.substr(sizeof("Bearer ") - 1));
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->subject(), "users/lan.officer");
  EXPECT_EQ(gateway_.audit().Metadata("x-cpb-language"), "en");
  EXPECT_EQ(gateway_.audit().Metadata("x-cpb-address"), "") << "what the client sends as such goes nowhere";
  EXPECT_EQ(context->GetServerInitialMetadata().count("traceparent"), 1u);
}

TEST_F(Forwarded, RefusesWithoutASessionAndKeepsTheDetails) {
  const auto stub = audit::AuditService::NewStub(channel_);
  audit::GetUsageResponse response;
  auto context = Anonymous();
  const grpc::Status status = stub->GetUsage(context.get(), {}, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(rpc::ReasonOf(rpc::FromGrpcStatus(status)), "NOT_SIGNED_IN");
  // An identity token is no session: only the gateway makes those.
  auto forged = Anonymous();
  forged->AddMetadata("authorization", "Bearer " + gateway_.server().Token(rpc::ProgramIdentity("audit")));
  EXPECT_EQ(stub->GetUsage(forged.get(), {}, &response).error_code(), grpc::StatusCode::UNAUTHENTICATED);
  // A refusal of the program arrives as the program made it.
  const auto auth = pb::AuthService::NewStub(channel_);
  pb::ListUsersResponse users;
  auto officer = Signed();
  const grpc::Status refused = auth->ListUsers(officer.get(), {}, &users);
  EXPECT_EQ(rpc::ReasonOf(rpc::FromGrpcStatus(refused)), "ROLE_MISSING");
}

TEST_F(Forwarded, SignsInAndOut) {
  const auto stub = pb::AuthService::NewStub(channel_);
  pb::SignInRequest request;
  request.set_user_id("lan.officer");
  request.set_password(TestGateway::kPassword);
  pb::SignInResponse signed_in;
  auto context = Anonymous();
  ASSERT_TRUE(stub->SignIn(context.get(), request, &signed_in).ok());
  token_ = signed_in.session_token();
  pb::GetCallerResponse caller;
  auto asking = Signed();
  ASSERT_TRUE(stub->GetCaller(asking.get(), {}, &caller).ok());
  EXPECT_EQ(caller.user().name(), "users/lan.officer");
  pb::SignOutResponse out;
  auto leaving = Signed();
  ASSERT_TRUE(stub->SignOut(leaving.get(), {}, &out).ok());
  auto again = Signed();
  EXPECT_EQ(stub->GetCaller(again.get(), {}, &caller).error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(Forwarded, NothingBetweenProgramsIsReachable) {
  const auto ledger = ::cpbudget::disbursement::v1::LedgerService::NewStub(channel_);
  ::cpbudget::disbursement::v1::PostDocumentResponse posted;
  auto context = Signed();
  EXPECT_EQ(ledger->PostDocument(context.get(), {}, &posted).error_code(), grpc::StatusCode::UNIMPLEMENTED);
  const auto feed = types::v1::FeedService::NewStub(channel_);
  auto reading = Signed();
  const auto reader = feed->ReadFeed(reading.get(), {});
  types::v1::ReadFeedResponse events;
  EXPECT_FALSE(reader->Read(&events));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(Forwarded, ForwardsAStreamAndItsEnd) {
  gateway_.audit().parts = 2000;
  const auto stub = audit::AuditService::NewStub(channel_);
  auto context = Signed();
  auto reader = stub->ExportJournal(context.get(), {});
  google::api::HttpBody part;
  int parts = 0;
  while (reader->Read(&part)) ++parts;
  EXPECT_EQ(parts, 2000);
  EXPECT_TRUE(reader->Finish().ok());
  gateway_.audit().fail = true;
  auto failing = Signed();
  reader = stub->ExportJournal(failing.get(), {});
  while (reader->Read(&part)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(Forwarded, ACallerWhoLeavesIsLeftByTheProgramToo) {
  gateway_.audit().parts = 1'000'000;
  const auto stub = audit::AuditService::NewStub(channel_);
  auto context = Signed();
  const auto reader = stub->ExportJournal(context.get(), {});
  google::api::HttpBody part;
  ASSERT_TRUE(reader->Read(&part));
  context->TryCancel();
  while (reader->Read(&part)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  // The deadline travels: the program gives up waiting when the caller does.
  gateway_.audit().wait = true;
  auto hasty = std::make_unique<grpc::ClientContext>();
  hasty->set_deadline(std::chrono::system_clock::now() + 100ms);
  audit::GetPublicUsageResponse response;
  EXPECT_EQ(stub->GetPublicUsage(hasty.get(), {}, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_LE(gateway_.audit().milliseconds_left, 200);
}

TEST_F(Forwarded, ManyCallsAtOnce) {
  const auto stub = audit::AuditService::NewStub(channel_);
  std::atomic<int> good{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&] {
      for (int j = 0; j < 100; ++j) {
        auto context = Signed();
        audit::GetUsageResponse response;
        good += stub->GetUsage(context.get(), {}, &response).ok() ? 1 : 0;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(good, 1600);
}

TEST_F(Forwarded, ReflectionKnowsThePublicContract) {
  const grpc::internal::RpcMethod method{"/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                                         grpc::internal::RpcMethod::BIDI_STREAMING, channel_};
  auto context = Anonymous();
  const std::unique_ptr<grpc::ClientReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>> stream{
      grpc::internal::ClientReaderWriterFactory<grpc::ByteBuffer, grpc::ByteBuffer>::Create(
          channel_.get(), method, context.get())};
  const std::string list_services{"\x3a\x00", 2};  // ServerReflectionRequest{list_services: ""}
  const grpc::Slice slice{list_services};
  ASSERT_TRUE(stream->Write(grpc::ByteBuffer{&slice, 1}));
  grpc::ByteBuffer answer;
  ASSERT_TRUE(stream->Read(&answer));
  std::vector<grpc::Slice> slices;
  ASSERT_TRUE(answer.Dump(&slices).ok());
  std::string text;
  for (const grpc::Slice& part : slices)
    text.append(reinterpret_cast<const char*>(part.begin()), part.size());
  EXPECT_THAT(text, HasSubstr("cpbudget.audit.v1.AuditService"));
  EXPECT_EQ(text.find("FeedService"), std::string::npos);
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(Reflection, AnswersSymbolsWithTheirFilesAndRefusesTheRest) {
  const auto contract = Contract::LoadEmbedded();
  ASSERT_TRUE(contract.ok());
  const auto ask = [&](char field, const std::string& text) {
    return AnswerReflection(
        **contract, std::string{static_cast<char>(field << 3 | 2), static_cast<char>(text.size())} + text);
  };
  EXPECT_THAT(ask(4, "cpbudget.audit.v1.AuditService"), HasSubstr("cpbudget/audit/v1/audit.proto"));
  EXPECT_THAT(ask(3, "google/protobuf/timestamp.proto"), HasSubstr("google/protobuf/timestamp.proto"));
  EXPECT_THAT(ask(4, "no.such.Thing"), HasSubstr("not part of the contract"));
  EXPECT_THAT(ask(6, "x"), HasSubstr("not answered"));
  for (const std::string& broken :
       {std::string{}, std::string{"\xff\xff\xff"}, std::string{"\x22\x7f"}, std::string{"\x08\x01"}}) {
    EXPECT_THAT(AnswerReflection(**contract, broken), HasSubstr("not answered"));
  }
}

}  // namespace
}  // namespace cpb::gateway
