// A power that one person lets another use: made, used, ended, over the REST edge and a real database.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/gateway/testing/test_gateway.h"

namespace cpb::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using types::v1::ROLE_ADMINISTRATOR;
using types::v1::ROLE_APPROVER;
using types::v1::ROLE_AUDITOR;
using types::v1::ROLE_PROVINCE_OFFICER;
using types::v1::ROLE_UNIT_HEAD;

std::string Reason(const Answer& answer) {
  return std::to_string(answer.status) + " " + JsonText(answer.body, "reason");
}

/// The clock of the programs stands at 1 March 2019.
class DelegationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    gateway_.AddUser("head.lan", ROLE_UNIT_HEAD);
    gateway_.AddUser("deputy.ha", ROLE_PROVINCE_OFFICER);
    gateway_.AddUser("other.minh", ROLE_UNIT_HEAD, "agencies/SCT-01", "01");
    gateway_.AddUser("boss.admin", ROLE_ADMINISTRATOR);
    gateway_.AddUser("audit.person", ROLE_AUDITOR);
    lan_ = gateway_.SignInAs("head.lan");
    ha_ = gateway_.SignInAs("deputy.ha");
  }
  static std::string Id() {
    static int count = 0;
    return "33333333-3333-4333-8333-" + std::to_string(100'000'000'000 + ++count);
  }
  Answer Post(const std::string& token, const std::string& path, const std::string& body) {
    return Ask(gateway_.http(), "POST", path, body, TestGateway::Bearer(token));
  }
  Answer Get(const std::string& token, const std::string& path) {
    return Ask(gateway_.http(), "GET", path, "", TestGateway::Bearer(token));
  }
  Answer Delegate(const std::string& token, const std::string& delegate,
                  const std::string& role = "ROLE_UNIT_HEAD", const std::string& first = "2019-03-01",
                  const std::string& last = "2019-03-31",
                  const std::string& more = R"(,"minVnd":"1","maxVnd":"50000000")") {
    return Post(token, "/v1/delegations",
                R"({"requestId":")" + Id() + R"(","delegation":{"delegate":"users/)" + delegate +
                    R"(","role":")" + role + R"(","firstDate":")" + first + R"(","lastDate":")" + last +
                    R"(","note":"Đi công tác")" + more + "}}");
  }
  Answer ActFor(const std::string& token, const std::string& delegation) {
    return Post(token, "/v1/sessions:actFor", R"({"delegation":")" + delegation + R"("})");
  }
  Answer Revoke(const std::string& token, const std::string& delegation) {
    return Post(token, "/v1/" + delegation + ":revoke", R"({"requestId":")" + Id() + R"("})");
  }
  /// What the programs are told of whoever calls now.
  types::v1::Identity IdentityOf(const std::string& token) {
    EXPECT_EQ(Get(token, "/v1/usage").status, 200);
    const std::string bearer = gateway_.audit().Metadata("authorization");
    return gateway_.server().verifier().Verify(bearer.substr(std::string{"Bearer "}.size())).value();
  }

  TestGateway gateway_{"delegation"};
  std::string lan_, ha_;
};

TEST_F(DelegationTest, TheDelegateActsWithTheOneRoleAndTheTokenNamesBoth) {
  const Answer made = Delegate(lan_, "deputy.ha");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_THAT(made.body, HasSubstr(R"("delegatorName":"Người dùng head.lan")"));
  EXPECT_THAT(Get(ha_, "/v1/delegations").body, HasSubstr("delegations/1")) << "the delegate sees it";
  EXPECT_FALSE(IdentityOf(ha_).has_acting_for()) << "nothing changes until the delegate says so";
  ASSERT_EQ(ActFor(ha_, "delegations/1").status, 200);
  const types::v1::Identity acting = IdentityOf(ha_);
  EXPECT_EQ(acting.subject(), "users/deputy.ha");
  EXPECT_EQ(acting.acting_for().delegator(), "users/head.lan");
  EXPECT_EQ(acting.acting_for().max_vnd(), 50'000'000);
  EXPECT_EQ(acting.acting_for().last_date(), "2019-03-31");
  ASSERT_EQ(acting.roles_size(), 1);
  EXPECT_EQ(acting.roles(0), ROLE_UNIT_HEAD) << "and not the roles of the delegate's own";
  EXPECT_THAT(Get(ha_, "/v1/caller").body, HasSubstr(R"("delegator":"users/head.lan")"));
  ASSERT_EQ(ActFor(ha_, "").status, 200);
  EXPECT_EQ(IdentityOf(ha_).roles(0), ROLE_PROVINCE_OFFICER);
  EXPECT_FALSE(IdentityOf(ha_).has_acting_for());
  EXPECT_THAT(gateway_.EventTypes(), HasSubstr("delegation.created"));
}

