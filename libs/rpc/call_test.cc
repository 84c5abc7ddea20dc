#include "libs/rpc/call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/testing.h"
#include "libs/rpc/testing_service.h"
#include "libs/rpc/trace.h"

namespace cpb::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CallTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.AddService(std::make_unique<ScriptedService>(server_.server(),
                                                         [this](const Call& call) {
                                                           seen_ = call;
                                                           ++runs_;
                                                           return work_(call);
                                                         }),
                       kAuthService);
    server_.Start();
    stub_ = pb::AuthService::NewStub(server_.channel());
  }

  absl::Status GetCaller(const types::v1::Identity& identity) {
    return server_.Call(identity, *stub_, &pb::AuthService::Stub::GetCaller, pb::GetCallerRequest{}).status();
  }
  absl::Status ListUsers(const types::v1::Identity& identity) {
    return server_.Call(identity, *stub_, &pb::AuthService::Stub::ListUsers, pb::ListUsersRequest{}).status();
  }
  absl::Status SignIn(grpc::ClientContext& context) {
    pb::SignInResponse response;
    return FromGrpcStatus(stub_->SignIn(&context, {}, &response));
  }

  TestServer server_{"gateway"};
  std::function<absl::Status(const Call&)> work_ = [](const Call&) { return absl::OkStatus(); };
  Call seen_;
  int runs_ = 0;
  std::unique_ptr<pb::AuthService::Stub> stub_;
};

TEST_F(CallTest, HandlerSeesWhoCallsAndWhen) {
  ASSERT_TRUE(GetCaller(Officer("users/lan", "68")).ok());
  EXPECT_EQ(seen_.actor(), "users/lan");
  EXPECT_TRUE(seen_.Has(types::v1::ROLE_PROVINCE_OFFICER));
  EXPECT_FALSE(seen_.Has(types::v1::ROLE_APPROVER));
  EXPECT_TRUE(seen_.SeesProvince("68"));
  EXPECT_FALSE(seen_.SeesProvince("01"));
  EXPECT_EQ(clock::FormatDate(seen_.today), "2019-03-01");
  EXPECT_EQ(seen_.language, "vi");
  EXPECT_GT(seen_.deadline, absl::Now() + absl::Seconds(20));
}

TEST_F(CallTest, AccessFollowsTheContract) {
  const types::v1::Identity nobody;
  EXPECT_EQ(ReasonOf(GetCaller(nobody)), "NOT_SIGNED_IN");
  EXPECT_EQ(ReasonOf(ListUsers(nobody)), "NOT_SIGNED_IN");
  EXPECT_EQ(ReasonOf(ListUsers(Officer("users/lan", "68"))), "ROLE_MISSING");
  EXPECT_EQ(runs_, 0);
  EXPECT_TRUE(ListUsers(Person("users/admin", {types::v1::ROLE_ADMINISTRATOR})).ok());
  EXPECT_TRUE(ListUsers(Person("users/an", {types::v1::ROLE_AUDITOR})).ok());
  EXPECT_TRUE(GetCaller(ProgramIdentity("audit")).ok());
  grpc::ClientContext anonymous;
  server_.Prepare(nobody, anonymous);
  EXPECT_TRUE(SignIn(anonymous).ok());
  EXPECT_EQ(seen_.actor(), "");
  EXPECT_FALSE(seen_.SeesProvince("68"));
}

class DelegationTest : public CallTest {
 protected:
  /// Hà acts for Lan as an administrator in March 2019, for documents of 10 to 20 million dong.
  static types::v1::Identity Delegate() {
    types::v1::Identity identity = Person("users/ha", {types::v1::ROLE_ADMINISTRATOR});
    types::v1::ActingFor& acting_for = *identity.mutable_acting_for();
    acting_for.set_delegation("delegations/1");
    acting_for.set_delegator("users/lan");
    acting_for.set_min_vnd(10'000'000);
    acting_for.set_max_vnd(20'000'000);
    acting_for.set_first_date("2019-03-01");
    acting_for.set_last_date("2019-03-31");
    return identity;
  }
  void SetDay(const char* date) { server_.clock().Set(clock::StartOfVietNamDate(*clock::ParseDate(date))); }
};

TEST_F(DelegationTest, TheSignatureNamesBothPeople) {
  ASSERT_TRUE(ListUsers(Delegate()).ok());
  EXPECT_EQ(seen_.actor(), "users/ha");
  EXPECT_EQ(seen_.signature(), "users/ha for users/lan");
  ASSERT_TRUE(GetCaller(Officer("users/lan", "68")).ok());
  EXPECT_EQ(seen_.signature(), "users/lan");
}

