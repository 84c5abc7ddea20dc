// What goes in comes out: types, texts, bytes, times, and the settings of the session that see to it.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "libs/testing/mariadb.h"

namespace cpb::storage {
namespace {

class ValuesTest : public ::testing::Test {
 protected:
  ValuesTest() : database_{testing::SharedMariaDb().OpenMigrated("cpb_values", kFiles).database} {}

  /// Runs one statement in a unit of its own.
  absl::Status Execute(std::string_view sql, std::vector<Value> parameters = {}) {
    return database_->Write([&](Session& session) {
      session.Execute(sql, parameters);
      return absl::OkStatus();
    });
  }
  absl::StatusOr<Row> One(std::string_view sql, std::vector<Value> parameters = {}) {
    return database_->Write(
        [&](Session& session) -> absl::StatusOr<Row> { return session.QueryOne(sql, parameters).value(); });
  }

  static const std::map<std::string, std::string, std::less<>> kFiles;
  std::unique_ptr<Database> database_;
};

const std::map<std::string, std::string, std::less<>> ValuesTest::kFiles{{"0001_values.sql", R"(
CREATE TABLE t (
  id BIGINT NOT NULL PRIMARY KEY, small TINYINT, wide BIGINT UNSIGNED, exact DECIMAL(20,2), approximate DOUBLE,
  name VARCHAR(20), longtext_ MEDIUMTEXT, digest BINARY(32), bytes VARBINARY(300), blob_ LONGBLOB,
  at DATETIME(6), day DATE, UNIQUE KEY uq_name (name), CONSTRAINT ck_small CHECK (small >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
GRANT SELECT, INSERT, UPDATE, DELETE ON {{schema}}.t TO {{user}};
)"}};

TEST_F(ValuesTest, SessionSettingsAreWhatEveryUnitReliesOn) {
  const Row row = One("SELECT @@tx_isolation, @@time_zone, @@sql_mode, @@character_set_connection, "
                      "@@collation_connection")
                      .value();
  EXPECT_EQ(row.Text(0), "READ-COMMITTED");
  EXPECT_EQ(row.Text(1), "+00:00");
  EXPECT_NE(row.Text(2).find("STRICT_TRANS_TABLES"), std::string::npos);
  EXPECT_EQ(row.Text(3), "utf8mb4");
  EXPECT_EQ(One("SELECT TIMESTAMPDIFF(SECOND, NOW(), UTC_TIMESTAMP())")->Int(0), 0);
}

TEST_F(ValuesTest, VietnameseAndEmojiComeBackAsTheyWere) {
  for (const std::string name : {"Lâm Đồng", "Thừa Thiên – Huế", "sạch hơn 🙂", "ơ̛ ổ ợ", ""}) {
    ASSERT_TRUE(Execute("REPLACE INTO t (id, name) VALUES (1, ?)", {name}).ok());
    EXPECT_EQ(One("SELECT name FROM t WHERE id = 1")->Text(0), name);
    EXPECT_EQ(One("SELECT COUNT(*) FROM t WHERE name = ?", {name})->Int(0), 1);
  }
  EXPECT_EQ(One("SELECT CHAR_LENGTH(?)", {std::string{"Đồng 🙂"}})->Int(0), 6);
  EXPECT_EQ(One("SELECT COUNT(*) FROM t WHERE name = 'LÂM ĐỒNG'")->Int(0), 0) << "ids compare byte by byte";
}

TEST_F(ValuesTest, InvalidUtf8IsRefused) {
  EXPECT_FALSE(Execute("INSERT INTO t (id, name) VALUES (1, ?)", {std::string{"L\xE2m"}}).ok());
}

TEST_F(ValuesTest, BytesComeBackAsTheyWere) {
  std::string bytes(256, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  const std::string digest = bytes.substr(224);
  ASSERT_TRUE(
      Execute("INSERT INTO t (id, digest, bytes, blob_) VALUES (1, ?, ?, ?)", {digest, bytes, bytes}).ok());
  const Row row =
      One("SELECT digest, bytes, blob_ FROM t WHERE bytes = ? AND digest = ?", {bytes, digest}).value();
  EXPECT_EQ(row.Text(0), digest);
  EXPECT_EQ(row.Text(1), bytes);
  EXPECT_EQ(row.Text(2), bytes);
}

TEST_F(ValuesTest, LongParametersComeBackAsTheyWere) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{262'143}, std::size_t{262'144}, std::size_t{3'000'000}}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31);
    std::string text;
    while (text.size() < size) text += "Đồng ";
    ASSERT_TRUE(Execute("REPLACE INTO t (id, blob_, longtext_) VALUES (1, ?, ?)", {bytes, text}).ok());
    const Row row = One("SELECT blob_, longtext_, CHAR_LENGTH(longtext_) FROM t").value();
    EXPECT_TRUE(row.Text(0) == bytes) << size;
    EXPECT_TRUE(row.Text(1) == text) << size;
    EXPECT_EQ(row.Int(2), static_cast<std::int64_t>(text.size() / 8 * 5));
  }
}

TEST_F(ValuesTest, TimesAlwaysHaveSixDigits) {
  // The driver leaves out a fraction of zero.
  for (const std::string at :
       {"2019-07-20 03:04:05.123456", "2019-07-20 03:04:05.000000", "2019-07-20 00:00:00.120000"}) {
    ASSERT_TRUE(
        Execute("REPLACE INTO t (id, at, day) VALUES (1, ?, ?)", {at, std::string{"2019-07-20"}}).ok());
    const Row row = One("SELECT at, day FROM t WHERE at = ?", {at}).value();
    EXPECT_EQ(row.Text(0), at);
    EXPECT_EQ(row.Text(1), "2019-07-20");
  }
}

TEST_F(ValuesTest, IntegersOfAnyWidthAreExact) {
  const std::int64_t max = std::numeric_limits<std::int64_t>::max();
  const std::int64_t min = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(One("SELECT ?", {max})->Int(0), max);
  EXPECT_EQ(One("SELECT ?", {min})->Int(0), min);
  ASSERT_TRUE(Execute("INSERT INTO t (id, small, wide) VALUES (1, 127, ?)", {max}).ok());
  const Row row = One("SELECT id, small, wide, small = 127, EXISTS(SELECT 1), COUNT(*) FROM t").value();
  EXPECT_EQ(row.Int(1), 127);
  EXPECT_EQ(row.Int(2), max);
  EXPECT_EQ(row.Int(3) + row.Int(4) + row.Int(5), 3);
  ASSERT_TRUE(Execute("UPDATE t SET wide = wide + 1").ok());
  EXPECT_EQ(One("SELECT wide FROM t").status().code(), absl::StatusCode::kInternal) << "above int64";
}

TEST_F(ValuesTest, SumsAreExactOrRefused) {
  const std::int64_t above_double = 9'007'199'254'740'993;  // As a double it would end in 992.
  for (std::int64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(
        Execute("INSERT INTO t (id, wide, exact, approximate) VALUES (?, ?, 1.50, 1.5)", {i, above_double})
            .ok());
  }
  EXPECT_EQ(One("SELECT SUM(wide) FROM t")->Int(0), 3 * above_double);
  EXPECT_EQ(One("SELECT SUM(wide) FROM t WHERE id > 9")->OptionalInt(0), std::nullopt);
  EXPECT_EQ(One("SELECT SUM(exact) FROM t WHERE id < 3")->Int(0), 3);
  EXPECT_FALSE(One("SELECT SUM(exact) FROM t").ok()) << "4.50 is no whole number";
  EXPECT_FALSE(One("SELECT SUM(wide) * 1000 FROM t").ok()) << "does not fit";
  EXPECT_FALSE(One("SELECT approximate FROM t LIMIT 1").ok()) << "floating point";
}

TEST_F(ValuesTest, NullIsNeverZeroOrEmpty) {
  ASSERT_TRUE(Execute("INSERT INTO t (id, small, name) VALUES (1, ?, ?)",
                      {Value{}, OrNull(std::optional<std::string>{})})
                  .ok());
  const Row row = One("SELECT small, name, at, NULL FROM t").value();
  for (std::size_t i = 0; i < row.size(); ++i) {
    EXPECT_EQ(row.OptionalText(i), std::nullopt);
    EXPECT_THROW(row.Int(i), StorageError);
    EXPECT_THROW(row.Text(i), StorageError);
  }
}

TEST_F(ValuesTest, OneStatementTakesOtherTypesEachTime) {
  const auto echo = [&](const Value& value) { return One("SELECT ?", {value}).value(); };
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(echo(std::int64_t{5}).Int(0), 5);
    EXPECT_EQ(echo(Value{}).OptionalText(0), std::nullopt);
    EXPECT_EQ(echo(std::string{"năm"}).Text(0), "năm");
  }
}

TEST_F(ValuesTest, WrongNumberOfParametersIsRefused) {
  EXPECT_FALSE(One("SELECT ?", {}).ok());
  EXPECT_FALSE(One("SELECT ?", {std::int64_t{1}, std::int64_t{2}}).ok());
  ASSERT_TRUE(One("SELECT ?, ?", {std::int64_t{1}, std::int64_t{2}}).ok());
  EXPECT_FALSE(One("SELECT ?, ?", {std::int64_t{1}}).ok())
      << "the driver would reuse the value of the call before";
}

TEST_F(ValuesTest, StrictModeRefusesWhatDoesNotFit) {
  const std::vector<std::string> statements{"INSERT INTO t (id, name) VALUES (1, 'twenty-one characters')",
                                            "INSERT INTO t (id, small) VALUES (1, 128)",
                                            "INSERT INTO t (id, day) VALUES (1, '2019-02-30')",
                                            "INSERT INTO t (id, day) VALUES (1, '0000-00-00')",
                                            "INSERT INTO t (id, small) VALUES (1, 'x')",
                                            "INSERT INTO t (id, small) VALUES (1, 1 / 0)",
                                            "INSERT INTO t (id, small) VALUES (1, -1)",
                                            "INSERT INTO t (id) VALUES (NULL)"};
  for (const std::string& sql : statements) EXPECT_FALSE(Execute(sql).ok()) << sql;
  EXPECT_EQ(One("SELECT COUNT(*) FROM t")->Int(0), 0);
}

TEST_F(ValuesTest, ExecuteCountsRowsMatchedNotChanged) {
  ASSERT_TRUE(Execute("INSERT INTO t (id, small) VALUES (1, 5)").ok());
  const auto matched = database_->Write([](Session& session) -> absl::StatusOr<std::int64_t> {
    return session.Execute("UPDATE t SET small = 5 WHERE id = 1") * 10 +
           session.Execute("UPDATE t SET small = 5 WHERE id = 2");
  });
  EXPECT_EQ(matched.value(), 10);
}

TEST_F(ValuesTest, ManyRowsGoInAtOnce) {
  for (const std::int64_t count : {0, 1, 2, 255, 256, 257, 1'000}) {
    std::vector<std::vector<Value>> rows;
    for (std::int64_t i = 0; i < count; ++i) rows.push_back({i, "n" + std::to_string(i)});
    const auto inserted = database_->Write([&](Session& session) -> absl::StatusOr<std::int64_t> {
      session.Execute("DELETE FROM t");
      return session.ExecuteRows("INSERT INTO t (id, name) VALUES", rows,
                                 "ON DUPLICATE KEY UPDATE name = VALUES(name)");
    });
    ASSERT_TRUE(inserted.ok()) << inserted.status();
    EXPECT_EQ(*inserted, count);
    EXPECT_EQ(One("SELECT COUNT(*) FROM t WHERE name = CONCAT('n', id)")->Int(0), count);
  }
}

TEST_F(ValuesTest, QueryOneRefusesASecondRow) {
  EXPECT_FALSE(One("SELECT 1 UNION ALL SELECT 2").ok());
  const auto none = database_->Read([](Session& session) -> absl::StatusOr<bool> {
    return session.QueryOne("SELECT 1 FROM t").has_value();
  });
  EXPECT_EQ(none.value(), false);
}

}  // namespace
}  // namespace cpb::storage
