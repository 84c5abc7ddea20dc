#include "libs/testing/mariadb.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "libs/testing/process.h"

namespace cpb::testing {
namespace {

const std::map<std::string, std::string, std::less<>> kMigrations{
    {"0001_t.sql",
     "CREATE TABLE t (a BIGINT PRIMARY KEY) ENGINE=InnoDB;\nGRANT SELECT, INSERT ON {{schema}}.t TO "
     "{{user}};\n"}};

absl::Status Insert(storage::Database& database, std::int64_t value) {
  return database.Write([&](storage::Session& session) {
    session.Execute("INSERT INTO t VALUES (?)", {value});
    return absl::OkStatus();
  });
}

std::int64_t Count(storage::Database& database) {
  return database
      .Read([](storage::Session& session) -> absl::StatusOr<std::int64_t> {
        return session.QueryOne("SELECT COUNT(*) FROM t")->Int(0);
      })
      .value();
}

TEST(PrivateMariaDb, KeepsCommittedRowsThroughStopAndKill) {
  PrivateMariaDb server;
  auto opened = server.OpenMigrated("keeps", kMigrations);
  ASSERT_TRUE(Insert(*opened.database, 1).ok());
  server.Restart();
  ASSERT_TRUE(Insert(*opened.database, 2).ok());
  server.Kill9();
  EXPECT_FALSE(server.running());
  EXPECT_EQ(Insert(*opened.database, 3).code(), absl::StatusCode::kUnavailable);
  server.Start();
  EXPECT_EQ(Count(*opened.database), 2);
}

TEST(PrivateMariaDb, CreateSchemaStartsEmptyEachTime) {
  auto first = SharedMariaDb().OpenMigrated("again", kMigrations);
  ASSERT_TRUE(Insert(*first.database, 1).ok());
  auto second = SharedMariaDb().OpenMigrated("again", kMigrations);
  EXPECT_EQ(Count(*second.database), 0);
}

TEST(PrivateMariaDb, RuntimeUserHasOnlyWhatWasGranted) {
  auto opened = SharedMariaDb().OpenMigrated("granted", kMigrations);
  ASSERT_TRUE(Insert(*opened.database, 1).ok());
  const auto run = [&](const char* sql) {
    return opened.database->Write([&](storage::Session& session) {
      session.Execute(sql);
      return absl::OkStatus();
    });
  };
  EXPECT_FALSE(run("DELETE FROM t").ok());
  EXPECT_FALSE(run("UPDATE t SET a = 2").ok());
  EXPECT_FALSE(run("CREATE TABLE u (a INT)").ok());
}

TEST(PrivateMariaDb, UsersReachNoOtherSchemaOfSimilarName) {
  auto mine = SharedMariaDb().CreateSchema("a_b");
  SharedMariaDb().CreateSchema("axb");
  const auto owner = storage::Database::Open({.dsn = storage::ParseDsn(mine.owner_dsn).value()});
  ASSERT_TRUE(owner.ok());
  EXPECT_FALSE((*owner)
                   ->Write([](storage::Session& session) {
                     session.Execute("CREATE TABLE axb.t (a INT)");
                     return absl::OkStatus();
                   })
                   .ok());
}

TEST(PrivateMariaDb, IsRunAsTheTestSays) {
  PrivateMariaDb server{PrivateMariaDb::NotStarted{}};
  EXPECT_FALSE(server.running());
  server.SetLaunch({.before = {"env", "TZ=Asia/Ho_Chi_Minh"}, .options = {"--max-connections=77"}});
  server.Start();
  auto opened = server.OpenMigrated("launched", kMigrations);
  const auto seen = opened.database->Read([](storage::Session& session) -> absl::StatusOr<storage::Row> {
    return *session.QueryOne("SELECT @@max_connections, @@system_time_zone");
  });
  EXPECT_EQ(seen->Int(0), 77);
  EXPECT_EQ(seen->Text(1), "+07");
}

TEST(PrivateMariaDb, DiesWithItsTestProgram) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t program = ::fork();
  if (program == 0) {
    PrivateMariaDb server;
    const pid_t pid = server.pid();
    if (::write(pipe[1], &pid, sizeof(pid)) != sizeof(pid)) ::_exit(1);
    ::pause();
  }
  pid_t server = 0;
  ASSERT_EQ(::read(pipe[0], &server, sizeof(server)), static_cast<ssize_t>(sizeof(server)));
  ASSERT_EQ(::kill(server, 0), 0);
  ::kill(program, SIGKILL);
  WaitForEnd(program);
  // The kernel delivers the signal when the program dies; the server is reaped by whoever adopts it. A zombie
  // has no command line.
  const auto gone = [&] {
    std::error_code error;
    return !std::filesystem::exists("/proc/" + std::to_string(server) + "/exe", error);
  };
  for (int i = 0; i < 1'000 && !gone(); ++i) ::usleep(10'000);
  EXPECT_TRUE(gone());
}

TEST(Process, ReportsHowItEnded) {
  EXPECT_EQ(WaitForEnd(StartProcess({"true"}, "/dev/null")), 0);
  EXPECT_EQ(WaitForEnd(StartProcess({"false"}, "/dev/null")), 1);
  EXPECT_EQ(WaitForEnd(StartProcess({"no-such-program-here"}, "/dev/null")), 127);
  const pid_t sleeper = StartProcess({"sleep", "1000"}, "/dev/null");
  EXPECT_FALSE(HasEnded(sleeper));
  ::kill(sleeper, SIGKILL);
  EXPECT_EQ(WaitForEnd(sleeper), 128 + SIGKILL);
}

}  // namespace
}  // namespace cpb::testing