TEST_F(DelegationTest, IsHeldToItsDaysInWhateverNeedsTheRole) {
  const auto answer = [&](const char* date) {
    SetDay(date);
    return ReasonOf(ListUsers(Delegate()));
  };
  EXPECT_EQ(answer("2019-02-28"), "DELEGATION_NOT_IN_FORCE");
  EXPECT_EQ(answer("2019-03-01"), "");
  EXPECT_EQ(answer("2019-03-31"), "");
  EXPECT_EQ(answer("2019-04-01"), "DELEGATION_NOT_IN_FORCE");
  EXPECT_TRUE(GetCaller(Delegate()).ok()) << "reading, and acting in one's own right again, go on";
  SetDay("2019-03-15");
  types::v1::Identity ended = Delegate();
  ended.mutable_acting_for()->set_ended(true);
  EXPECT_EQ(ReasonOf(ListUsers(ended)), "DELEGATION_NOT_IN_FORCE");
}

TEST_F(DelegationTest, IsHeldToItsAmounts) {
  const auto answer = [&](std::int64_t amount) {
    work_ = [amount](const Call& call) { return CheckDelegatedAmount(call, amount); };
    return ReasonOf(ListUsers(Delegate()));
  };
  EXPECT_EQ(answer(9'999'999), "DELEGATION_AMOUNT");
  EXPECT_EQ(answer(10'000'000), "");
  EXPECT_EQ(answer(20'000'000), "");
  EXPECT_EQ(answer(20'000'001), "DELEGATION_AMOUNT");
  EXPECT_TRUE(ListUsers(Person("users/lan", {types::v1::ROLE_ADMINISTRATOR})).ok())
      << "nobody's own power is limited";
}

TEST_F(CallTest, ForgedTokenIsNobody) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + server_.Token(Officer("users/lan", "68")) + "A");
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{10});
  pb::GetCallerResponse response;
  EXPECT_EQ(ReasonOf(FromGrpcStatus(stub_->GetCaller(&context, {}, &response))), "NOT_SIGNED_IN");
  // Signing in works all the same: the method is open to anyone.
  grpc::ClientContext again;
  again.AddMetadata("authorization", "Bearer rubbish");
  again.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{10});
  EXPECT_TRUE(SignIn(again).ok());
}

TEST_F(CallTest, CallWithoutADeadlineIsRefused) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + server_.Token(Officer("users/lan", "68")));
  pb::GetCallerResponse response;
  const absl::Status status = FromGrpcStatus(stub_->GetCaller(&context, {}, &response));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "DEADLINE_MISSING");
  EXPECT_EQ(runs_, 0);
}

TEST_F(CallTest, WhatEscapesTheHandlerBecomesInternalWithoutItsText) {
  work_ = [](const Call&) -> absl::Status { throw std::runtime_error("secret 4711"); };
  const absl::Status thrown = GetCaller(Officer("users/lan", "68"));
  EXPECT_EQ(thrown.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string{thrown.message()}, Not(HasSubstr("4711")));
  work_ = [](const Call&) -> absl::Status { throw 42; };
  EXPECT_EQ(GetCaller(Officer("users/lan", "68")).code(), absl::StatusCode::kInternal);
  work_ = [](const Call&) { return absl::OkStatus(); };
  EXPECT_TRUE(GetCaller(Officer("users/lan", "68")).ok());
}

TEST_F(CallTest, RefusalWithManyLongVietnameseViolationsArrivesWhole) {
  work_ = [](const Call&) {
    FieldErrors errors;
    for (int i = 0; i < 24; ++i) {
      std::string text;
      for (int j = 0; j < 10; ++j) text += "Số tiền đề nghị vượt quá mức hỗ trợ tối đa được phép. ";
      errors.Add("plan.items[" + std::to_string(i) + "].amount_vnd", text, text);
    }
    return errors.ToStatus();
  };
  const Explanation said = Explain(GetCaller(Officer("users/lan", "68")));
  EXPECT_EQ(said.reason, "INVALID_REQUEST");
  EXPECT_EQ(said.violation_count, 24);
  EXPECT_GE(said.violations.size(), 8U);
}

TEST_F(CallTest, TraceFollowsTheRequestAndEachHopHasItsOwn) {
  const std::string received = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  grpc::ClientContext context;
  server_.Prepare(Officer("users/lan", "68"), context);
  context.AddMetadata("traceparent", received);
  context.AddMetadata("x-cpb-language", "en");
  pb::GetCallerResponse response;
  ASSERT_TRUE(stub_->GetCaller(&context, {}, &response).ok());
  EXPECT_EQ(seen_.trace_id, "0af7651916cd43dd8448eb211c80319c");
  EXPECT_NE(seen_.traceparent, received);
  EXPECT_THAT(seen_.traceparent, HasSubstr("00-0af7651916cd43dd8448eb211c80319c-"));
  EXPECT_EQ(seen_.language, "en");
}

