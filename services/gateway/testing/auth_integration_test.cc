// Sign-in, sessions and users against a real database, over the REST edge.
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/gateway/testing/test_gateway.h"

namespace cpb::gateway {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using types::v1::ROLE_ADMINISTRATOR;
using types::v1::ROLE_PROVINCE_OFFICER;

std::string Reason(const Answer& answer) {
  return std::to_string(answer.status) + " " + JsonText(answer.body, "reason");
}

class Auth : public ::testing::Test {
 protected:
  void SetUp() override {
    gateway_.AddUser("lan.officer", ROLE_PROVINCE_OFFICER);
    gateway_.AddUser("boss.admin", ROLE_ADMINISTRATOR);
  }
  Answer SignIn(const std::string& id, const std::string& password) {
    return Ask(gateway_.http(), "POST", "/v1/sessions",
               R"({"userId":")" + id + R"(","password":")" + password + R"("})");
  }
  Answer Caller(const std::string& token) {
    return Ask(gateway_.http(), "GET", "/v1/caller", "", TestGateway::Bearer(token));
  }
  Answer Create(const std::string& token, const std::string& request_id, const std::string& user,
                const std::string& password = TestGateway::kPassword) {
    return Ask(
        gateway_.http(), "POST", "/v1/users",
        R"({"requestId":")" + request_id + R"(","user":)" + user + R"(,"password":")" + password + R"("})",
        TestGateway::Bearer(token));
  }
  static std::string User(const std::string& id, const std::string& roles) {
    return R"({"name":"users/)" + id + R"(","displayName":"X","agency":"agencies/BTC","roles":[)" + roles +
           "]}";
  }

  TestGateway gateway_{"auth"};
};

constexpr char kUuidA[] = "11111111-1111-4111-8111-111111111111";
constexpr char kUuidB[] = "22222222-2222-4222-8222-222222222222";

TEST_F(Auth, SaysTheSameForAnUnknownUserAndAWrongPassword) {
  const Answer wrong = SignIn("lan.officer", "wrong-password-1");
  const Answer unknown = SignIn("nobody.here", "wrong-password-1");
  const Answer malformed = SignIn("Nobody' OR 1=1 --", "x");
  EXPECT_EQ(Reason(wrong), "401 SIGN_IN_FAILED");
  EXPECT_EQ(Reason(unknown), "401 SIGN_IN_FAILED");
  EXPECT_EQ(Reason(malformed), "401 SIGN_IN_FAILED");
  EXPECT_EQ(JsonText(wrong.body, "detail"), JsonText(unknown.body, "detail"));
  EXPECT_EQ(wrong.headers.count("set-cookie"), 0u);
}

TEST_F(Auth, GivesASessionThatWorksAsBearerAndAsCookie) {
  const Answer answer = SignIn("lan.officer", TestGateway::kPassword);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const std::string token = JsonText(answer.body, "sessionToken");
  EXPECT_EQ(token.size(), 43u);
  const std::string cookie = answer.headers.at("set-cookie");
  EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
  EXPECT_THAT(cookie, HasSubstr("SameSite=Strict"));
  EXPECT_THAT(Caller(token).body, HasSubstr(R"("name":"users/lan.officer")"));
  const Answer by_cookie =
      Ask(gateway_.http(), "GET", "/v1/caller", "", {{"Cookie", "a=b; cpb_session=" + token + "; c=d"}});
  EXPECT_EQ(by_cookie.status, 200);
  EXPECT_EQ(gateway_.EventTypes(), "user.created user.created session.started");
}

TEST_F(Auth, KeepsNeitherPasswordsNorTokensReadable) {
  const std::string token = gateway_.SignInAs("lan.officer");
  ASSERT_TRUE(
      gateway_.database()
          .Read([&](storage::Session& session) -> absl::Status {
            EXPECT_THAT(session
                            .QueryOne("SELECT password_hash FROM user_account WHERE user_id = ?",
                                      {std::string{"lan.officer"}})
                            ->Text(0),
                        ::testing::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
            EXPECT_EQ(session.QueryOne("SELECT COUNT(*) FROM session WHERE token_hash = ?", {token})->Int(0),
                      0);
            EXPECT_EQ(session.QueryOne("SELECT COUNT(*) FROM session")->Int(0), 1);
            return absl::OkStatus();
          })
          .ok());
}

TEST_F(Auth, TheFifthFailureLocksAccountAndAddress) {
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(Reason(SignIn("lan.officer", "wrong-password-1")), "401 SIGN_IN_FAILED");
  const Answer locked = SignIn("lan.officer", TestGateway::kPassword);
  EXPECT_EQ(Reason(locked), "429 SIGN_IN_LOCKED");
  EXPECT_EQ(SignIn("boss.admin", TestGateway::kPassword).status, 200) << "another account is not locked";
  const rpc::Call call = gateway_.server().MakeCall({});
  pb::SignInRequest request;
  request.set_user_id("lan.officer");
  request.set_password(TestGateway::kPassword);
  EXPECT_TRUE(gateway_.gateway().sign_in().Start(call, request, "10.0.0.9").ok())
      << "another address is not locked";
  gateway_.real_clock().Set(gateway_.real_clock().Now() + 15min);
  EXPECT_EQ(SignIn("lan.officer", TestGateway::kPassword).status, 200);
}

TEST_F(Auth, GuessesAtTheSameTimeAreNoCheaper) {
  std::atomic<int> looked_at{0};
  std::vector<std::thread> guessers;
  for (int i = 0; i < 12; ++i) {
    guessers.emplace_back(
        [&] { looked_at += SignIn("lan.officer", "wrong-password-1").status == 401 ? 1 : 0; });
  }
  for (std::thread& guesser : guessers) guesser.join();
  EXPECT_EQ(looked_at, 5);
}

TEST_F(Auth, ARightPasswordForgivesEarlierFailures) {
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i) EXPECT_EQ(SignIn("lan.officer", "wrong-password-1").status, 401);
    EXPECT_EQ(SignIn("lan.officer", TestGateway::kPassword).status, 200);
  }
}

