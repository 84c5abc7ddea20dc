#include "libs/storage/migrations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "libs/testing/mariadb.h"

namespace cpb::storage {
namespace {

using ::testing::HasSubstr;
using Files = std::map<std::string, std::string, std::less<>>;

class MigrateTest : public ::testing::Test {
 protected:
  MigrateTest()
      : schema_{testing::SharedMariaDb().CreateSchema("cpb_migrate")},
        owner_{ParseDsn(schema_.owner_dsn).value()} {}

  absl::Status Run(const Files& files) { return Migrate(owner_, schema_.runtime_user, files); }
  std::int64_t Int(std::string_view sql) {
    return Database::Open({.dsn = owner_, .pool_size = 1})
        .value()
        ->Read(
            [&](Session& session) -> absl::StatusOr<std::int64_t> { return session.QueryOne(sql)->Int(0); })
        .value();
  }
  std::string Complaint(const Files& files) { return std::string{Run(files).message()}; }

  testing::PrivateMariaDb::Schema schema_;
  Dsn owner_;
};

const std::string kFirst =
    "CREATE TABLE a (x BIGINT PRIMARY KEY) ENGINE=InnoDB;\nINSERT INTO a VALUES (1);\n";
const std::string kSecond =
    "CREATE TABLE b (x BIGINT PRIMARY KEY) ENGINE=InnoDB;\nCREATE TRIGGER t BEFORE DELETE ON a\n"
    "  FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no';\nINSERT INTO b VALUES (2);\n";

TEST_F(MigrateTest, AppliesWhatIsMissingOnce) {
  EXPECT_TRUE(Run({{"0001_a.sql", kFirst}}).ok());
  EXPECT_TRUE(Run({{"0001_a.sql", kFirst}}).ok());
  EXPECT_TRUE(Run({{"0001_a.sql", kFirst}, {"0002_b.sql", kSecond}}).ok());
  EXPECT_EQ(Int("SELECT COUNT(*) FROM a"), 1);
  EXPECT_EQ(Int("SELECT COUNT(*) FROM b"), 1);
  EXPECT_EQ(Int("SELECT COUNT(*) FROM schema_migration WHERE done = statements"), 2);
}

TEST_F(MigrateTest, RefusesAFileThatChangedOrIsUnknown) {
  ASSERT_TRUE(Run({{"0001_a.sql", kFirst}}).ok());
  EXPECT_THAT(Complaint({{"0001_a.sql", kFirst + "-- harmless?\n"}}), HasSubstr("0001_a.sql"));
  EXPECT_THAT(Complaint({{"0001_other.sql", kFirst}}), HasSubstr("0001_other.sql"));
  EXPECT_THAT(Complaint({}), HasSubstr("0001_a.sql"));
}

TEST_F(MigrateTest, NamesTheStatementThatFailsAndGoesNoFurther) {
  const Files files{{"0001_a.sql", kFirst + "CREATE TABEL c (x INT);\nINSERT INTO a VALUES (9);\n"}};
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(Complaint(files), HasSubstr("0001_a.sql, statement 3: "));
    EXPECT_THAT(Complaint(files), HasSubstr("TABEL"));
  }
  EXPECT_EQ(Int("SELECT SUM(x) FROM a"), 1);
}

TEST_F(MigrateTest, GoesOnWhereAKilledOneStopped) {
  const Files files{{"0001_a.sql", kFirst}, {"0002_b.sql", kSecond}};
  ASSERT_TRUE(Run(files).ok());
  // Killed after the statement had committed, before the note of it did: the worst moment of each kind of
  // statement.
  const auto owner = Database::Open({.dsn = owner_}).value();
  const auto as_if_killed = [&](std::vector<std::string> undone) {
    ASSERT_TRUE(owner
                    ->Write([&](Session& session) {
                      for (const std::string& sql : undone) session.Execute(sql);
                      return absl::OkStatus();
                    })
                    .ok());
    const absl::Status status = Run(files);
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(Int("SELECT SUM(x) FROM b"), 2);
  };
  as_if_killed({"UPDATE schema_migration SET done = 0 WHERE version = 2", "DROP TRIGGER t", "DELETE FROM b"});
  as_if_killed({"UPDATE schema_migration SET done = 1 WHERE version = 2", "DELETE FROM b"});
  as_if_killed({"UPDATE schema_migration SET done = 2 WHERE version = 2", "DELETE FROM b"});
}

TEST_F(MigrateTest, AFreshFileMayNotFindItsWorkDone) {
  testing::SharedMariaDb().RunAsRoot("CREATE TABLE cpb_migrate.a (other INT)");
  EXPECT_THAT(Complaint({{"0001_a.sql", kFirst}}), HasSubstr("statement 1"));
}

TEST_F(MigrateTest, RunnersAtOnceTakeTurns) {
  std::vector<std::thread> runners;
  for (int i = 0; i < 6; ++i) {
    runners.emplace_back([&] {
      const absl::Status status = Run({{"0001_a.sql", kFirst}, {"0002_b.sql", kSecond}});
      EXPECT_TRUE(status.ok()) << status;
    });
  }
  for (auto& runner : runners) runner.join();
  EXPECT_EQ(Int("SELECT COUNT(*) FROM a"), 1);
}

TEST_F(MigrateTest, TheRuntimeUserCannotMigrate) {
  Dsn runtime = ParseDsn(schema_.runtime_dsn).value();
  EXPECT_FALSE(Migrate(runtime, schema_.runtime_user, {{"0001_a.sql", kFirst}}).ok());
}

}  // namespace
}  // namespace cpb::storage