TEST_F(CallTest, PassedOnCallIsTheSamePersonWithLessTime) {
  Call outer;
  work_ = [&](const Call& call) {
    if (runs_ > 1) return absl::OkStatus();
    outer = call;
    grpc::ClientContext context;
    PassOn(call, context);
    EXPECT_EQ(absl::FromChrono(context.deadline()), call.deadline - absl::Milliseconds(20));
    pb::GetCallerResponse response;
    return FromGrpcStatus(stub_->GetCaller(&context, {}, &response));
  };
  ASSERT_TRUE(GetCaller(Officer("users/lan", "68")).ok());
  EXPECT_EQ(seen_.actor(), "users/lan");
  EXPECT_EQ(seen_.trace_id, outer.trace_id);
  // On the wire a deadline is rounded up, here to a tenth of a second.
  EXPECT_LT(seen_.deadline, outer.deadline + absl::Milliseconds(150));
  runs_ = 0;
  work_ = [&](const Call& call) {
    if (runs_ > 1) return absl::OkStatus();
    grpc::ClientContext context;
    PassOnAsProgram(server_.server(), call, context);
    pb::GetCallerResponse response;
    return FromGrpcStatus(stub_->GetCaller(&context, {}, &response));
  };
  ASSERT_TRUE(GetCaller(Officer("users/lan", "68")).ok());
  EXPECT_EQ(seen_.actor(), "programs/gateway");
}

TEST_F(CallTest, ForgottenMethodIsClosedToAll) {
  // A request message that no service of the program announced.
  grpc::ServerContext context;
  work_ = [](const Call&) { return absl::OkStatus(); };
  const grpc::Status status = Serve(server_.server(), context, pb::GetClockRequest{}, work_);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(runs_, 0);
}

TEST(Trace, MalformedParentBeginsANewTrace) {
  const std::string good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  EXPECT_EQ(ContinueTrace(good).trace_id, "0af7651916cd43dd8448eb211c80319c");
  for (const std::string& bad :
       {std::string{}, good + "x", good.substr(1), std::string{"ff"} + good.substr(2),
        std::string{"00-00000000000000000000000000000000-b7ad6b7169203331-01"},
        std::string{"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"},
        std::string{"00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"}, good + "-more"}) {
    const Trace trace = ContinueTrace(bad);
    EXPECT_NE(trace.trace_id, "0af7651916cd43dd8448eb211c80319c") << bad;
    EXPECT_EQ(trace.trace_id.size(), 32U);
    EXPECT_EQ(trace.traceparent.size(), 55U);
  }
}

class PageTest : public ::testing::Test {
 protected:
  absl::StatusOr<Page> Read(const types::v1::Identity& identity, const std::string& token, int size = 0) {
    pb::ListUsersRequest request;
    request.set_page_size(size);
    request.set_page_token(token);
    return ReadPage(server_.MakeCall(identity), request);
  }
  std::string Next(const types::v1::Identity& identity, const std::string& key) {
    return NextPageToken(server_.MakeCall(identity), pb::ListUsersRequest{}, key);
  }
  TestServer server_{"gateway"};
};

TEST_F(PageTest, SizeIsBounded) {
  const auto lan = Officer("users/lan", "68");
  EXPECT_EQ(Read(lan, "")->size, 100);
  EXPECT_EQ(Read(lan, "", 7)->size, 7);
  EXPECT_EQ(Read(lan, "", 5000)->size, 1000);
  EXPECT_EQ(ReasonOf(Read(lan, "", -1).status()), "INVALID_REQUEST");
}

TEST_F(PageTest, TokenLeadsToTheNextPageOfTheSameQueryAlone) {
  const auto lan = Officer("users/lan", "68");
  const std::string token = Next(lan, "users/mai");
  EXPECT_EQ(Read(lan, token)->after, "users/mai");
  EXPECT_EQ(Read(lan, token, 50)->after, "users/mai");  // The size may change from page to page.
  EXPECT_THAT(token, Not(HasSubstr("mai")));
  EXPECT_EQ(ReasonOf(Read(Officer("users/lan", "01"), token).status()), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(ReasonOf(Read(lan, token + "AAAA").status()), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(ReasonOf(Read(lan, "not a token").status()), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(ReasonOf(Read(lan, "AAAA").status()), "PAGE_TOKEN_INVALID");
}

}  // namespace
}  // namespace cpb::rpc
