#include "libs/rpc/requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <fstream>
#include <sstream>
#include <thread>

#include "cpbudget/gateway/v1/gateway.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "libs/rpc/testing.h"
#include "libs/testing/mariadb.h"

namespace cpb::rpc {
namespace {

namespace pb = ::cpbudget::gateway::v1;

constexpr refusal::Reason kFull{
    "ROOM_FULL", refusal::Kind::kFailedPrecondition, "Hết chỗ.", "No room.", "Chờ.", "Wait."};
constexpr char kId[] = "0b1f7a52-6d54-4f0a-9a43-5b7d3f1c2e01";

std::string ReadFile(const std::string& path) {
  std::ifstream stream{std::string{CPB_SOURCE_DIR} + "/" + path};
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

class OnceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::map<std::string, std::string, std::less<>> migrations{
        {"0001_initial.sql",
         ReadFile("libs/rpc/request_outcome.sql") +
             "CREATE TABLE effect (id BIGINT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50)) ENGINE=InnoDB;\n"
             "GRANT SELECT, INSERT ON {{schema}}.effect TO {{user}};\n"}};
    opened_ = testing::SharedMariaDb().OpenMigrated("once", migrations, 10);
    call_ = server_.MakeCall(Officer("users/lan", "68"));
    request_.set_request_id(kId);
    request_.set_password("a");
  }

  storage::Database& database() { return *opened_.database; }

  std::int64_t Effects() {
    return database()
        .Read([](storage::Session& session) -> absl::StatusOr<std::int64_t> {
          return session.QueryOne("SELECT COUNT(*) FROM effect")->Int(0);
        })
        .value();
  }

  /// An effect and an answer that tells which run made it.
  std::function<absl::Status(storage::Session&)> Work() {
    return [this](storage::Session& session) {
      session.Execute("INSERT INTO effect (what) VALUES (?)", {std::string{"x"}});
      response_.mutable_user()->set_display_name("run " + std::to_string(++runs_));
      return absl::OkStatus();
    };
  }
  std::function<absl::Status(storage::Session&)> Refusing(absl::Status status) {
    return [this, status](storage::Session& session) {
      ++runs_;
      session.Execute("INSERT INTO effect (what) VALUES (?)", {std::string{"half"}});
      return status;
    };
  }
  absl::Status Run(const std::function<absl::Status(storage::Session&)>& work) {
    return Once(database(), call_, request_.request_id(), request_, response_, work);
  }

