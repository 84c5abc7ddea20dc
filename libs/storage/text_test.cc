// What needs no database: addresses, migration texts, rows, error numbers, decimals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "libs/storage/cells.h"
#include "libs/storage/errors.h"
#include "libs/storage/migration_text.h"

namespace cpb::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseDsn, ReadsEveryPart) {
  const std::string file = ::testing::TempDir() + "cpb-password";
  std::ofstream{file} << "s e=c&ret\n";
  const auto dsn = ParseDsn("mysql://me@db.example:3307/cpb_x?socket=/run/my.sock&password_file=" + file);
  std::filesystem::remove(file);
  ASSERT_TRUE(dsn.ok()) << dsn.status();
  EXPECT_EQ(dsn->user, "me");
  EXPECT_EQ(dsn->host, "db.example");
  EXPECT_EQ(dsn->port, 3307);
  EXPECT_EQ(dsn->schema, "cpb_x");
  EXPECT_EQ(dsn->socket, "/run/my.sock");
  EXPECT_EQ(dsn->password, "s e=c&ret");
}

TEST(ParseDsn, TakesASocketInsteadOfAHost) {
  const auto dsn = ParseDsn("mysql://me@/cpb_x?socket=/s");
  ASSERT_TRUE(dsn.ok()) << dsn.status();
  EXPECT_EQ(dsn->port, 3306);
}

TEST(ParseDsn, SaysWhatIsWrongWithoutRepeatingSecrets) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"postgres://me@h/s", "mysql://"},
      {"mysql://h/s", "user and a host"},
      {"mysql://@h/s", "user and a host"},
      {"mysql://a@b@h/s", "user and a"},
      {"mysql://me@h:/s", "port"},
      {"mysql://me@h:0/s", "port"},
      {"mysql://me@h:70000/s", "port"},
      {"mysql://me@h:1x/s", "port"},
      {"mysql://me@h/s?tls=1", "\"tls\""},
      {"mysql://me@/s", "neither"},
      {"mysql://me@h/s?password_file=/no/such", "/no/such"},
      {"", "mysql://"}};
  for (const auto& [text, part] : cases) {
    const auto dsn = ParseDsn(text);
    ASSERT_FALSE(dsn.ok()) << text;
    EXPECT_THAT(std::string{dsn.status().message()}, HasSubstr(part));
  }
}

TEST(SplitStatements, EndsThemAtSemicolonsAtLineEnds) {
  EXPECT_THAT(
      SplitStatements(
          "-- why;\nCREATE TABLE t (\n  a INT DEFAULT 1,  -- x; y\n\n  b VARCHAR(9) DEFAULT ';x'\n); \r\n"
          "\n  -- more\nINSERT INTO t VALUES (1, 2);\nSELECT 1"),
      ElementsAre("CREATE TABLE t (\n  a INT DEFAULT 1,  -- x; y\n  b VARCHAR(9) DEFAULT ';x'\n)\n",
                  "INSERT INTO t VALUES (1, 2)\n", "SELECT 1\n"));
  EXPECT_THAT(SplitStatements("-- nothing;\n\n"), ElementsAre());
}

TEST(ReadMigrations, FillsInSchemaAndUser) {
  const auto files =
      ReadMigrations({{"0001_a.sql", "GRANT SELECT ON {{schema}}.t TO {{user}};\n"}}, "cpb_x", "cpb_x_run");
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_THAT(files->at(0).statements, ElementsAre("GRANT SELECT ON `cpb_x`.t TO 'cpb_x_run'@'localhost'\n"));
  EXPECT_EQ(ReadMigrations({{"0001_a.sql", "{{user}}"}}, "s", "u@%")->at(0).statements[0], "'u'@'%'\n");
}

TEST(ReadMigrations, FreezesTheFileAsWritten) {
  const auto one = ReadMigrations({{"0001_a.sql", "{{user}}"}}, "s", "u");
  const auto other = ReadMigrations({{"0001_a.sql", "{{user}}"}}, "s2", "u2");
  EXPECT_EQ(one->at(0).sha256, other->at(0).sha256);
  // printf '{{user}}' | sha256sum
  EXPECT_EQ(one->at(0).sha256, "d9c1361cb8fc91be4fed866d91c45a1f9683c4018f0728255360d577d0d47f8d");
}