TEST_F(Auth, SignOutEndsTheSessionAtOnce) {
  const std::string token = gateway_.SignInAs("lan.officer");
  const std::string other = gateway_.SignInAs("lan.officer");
  EXPECT_EQ(Caller(token).status, 200);
  const Answer out = Ask(gateway_.http(), "POST", "/v1/sessions:signOut", "{}", TestGateway::Bearer(token));
  EXPECT_EQ(out.status, 200) << out.body;
  EXPECT_THAT(out.headers.at("set-cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(Reason(Caller(token)), "401 NOT_SIGNED_IN");
  EXPECT_EQ(Caller(other).status, 200) << "only this session ends";
  EXPECT_THAT(gateway_.EventTypes(), ::testing::EndsWith("session.ended"));
}

TEST_F(Auth, ASessionEndsAfterHalfAnHourWithoutUse) {
  const std::string token = gateway_.SignInAs("lan.officer");
  gateway_.real_clock().Set(gateway_.real_clock().Now() + 29min);
  EXPECT_EQ(Caller(token).status, 200);
  gateway_.real_clock().Set(gateway_.real_clock().Now() + 29min);
  EXPECT_EQ(Caller(token).status, 200) << "use in between counts";
  gateway_.real_clock().Set(gateway_.real_clock().Now() + 30min);
  EXPECT_EQ(Reason(Caller(token)), "401 NOT_SIGNED_IN");
}

TEST_F(Auth, ASessionEndsAfterTwelveHoursWhateverTheUse) {
  const std::string token = gateway_.SignInAs("lan.officer");
  for (int i = 0; i < 35; ++i) {
    gateway_.real_clock().Set(gateway_.real_clock().Now() + 20min);
    ASSERT_EQ(Caller(token).status, 200) << i;
  }
  gateway_.real_clock().Set(gateway_.real_clock().Now() + 20min);
  EXPECT_EQ(Reason(Caller(token)), "401 NOT_SIGNED_IN");
}

TEST_F(Auth, TheMovableClockDoesNotTouchSessions) {
  const std::string token = gateway_.SignInAs("lan.officer");
  gateway_.server().clock().Set(gateway_.server().clock().Now() + std::chrono::hours{24 * 365});
  gateway_.real_clock().Set(gateway_.real_clock().Now() + 2s);
  EXPECT_EQ(Caller(token).status, 200);
}

TEST_F(Auth, DisablingAUserEndsTheirSessionsAndSignIns) {
  const std::string admin = gateway_.SignInAs("boss.admin");
  const std::string token = gateway_.SignInAs("lan.officer");
  EXPECT_EQ(Caller(token).status, 200);
  const auto disable = [&](const std::string& id) {
    return Ask(gateway_.http(), "POST", "/v1/users/" + id + ":disable", "{}", TestGateway::Bearer(admin));
  };
  EXPECT_EQ(disable("lan.officer").status, 200);
  EXPECT_EQ(Reason(Caller(token)), "401 NOT_SIGNED_IN");
  EXPECT_EQ(Reason(SignIn("lan.officer", TestGateway::kPassword)), "401 SIGN_IN_FAILED");
  EXPECT_EQ(disable("lan.officer").status, 200) << "again changes nothing";
  EXPECT_EQ(Reason(disable("nobody")), "404 NOT_FOUND");
  EXPECT_EQ(Reason(disable("boss.admin")), "422 LAST_ADMINISTRATOR");
  EXPECT_EQ(Reason(disable("Boss")), "400 INVALID_REQUEST");
}

TEST_F(Auth, CreatesUsersAndRefusesBadOnes) {
  const std::string admin = gateway_.SignInAs("boss.admin");
  const std::string good = User("ha.approver", R"("ROLE_APPROVER")");
  EXPECT_EQ(Create(admin, kUuidA, good).status, 200);
  EXPECT_EQ(Create(admin, kUuidA, good).status, 200) << "the same request again";
  const Answer reused = Create(admin, kUuidA, User("other.name", R"("ROLE_APPROVER")"));
  EXPECT_EQ(Reason(reused), "409 REQUEST_ID_REUSED") << reused.body;
  EXPECT_EQ(Reason(Create(admin, kUuidB, good)), "409 USER_EXISTS");
  EXPECT_EQ(Reason(Create(admin, kUuidB, User("b.two", R"("ROLE_APPROVER")"), "short")), "400 PASSWORD_WEAK");
  EXPECT_EQ(Reason(Create(admin, kUuidB, User("b.two", R"("ROLE_ADMINISTRATOR","ROLE_APPROVER")"))),
            "422 ROLES_CONFLICT");
  EXPECT_EQ(Reason(Create(admin, kUuidB, User("b.two", R"("ROLE_AUDITOR","ROLE_APPROVER")"))),
            "422 ROLES_CONFLICT");
  for (
      const char* user :
      {R"({"name":"users/X"})", R"({"name":"users/x.y","roles":["ROLE_PROGRAM"]})",
       R"({"name":"users/x.y","displayName":"X","agency":"agencies/SCT-68","provinceCode":"01","roles":["ROLE_ACCOUNTANT"]})",
       R"({"name":"users/x.y","displayName":"X","agency":"agencies/BTC","roles":["ROLE_APPROVER","ROLE_APPROVER"]})"}) {
    EXPECT_EQ(Reason(Create(admin, kUuidB, user)), "400 INVALID_REQUEST") << user;
  }
  const std::string officer = gateway_.SignInAs("lan.officer");
  EXPECT_EQ(Reason(Create(officer, kUuidB, good)), "403 ROLE_MISSING");
  EXPECT_EQ(Create(admin, "no-uuid", good).status, 400);
}

TEST_F(Auth, APersonChangesTheOwnPasswordAndOtherSessionsEnd) {
  const std::string token = gateway_.SignInAs("lan.officer");
  const std::string other = gateway_.SignInAs("lan.officer");
  const auto change = [&](const std::string& old_password, const std::string& new_password) {
    return Ask(gateway_.http(), "POST", "/v1/caller:changePassword",
               R"({"oldPassword":")" + old_password + R"(","newPassword":")" + new_password + R"("})",
               TestGateway::Bearer(token));
  };
  EXPECT_EQ(Reason(change("wrong-password-1", "another-passw0rd")), "401 SIGN_IN_FAILED");
  EXPECT_EQ(Reason(change(TestGateway::kPassword, "short")), "400 PASSWORD_WEAK");
  EXPECT_EQ(Reason(change(TestGateway::kPassword, TestGateway::kPassword)), "400 PASSWORD_UNCHANGED");
  EXPECT_EQ(Caller(other).status, 200) << "nothing has changed yet";
  EXPECT_EQ(change(TestGateway::kPassword, "another-passw0rd").status, 200);
  EXPECT_EQ(Caller(token).status, 200);
  EXPECT_EQ(Reason(Caller(other)), "401 NOT_SIGNED_IN");
  EXPECT_EQ(Reason(SignIn("lan.officer", TestGateway::kPassword)), "401 SIGN_IN_FAILED");
  EXPECT_EQ(SignIn("lan.officer", "another-passw0rd").status, 200);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(change("wrong-password-1", "x").status, 401);
  EXPECT_EQ(Reason(change("another-passw0rd", "yet-another-passw0rd")), "429 SIGN_IN_LOCKED")
      << "a session is no way to guess a password";
}

TEST_F(Auth, AResetPasswordMustBeChangedBeforeAnythingElse) {
  const std::string admin = gateway_.SignInAs("boss.admin");
  const std::string before = gateway_.SignInAs("lan.officer");
  const auto reset = [&](const std::string& token, const std::string& id, const std::string& password) {
    return Ask(gateway_.http(), "POST", "/v1/users/lan.officer:resetPassword",
               R"({"requestId":")" + id + R"(","password":")" + password + R"("})",
               TestGateway::Bearer(token));
  };
  EXPECT_EQ(Reason(reset(before, kUuidA, "given-passw0rd")), "403 ROLE_MISSING");
  EXPECT_EQ(Reason(reset(admin, kUuidA, "weak")), "400 PASSWORD_WEAK");
  const Answer done = reset(admin, kUuidA, "given-passw0rd");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_THAT(done.body, HasSubstr(R"("mustChangePassword":true)"));
  EXPECT_EQ(Reason(Caller(before)), "401 NOT_SIGNED_IN");
  const Answer signed_in = SignIn("lan.officer", "given-passw0rd");
  EXPECT_THAT(signed_in.body, HasSubstr(R"("mustChangePassword":true)"));
  const std::string token = JsonText(signed_in.body, "sessionToken");
  const auto usage = [&] {
    return Reason(Ask(gateway_.http(), "GET", "/v1/usage", "", TestGateway::Bearer(token)));
  };
  EXPECT_EQ(usage(), "403 PASSWORD_CHANGE_REQUIRED");
  EXPECT_EQ(Caller(token).status, 200);
  EXPECT_EQ(
      Ask(gateway_.http(), "POST", "/v1/caller:changePassword",
          R"({"oldPassword":"given-passw0rd","newPassword":"own-new-passw0rd"})", TestGateway::Bearer(token))
          .status,
      200);
  EXPECT_EQ(usage(), "200 ");
  EXPECT_THAT(gateway_.EventTypes(), HasSubstr("user.password_reset"));
}

TEST_F(Auth, RolesAreGrantedAndRevokedAtOnce) {
  const std::string admin = gateway_.SignInAs("boss.admin");
  const std::string token = gateway_.SignInAs("lan.officer");
  int count = 0;
  const auto set = [&](const std::string& verb, const std::string& user, const std::string& role) {
    const std::string id = "44444444-4444-4444-8444-" + std::to_string(100'000'000'000 + ++count);
    return Ask(gateway_.http(), "POST", "/v1/users/" + user + ":" + verb,
               R"({"requestId":")" + id + R"(","role":")" + role + R"("})", TestGateway::Bearer(admin));
  };
  EXPECT_EQ(set("grantRole", "lan.officer", "ROLE_ACCOUNTANT").status, 200);
  EXPECT_THAT(Caller(token).body, HasSubstr("ROLE_ACCOUNTANT"));
  EXPECT_EQ(set("grantRole", "lan.officer", "ROLE_ACCOUNTANT").status, 200) << "again changes nothing";
  EXPECT_EQ(Reason(set("grantRole", "lan.officer", "ROLE_AUDITOR")), "422 ROLES_CONFLICT");
  EXPECT_EQ(Reason(set("grantRole", "lan.officer", "ROLE_ADMINISTRATOR")), "422 ROLES_CONFLICT");
  EXPECT_EQ(Reason(set("grantRole", "lan.officer", "ROLE_PROGRAM")), "400 INVALID_REQUEST");
  EXPECT_EQ(Reason(set("grantRole", "nobody.here", "ROLE_APPROVER")), "404 NOT_FOUND");
  EXPECT_EQ(set("revokeRole", "lan.officer", "ROLE_PROVINCE_OFFICER").status, 200);
  EXPECT_THAT(Caller(token).body, ::testing::Not(HasSubstr("ROLE_PROVINCE_OFFICER")));
  EXPECT_EQ(Reason(set("revokeRole", "lan.officer", "ROLE_ACCOUNTANT")), "422 LAST_ROLE");
  EXPECT_EQ(Reason(set("revokeRole", "boss.admin", "ROLE_ADMINISTRATOR")), "422 LAST_ROLE");
  EXPECT_THAT(gateway_.EventTypes(), HasSubstr("user.role_granted user.role_revoked"));
}

TEST_F(Auth, ATimeBoxedUserSignsInOnItsDaysAlone) {
  const std::string admin = gateway_.SignInAs("boss.admin");
  const std::string token = gateway_.SignInAs("lan.officer");
  const std::string today = clock::FormatDate(clock::VietNamDate(gateway_.real_clock().Now()));
  int count = 0;
  const auto box = [&](const std::string& user, const std::string& from, const std::string& to) {
    const std::string id = "55555555-5555-4555-8555-" + std::to_string(100'000'000'000 + ++count);
    return Ask(gateway_.http(), "POST", "/v1/users/" + user + ":setValidity",
               R"({"requestId":")" + id + R"(","validFrom":")" + from + R"(","validTo":")" + to + R"("})",
               TestGateway::Bearer(admin));
  };
  EXPECT_EQ(box("lan.officer", "2000-01-01", today).status, 200);
  EXPECT_EQ(Caller(token).status, 200);
  EXPECT_EQ(box("lan.officer", "2000-01-01", "2000-12-31").status, 200);
  EXPECT_EQ(Reason(Caller(token)), "401 NOT_SIGNED_IN");
  EXPECT_EQ(Reason(SignIn("lan.officer", TestGateway::kPassword)), "401 SIGN_IN_FAILED");
  EXPECT_EQ(box("lan.officer", "", "").status, 200);
  EXPECT_EQ(SignIn("lan.officer", TestGateway::kPassword).status, 200);
  EXPECT_EQ(Reason(box("lan.officer", "2001-01-01", "2000-12-31")), "400 INVALID_REQUEST");
  EXPECT_EQ(Reason(box("lan.officer", "soon", "")), "400 INVALID_REQUEST");
  EXPECT_EQ(Reason(box("boss.admin", "", "2099-12-31")), "422 LAST_ADMINISTRATOR");
}

TEST_F(Auth, ListsUsersPageByPage) {
  const std::string admin = gateway_.SignInAs("boss.admin");
  const Answer first = Ask(gateway_.http(), "GET", "/v1/users?pageSize=1", "", TestGateway::Bearer(admin));
  EXPECT_THAT(first.body, HasSubstr("users/boss.admin"));
  const std::string token = JsonText(first.body, "nextPageToken");
  const Answer second =
      Ask(gateway_.http(), "GET", "/v1/users?pageSize=1&pageToken=" + token, "", TestGateway::Bearer(admin));
  EXPECT_THAT(second.body, HasSubstr("users/lan.officer"));
  EXPECT_EQ(JsonText(second.body, "nextPageToken"), "");
  EXPECT_EQ(Reason(Ask(gateway_.http(), "GET", "/v1/users?pageToken=xyz", "", TestGateway::Bearer(admin))),
            "400 PAGE_TOKEN_INVALID");
}

TEST_F(Auth, BootstrapsAnAdministratorOnlyWhereThereIsNobody) {
  const rpc::Call call = gateway_.server().MakeCall(rpc::ProgramIdentity("gateway"));
  EXPECT_TRUE(gateway_.gateway().users().Bootstrap(call, "admin", "a-first-password").ok());
  EXPECT_EQ(SignIn("admin", "a-first-password").status, 401) << "there were users already";
  TestGateway fresh{"auth_fresh"};
  const rpc::Call fresh_call = fresh.server().MakeCall(rpc::ProgramIdentity("gateway"));
  EXPECT_FALSE(fresh.gateway().users().Bootstrap(fresh_call, "admin", "weak").ok());
  EXPECT_TRUE(fresh.gateway().users().Bootstrap(fresh_call, "admin", "a-first-password").ok());
  EXPECT_TRUE(fresh.gateway().users().Bootstrap(fresh_call, "admin", "another-password").ok());
  EXPECT_EQ(
      Ask(fresh.http(), "POST", "/v1/sessions", R"({"userId":"admin","password":"a-first-password"})").status,
      200);
}

TEST_F(Auth, TheClockOfProductionCannotBeMoved) {
  const std::string admin = gateway_.SignInAs("boss.admin");
  const Answer moved = Ask(gateway_.http(), "POST", "/v1/clock", R"({"now":"2019-01-01T00:00:00Z"})",
                           TestGateway::Bearer(admin));
  EXPECT_EQ(Reason(moved), "422 CLOCK_FIXED");
  EXPECT_THAT(Ask(gateway_.http(), "GET", "/v1/clock", "", TestGateway::Bearer(admin)).body,
              HasSubstr(R"("movable":false)"));
}

}  // namespace
}  // namespace cpb::gateway