  TestServer server_{"gateway"};
  testing::PrivateMariaDb::Opened opened_;
  Call call_;
  pb::CreateUserRequest request_;
  pb::CreateUserResponse response_;
  int runs_ = 0;
};

TEST_F(OnceTest, RepeatedRequestReturnsTheFirstAnswer) {
  ASSERT_TRUE(Run(Work()).ok());
  response_.Clear();
  ASSERT_TRUE(Run(Work()).ok());
  EXPECT_EQ(response_.user().display_name(), "run 1");
  EXPECT_EQ(Effects(), 1);
  // Whatever the case of the id.
  std::string upper = kId;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  response_.Clear();
  ASSERT_TRUE(Once(database(), call_, upper, request_, response_, Work()).ok());
  EXPECT_EQ(response_.user().display_name(), "run 1");
  EXPECT_EQ(runs_, 1);
}

TEST_F(OnceTest, SameIdWithAnotherBodyIsRefused) {
  ASSERT_TRUE(Run(Work()).ok());
  request_.set_password("b");
  EXPECT_EQ(ReasonOf(Run(Work())), "REQUEST_ID_REUSED");
  EXPECT_EQ(Effects(), 1);
  EXPECT_EQ(response_.user().display_name(), "");
}

TEST_F(OnceTest, SameIdOfAnotherCallerIsAnotherRequest) {
  ASSERT_TRUE(Run(Work()).ok());
  call_ = server_.MakeCall(Officer("users/mai", "68"));
  ASSERT_TRUE(Run(Work()).ok());
  EXPECT_EQ(response_.user().display_name(), "run 2");
  EXPECT_EQ(Effects(), 2);
}

TEST_F(OnceTest, IdMustBeAUuid) {
  for (const char* id :
       {"", "x", "0b1f7a52-6d54-4f0a-9a43-5b7d3f1c2e0", "0b1f7a5206d54-4f0a-9a43-5b7d3f1c2e01",
        "0b1f7a52-6d54-4f0a-9a43-5b7d3f1c2e0g", "{0b1f7a52-6d54-4f0a-9a43-5b7d3f1c2e01}"}) {
    const absl::Status status = Once(database(), call_, id, request_, response_, Work());
    EXPECT_EQ(ReasonOf(status), "INVALID_REQUEST") << id;
    EXPECT_EQ(Explain(status).violations.at(0).subject, "request_id");
  }
  EXPECT_EQ(runs_, 0);
}

TEST_F(OnceTest, RefusalDecidesForEverAndLeavesNothingElse) {
  const absl::Status first = Run(Refusing(Refuse(kFull)));
  EXPECT_EQ(ReasonOf(first), "ROOM_FULL");
  EXPECT_EQ(Effects(), 0);
  // The state would allow it now, but the id has its outcome.
  EXPECT_EQ(Run(Work()), first);
  EXPECT_EQ(Effects(), 0);
  EXPECT_EQ(runs_, 1);
}

TEST_F(OnceTest, FailuresAndCorrectableRefusalsAreNotRemembered) {
  FieldErrors errors;
  errors.Add("x", "sai", "wrong");
  for (const absl::Status& status :
       {absl::UnavailableError("gone"), absl::InternalError("bug"), absl::DeadlineExceededError("late"),
        absl::NotFoundError("without a reason"), errors.ToStatus(), Refuse(refusal::kRoleMissing),
        Refuse(refusal::kOutsideJurisdiction)}) {
    EXPECT_EQ(Run(Refusing(status)).code(), status.code());
    EXPECT_EQ(Effects(), 0);
  }
  ASSERT_TRUE(Run(Work()).ok());
  EXPECT_EQ(Effects(), 1);
}

TEST_F(OnceTest, EightAtOnceWithOneIdHaveOneEffectAndOneAnswer) {
  for (int round = 0; round < 5; ++round) {
    request_.set_request_id(std::string{"0b1f7a52-6d54-4f0a-9a43-5b7d3f1c200"} + std::to_string(round));
    std::atomic<int> runs = 0;
    std::barrier together{8};
    std::vector<std::string> answers(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        pb::CreateUserResponse response;
        together.arrive_and_wait();
        const absl::Status status = Once(
            database(), call_, request_.request_id(), request_, response, [&](storage::Session& session) {
              session.Execute("INSERT INTO effect (what) VALUES (?)", {std::string{"x"}});
              response.mutable_user()->set_display_name("run " + std::to_string(++runs));
              return absl::OkStatus();
            });
        answers[i] = status.ok() ? response.user().display_name() : status.ToString();
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(answers, ::testing::Each(answers[0]));
    EXPECT_THAT(answers[0], ::testing::StartsWith("run "));
    EXPECT_EQ(Effects(), round + 1);
  }
}

TEST_F(OnceTest, OneRefusedWhileAnotherSucceedsEndsInOneOutcomeForBoth) {
  // The first is refused and has rolled back, but not yet stored its refusal, when the second runs and
  // succeeds: the stored outcome counts for both. The two steps are taken in turn by calling the second from
  // inside the first.
  pb::CreateUserResponse inner_response;
  absl::Status inner;
  bool began = false;
  std::thread second;
  const absl::Status outer = Run([&](storage::Session&) {
    if (!began) {
      began = true;
      second = std::thread([&] {
        inner = Once(database(), call_, request_.request_id(), request_, inner_response,
                     [&](storage::Session& session) {
                       session.Execute("INSERT INTO effect (what) VALUES ('second')");
                       inner_response.mutable_user()->set_display_name("second");
                       return absl::OkStatus();
                     });
      });
    }
    return Refuse(kFull);
  });
  second.join();
  // Who stored first depends on the scheduler; that both say the same does not.
  if (outer.ok()) {
    EXPECT_EQ(response_.user().display_name(), "second");
    EXPECT_TRUE(inner.ok());
    EXPECT_EQ(Effects(), 1);
  } else {
    EXPECT_EQ(ReasonOf(outer), "ROOM_FULL");
    EXPECT_EQ(outer, inner);
    EXPECT_EQ(Effects(), 0);
  }
}

TEST_F(OnceTest, ConnectionKilledBeforeCommitThenRetriedHasOneEffect) {
  const absl::Status lost = Run([&](storage::Session& session) {
    const absl::Status status = Work()(session);
    const std::int64_t id = session.QueryOne("SELECT CONNECTION_ID()")->Int(0);
    testing::SharedMariaDb().RunAsRoot("KILL " + std::to_string(id));
    return status;
  });
  EXPECT_EQ(lost.code(), absl::StatusCode::kUnavailable) << lost;
  EXPECT_EQ(Effects(), 0);
  response_.Clear();
  ASSERT_TRUE(Run(Work()).ok());
  EXPECT_EQ(response_.user().display_name(), "run 2");
  ASSERT_TRUE(Run(Work()).ok());
  EXPECT_EQ(response_.user().display_name(), "run 2");
  EXPECT_EQ(Effects(), 1);
}

TEST_F(OnceTest, ServerKilledAroundCommitThenRetriedHasOneEffect) {
  // The database is killed (-9) at a moment of its own choosing while requests run; each is repeated until it
  // has an outcome. Whether a lost COMMIT happened or not, every id takes effect once.
  testing::PrivateMariaDb mariadb;
  auto opened = mariadb.OpenMigrated(
      "killed", {{"0001_initial.sql",
                  ReadFile("libs/rpc/request_outcome.sql") +
                      "CREATE TABLE effect (id BIGINT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50)) "
                      "ENGINE=InnoDB;\nGRANT SELECT, INSERT ON {{schema}}.effect TO {{user}};\n"}});
  std::atomic<int> done = 0;
  std::atomic<bool> stop = false;
  const auto client = [&](int number) {
    for (int i = 0; !stop || i == 0; ++i) {
      char id[40];
      std::snprintf(id, sizeof id, "00000000-0000-4000-8000-%04d%08d", number, i);
      pb::CreateUserRequest request;
      request.set_request_id(id);
      pb::CreateUserResponse response;
      while (true) {
        const absl::Status status =
            Once(*opened.database, call_, id, request, response, [&](storage::Session& session) {
              session.Execute("INSERT INTO effect (what) VALUES (?)", {std::string{id}});
              return absl::OkStatus();
            });
        if (status.ok()) break;
        ASSERT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
      }
      ++done;
    }
  };
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) clients.emplace_back(client, i);
  for (int kill = 0; kill < 3; ++kill) {
    const int before = done;
    while (done < before + 20) std::this_thread::yield();
    mariadb.Kill9();
    mariadb.Start();
  }
  stop = true;
  for (std::thread& thread : clients) thread.join();
  const auto counts = opened.database->Read([](storage::Session& session) -> absl::StatusOr<storage::Row> {
    return *session.QueryOne("SELECT COUNT(*), COUNT(DISTINCT what) FROM effect");
  });
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->Int(0), done);
  EXPECT_EQ(counts->Int(1), done);
}