TEST(ReadMigrations, RefusesGapsAndOddNames) {
  for (const char* name : {"0002_a.sql", "1_a.sql", "0001.sql", "0001_a.txt", "0001_A.sql", "0000_a.sql"}) {
    EXPECT_THAT(std::string{ReadMigrations({{name, ""}}, "s", "u").status().message()}, HasSubstr(name));
  }
  EXPECT_FALSE(ReadMigrations({{"0001_a.sql", ""}, {"0001_b.sql", ""}}, "s", "u").ok());
  EXPECT_FALSE(ReadMigrations({{"0001_a.sql", ""}, {"0003_b.sql", ""}}, "s", "u").ok());
}

TEST(ReadMigrations, RefusesNamesThatCouldEndAQuotation) {
  for (const char* name : {"", "a'b", "a`b", "a b", "a\\"}) {
    EXPECT_FALSE(ReadMigrations({}, name, "u").ok()) << name;
    EXPECT_FALSE(ReadMigrations({}, "s", name).ok()) << name;
    EXPECT_FALSE(ReadMigrations({}, "s", "u@'" + std::string{name}).ok()) << name;
  }
}

TEST(Row, ThrowsInsteadOfGuessing) {
  const Row row{{Value{std::int64_t{7}}, Value{std::string{"x"}}, Value{}}};
  EXPECT_EQ(row.Int(0), 7);
  EXPECT_EQ(row.Text(1), "x");
  EXPECT_EQ(row.OptionalInt(2), std::nullopt);
  EXPECT_EQ(row.OptionalText(2), std::nullopt);
  EXPECT_EQ(row.OptionalInt(0), 7);
  EXPECT_EQ(row.OptionalText(1), "x");
  EXPECT_THROW(row.Int(1), StorageError);
  EXPECT_THROW(row.Int(2), StorageError);
  EXPECT_THROW(row.Text(0), StorageError);
  EXPECT_THROW(row.Text(2), StorageError);
  EXPECT_THROW(row.OptionalInt(1), StorageError);
  EXPECT_THROW(row.OptionalText(0), StorageError);
  EXPECT_THROW(row.Int(3), StorageError);
}

TEST(ParseExactDecimal, RefusesFractionsAndWhatDoesNotFit) {
  EXPECT_EQ(ParseExactDecimal("0"), 0);
  EXPECT_EQ(ParseExactDecimal("-12"), -12);
  EXPECT_EQ(ParseExactDecimal("12.000"), 12);
  EXPECT_EQ(ParseExactDecimal("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"12.5", "0.0001", "9223372036854775808", "", "x", "1e3"}) {
    EXPECT_EQ(ParseExactDecimal(text), std::nullopt) << text;
  }
}

TEST(ToStorageError, KeepsNamesAndDropsValues) {
  const StorageError duplicate =
      ToStorageError(1062, "Duplicate entry 'secret for key 'x'' for key 'uq_name'");
  EXPECT_EQ(duplicate.status().message(), "duplicate key 'uq_name'");
  EXPECT_TRUE(IsDuplicateKey(duplicate));
  EXPECT_TRUE(IsDuplicateKey(duplicate, "uq_name"));
  EXPECT_FALSE(IsDuplicateKey(duplicate, "uq_nam"));
  EXPECT_EQ(ToStorageError(4025, "CONSTRAINT `ck_room` failed for `s`.`t`").status().message(),
            "check constraint `ck_room` failed");
  EXPECT_EQ(ToStorageError(1406, "Data too long: 'secret'").status().message(), "database error 1406");
  EXPECT_FALSE(IsDuplicateKey(ToStorageError(1406, "")));
}

TEST(ToStorageError, TellsCallersWhetherToCallAgain) {
  for (const int again : {1213, 1205, 1020, 2006, 2013, 1927, 1053, 1040, 1047}) {
    EXPECT_EQ(ToStorageError(again, "").status().code(), absl::StatusCode::kUnavailable) << again;
  }
  EXPECT_EQ(ToStorageError(1969, "").status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(ToStorageError(1021, "").status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ToStorageError(1064, "").status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace cpb::storage