TEST_F(DelegationTest, OnlyWhoHoldsADecidingRoleDelegatesItWithinTheAgency) {
  EXPECT_EQ(Reason(Delegate(ha_, "head.lan")), "422 ROLE_NOT_HELD");
  EXPECT_EQ(Reason(Delegate(ha_, "head.lan", "ROLE_PROVINCE_OFFICER")), "422 ROLE_NOT_DELEGABLE");
  EXPECT_EQ(Reason(Delegate(lan_, "other.minh")), "422 DELEGATE_UNFIT") << "of another agency";
  EXPECT_EQ(Reason(Delegate(lan_, "head.lan")), "422 DELEGATE_UNFIT") << "to oneself";
  EXPECT_EQ(Reason(Delegate(lan_, "boss.admin")), "422 DELEGATE_UNFIT") << "an administrator moves no money";
  EXPECT_EQ(Reason(Delegate(lan_, "audit.person")), "422 DELEGATE_UNFIT") << "an auditor reads only";
  EXPECT_EQ(Reason(Delegate(lan_, "nobody.here")), "422 DELEGATE_UNFIT");
  ASSERT_EQ(Delegate(lan_, "deputy.ha").status, 200);
  ASSERT_EQ(ActFor(ha_, "delegations/1").status, 200);
  gateway_.AddUser("third.person", ROLE_PROVINCE_OFFICER);
  EXPECT_EQ(Reason(Delegate(ha_, "third.person")), "422 ROLE_NOT_HELD")
      << "what was received is not handed on";
}

TEST_F(DelegationTest, EveryWrongFieldIsNamed) {
  const Answer wrong =
      Delegate(lan_, "Ha", "ROLE_UNSPECIFIED", "2019-03-40", "soon", R"(,"minVnd":"-1","maxVnd":"-2")");
  EXPECT_EQ(Reason(wrong), "400 INVALID_REQUEST");
  for (const char* field : {"delegation.delegate", "delegation.role", "delegation.min_vnd",
                            "delegation.max_vnd", "delegation.first_date", "delegation.last_date"}) {
    EXPECT_THAT(wrong.body, HasSubstr(field));
  }
  EXPECT_EQ(Reason(Delegate(lan_, "deputy.ha", "ROLE_UNIT_HEAD", "2019-02-01", "2019-02-28")),
            "400 INVALID_REQUEST")
      << "over before it begins";
}

TEST_F(DelegationTest, ActsOnlyForOneselfAndOnlyWhileItIsInForce) {
  ASSERT_EQ(Delegate(lan_, "deputy.ha", "ROLE_UNIT_HEAD", "2019-03-02").status, 200);
  EXPECT_EQ(Reason(ActFor(ha_, "delegations/1")), "422 DELEGATION_NOT_IN_FORCE") << "it begins tomorrow";
  EXPECT_EQ(Reason(ActFor(lan_, "delegations/1")), "404 NOT_FOUND") << "whoever gave it does not use it";
  EXPECT_EQ(Reason(ActFor(ha_, "delegations/2")), "404 NOT_FOUND");
  EXPECT_EQ(Reason(ActFor(ha_, "x")), "404 NOT_FOUND");
}

TEST_F(DelegationTest, EndsAtOnceWhenItIsRevokedOrTheDelegatorLosesThePower) {
  ASSERT_EQ(Delegate(lan_, "deputy.ha").status, 200);
  ASSERT_EQ(ActFor(ha_, "delegations/1").status, 200);
  EXPECT_FALSE(IdentityOf(ha_).acting_for().ended());
  const std::string minh = gateway_.SignInAs("other.minh");
  EXPECT_EQ(Reason(Revoke(minh, "delegations/1")), "404 NOT_FOUND") << "strangers learn nothing";
  EXPECT_THAT(Get(minh, "/v1/delegations").body, Not(HasSubstr("delegations/1")));
  ASSERT_EQ(Revoke(lan_, "delegations/1").status, 200);
  EXPECT_TRUE(IdentityOf(ha_).acting_for().ended()) << "the session does not silently turn into another one";
  EXPECT_EQ(Revoke(lan_, "delegations/1").status, 200) << "again changes nothing";
  EXPECT_EQ(Reason(ActFor(ha_, "delegations/1")), "422 DELEGATION_NOT_IN_FORCE");
  EXPECT_THAT(Get(lan_, "/v1/delegations?inForce=true").body, Not(HasSubstr("delegations/1")));
  EXPECT_THAT(Get(gateway_.SignInAs("audit.person"), "/v1/delegations").body, HasSubstr("delegations/1"));

  ASSERT_EQ(Delegate(lan_, "deputy.ha").status, 200);
  ASSERT_EQ(ActFor(ha_, "delegations/2").status, 200);
  const std::string admin = gateway_.SignInAs("boss.admin");
  ASSERT_EQ(Post(admin, "/v1/users/head.lan:disable", "{}").status, 200);
  gateway_.real_clock().Set(gateway_.real_clock().Now() + std::chrono::seconds{2});
  EXPECT_TRUE(IdentityOf(ha_).acting_for().ended());
}

TEST_F(DelegationTest, IsNeverDeletedNorChangedButForItsEnd) {
  ASSERT_EQ(Delegate(lan_, "deputy.ha").status, 200);
  const auto change = [&](const char* sql) {
    return gateway_.database().Write([&](storage::Session& session) -> absl::Status {
      session.Execute(sql);
      return absl::OkStatus();
    });
  };
  EXPECT_FALSE(change("DELETE FROM delegation").ok());
  EXPECT_FALSE(change("UPDATE delegation SET max_vnd = 1000000000").ok());
}

}  // namespace
}  // namespace cpb::gateway