TEST_F(OnceTest, ValidateOnlyChecksAllAndKeepsNothing) {
  ::cpbudget::registration::v1::SubmitPlanRequest request;
  request.set_request_id(kId);
  request.set_validate_only(true);
  ASSERT_TRUE(Once(database(), call_, kId, request, response_, Work()).ok());
  EXPECT_EQ(response_.user().display_name(), "run 1");
  EXPECT_EQ(Effects(), 0);
  EXPECT_EQ(ReasonOf(Once(database(), call_, kId, request, response_, Refusing(Refuse(kFull)))), "ROOM_FULL");
  request.set_validate_only(false);
  ASSERT_TRUE(Once(database(), call_, kId, request, response_, Work()).ok());
  EXPECT_EQ(Effects(), 1);
}

TEST_F(OnceTest, OutcomesCannotBeChangedByTheProgram) {
  ASSERT_TRUE(Run(Work()).ok());
  for (const char* sql : {"UPDATE request_outcome SET refusal = NULL", "DELETE FROM request_outcome",
                          "DELETE FROM request_claim"}) {
    EXPECT_FALSE(database()
                     .Write([&](storage::Session& session) {
                       session.Execute(sql);
                       return absl::OkStatus();
                     })
                     .ok())
        << sql;
  }
}

}  // namespace
}  // namespace cpb::rpc
