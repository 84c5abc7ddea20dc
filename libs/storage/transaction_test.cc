// Units of work: all or nothing, whatever dies or collides. Each case here is a trap of the driver or the
// server.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "libs/testing/mariadb.h"

namespace cpb::storage {
namespace {

const std::map<std::string, std::string, std::less<>> kFiles{{"0001_accounts.sql", R"(
CREATE TABLE account (id BIGINT NOT NULL PRIMARY KEY, available BIGINT NOT NULL, name VARCHAR(20) NULL,
  UNIQUE KEY uq_name (name)) ENGINE=InnoDB;
INSERT INTO account VALUES (1, 100, NULL), (2, 100, NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON {{schema}}.account TO {{user}};
)"}};

class TransactionTest : public ::testing::Test {
 protected:
  TransactionTest()
      : opened_{testing::SharedMariaDb().OpenMigrated("cpb_transaction", kFiles)},
        database_{*opened_.database} {}

  std::unique_ptr<Database> OpenWith(int attempts) {
    return Database::Open({.dsn = ParseDsn(opened_.schema.runtime_dsn).value(), .attempts = attempts})
        .value();
  }
  std::int64_t Available(std::int64_t id) {
    return database_
        .Read([&](Session& session) -> absl::StatusOr<std::int64_t> {
          const auto row = session.QueryOne("SELECT available FROM account WHERE id = ?", {id});
          return row ? row->Int(0) : -1;
        })
        .value();
  }
  /// As if the network went away: the server ends the connection of `session`.
  static void Kill(Session& session) {
    const std::int64_t id = session.QueryOne("SELECT CONNECTION_ID()")->Int(0);
    testing::SharedMariaDb().RunAsRoot("KILL CONNECTION " + std::to_string(id));
  }
  static void Insert(Session& session, std::int64_t id) {
    session.Execute("INSERT INTO account VALUES (?, 7, NULL)", {id});
  }

  testing::PrivateMariaDb::Opened opened_;
  Database& database_;
};

TEST_F(TransactionTest, CommitOnADeadConnectionIsNeverReportedAsSuccess) {
  const absl::Status status = database_.Write([](Session& session) {
    Insert(session, 3);
    Kill(session);
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_NE(std::string{status.message()}.find("commit outcome unknown"), std::string::npos) << status;
  EXPECT_EQ(Available(3), -1);
}

TEST_F(TransactionTest, NothingIsKeptWhenTheConnectionDiesHalfWay) {
  int runs = 0;
  const absl::Status status = database_.Write([&](Session& session) {
    ++runs;
    Insert(session, 3);
    Kill(session);
    Insert(session, 4);  // A driver that reconnected would keep this one alone.
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(Available(3), -1);
  EXPECT_EQ(Available(4), -1);
}

TEST_F(TransactionTest, AReadIsGoodOnceItWasRead) {
  const auto seen = database_.Read([](Session& session) -> absl::StatusOr<std::int64_t> {
    const std::int64_t available = session.QueryOne("SELECT available FROM account WHERE id = 1")->Int(0);
    Kill(session);
    return available;
  });
  EXPECT_EQ(seen.value(), 100);
}

TEST_F(TransactionTest, AnErrorOfTheWorkRollsBack) {
  EXPECT_EQ(database_
                .Write([](Session& session) {
                  Insert(session, 3);
                  return absl::NotFoundError("x");
                })
                .code(),
            absl::StatusCode::kNotFound);
  EXPECT_THROW((void)database_.Write([](Session& session) -> absl::Status {
    Insert(session, 3);
    throw std::runtime_error{"x"};
  }),
               std::runtime_error);
  EXPECT_EQ(Available(3), -1);
  EXPECT_EQ(database_.stats().in_use, 0);
}

TEST_F(TransactionTest, AFailedStatementCannotBeSwallowed) {
  const absl::Status status = database_.Write([](Session& session) {
    Insert(session, 3);
    EXPECT_THROW(session.Execute("UPDATE account SET available = 'x'"), StorageError);
    EXPECT_THROW(Insert(session, 4), StorageError);
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal) << status;
  EXPECT_EQ(Available(3), -1);
}

TEST_F(TransactionTest, ADuplicateKeyMayBeHandledInside) {
  const absl::Status status = database_.Write([](Session& session) {
    session.Execute("INSERT INTO account VALUES (3, 0, 'a')");
    for (const char* key : {"PRIMARY", "uq_name"}) {
      try {
        session.Execute("INSERT INTO account VALUES (?, 0, 'a')",
                        {std::int64_t{key == std::string_view{"PRIMARY"} ? 3 : 4}});
        ADD_FAILURE() << key;
      } catch (const StorageError& error) {
        EXPECT_TRUE(IsDuplicateKey(error, key)) << error.status();
      }
    }
    Insert(session, 5);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(Available(3), 0);
  EXPECT_EQ(Available(5), 7);
  EXPECT_EQ(database_
                .Write([](Session& session) {
                  Insert(session, 5);
                  return absl::OkStatus();
                })
                .code(),
            absl::StatusCode::kAlreadyExists);
}

/// Holds the lock of account 1 in a transaction of its own until told to go.
class Holder {
 public:
  explicit Holder(Database& database)
      : thread_{[this, &database] {
          EXPECT_TRUE(database
                          .Write([this](Session& session) {
                            session.Query("SELECT id FROM account WHERE id = 1 FOR UPDATE");
                            locked_.count_down();
                            release_.wait();
                            return absl::OkStatus();
                          })
                          .ok());
        }} {
    locked_.wait();
  }
  ~Holder() { Release(); }
  void Release() {
    if (!thread_.joinable()) return;
    release_.count_down();
    thread_.join();
  }

 private:
  std::latch locked_{1};
  std::latch release_{1};
  std::thread thread_;
};

TEST_F(TransactionTest, ALockWaitTimeoutUndoesTheWholeUnit) {
  // The server undoes the statement alone, and a COMMIT would keep the earlier half.
  Holder holder{database_};
  const absl::Status status = OpenWith(/*attempts=*/1)->Write([](Session& session) {
    session.Execute("SET SESSION innodb_lock_wait_timeout = 0");
    Insert(session, 3);
    try {
      session.Execute("UPDATE account SET available = 0 WHERE id = 1");
      ADD_FAILURE() << "the lock was free";
    } catch (const StorageError& error) {
      EXPECT_EQ(error.mysql_errno(), 1205);
    }
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  holder.Release();
  EXPECT_EQ(Available(3), -1);
  EXPECT_EQ(Available(1), 100);
}

TEST_F(TransactionTest, ALockWaitTimeoutIsRetriedWhole) {
  Holder holder{database_};
  int runs = 0;
  const absl::Status status = database_.Write([&](Session& session) {
    if (++runs == 2) holder.Release();
    session.Execute("SET SESSION innodb_lock_wait_timeout = 0");
    Insert(session, 3);
    session.Execute("UPDATE account SET available = 0 WHERE id = 1");
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(database_.stats().retries, 1);
  EXPECT_EQ(Available(1), 0);
  EXPECT_EQ(Available(3), 7);
}

TEST_F(TransactionTest, ADeadlockIsRetriedWhole) {
  // Each locks its first account, waits for the other to have done so, then wants the other's.
  std::latch both_locked{2};
  std::atomic<int> runs{0};
  const auto move = [&](std::int64_t from, std::int64_t to) {
    bool first_run = true;
    const absl::Status status = database_.Write([&](Session& session) {
      ++runs;
      session.Execute("UPDATE account SET available = available - 10 WHERE id = ?", {from});
      if (first_run) both_locked.arrive_and_wait();
      first_run = false;
      session.Execute("UPDATE account SET available = available + 10 WHERE id = ?", {to});
      session.Execute("INSERT INTO account VALUES (?, 0, NULL)", {10 + from});
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  };
  std::thread other{[&] { move(2, 1); }};
  move(1, 2);
  other.join();
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(database_.stats().retries, 1);
  EXPECT_EQ(Available(1), 100);
  EXPECT_EQ(Available(2), 100);
  EXPECT_EQ(Available(11) + Available(12), 0) << "each inserted once";
}

TEST_F(TransactionTest, ASwallowedDeadlockWritesNothingOutsideTheTransaction) {
  // After 1213 the transaction is gone, and the server would commit each later statement by itself.
  std::latch both_locked{2};
  const auto work = [&](Database& database, std::int64_t from, std::int64_t to) {
    return database.Write([&](Session& session) {
      session.Execute("UPDATE account SET available = available - 1 WHERE id = ?", {from});
      both_locked.arrive_and_wait();
      try {
        session.Execute("UPDATE account SET available = available + 1 WHERE id = ?", {to});
      } catch (const StorageError&) {
        EXPECT_THROW(Insert(session, 99), StorageError);
      }
      return absl::OkStatus();
    });
  };
  const std::unique_ptr<Database> once = OpenWith(/*attempts=*/1);
  absl::Status other_status;
  std::thread other{[&] { other_status = work(*once, 2, 1); }};
  const absl::Status status = work(*once, 1, 2);
  other.join();
  EXPECT_NE(status.ok(), other_status.ok()) << status << other_status;
  EXPECT_EQ(Available(99), -1);
  EXPECT_EQ(Available(1) + Available(2), 200);
}

TEST_F(TransactionTest, GuardedUpdatesNeverOverspend) {
  std::atomic<int> spent{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) {
        const auto matched = database_.Write([](Session& session) -> absl::StatusOr<std::int64_t> {
          return session.Execute(
              "UPDATE account SET available = available - 3 WHERE id = 1 AND available >= 3");
        });
        ASSERT_TRUE(matched.ok()) << matched.status();
        spent += static_cast<int>(*matched);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(spent, 33);
  EXPECT_EQ(Available(1), 1);
}

TEST_F(TransactionTest, LockingReadsDecideOnWhatIsTrueNow) {
  // Two who each read 100 and take 60: at most one may succeed. REPEATABLE READ alone would let both.
  std::latch both_began{2};
  std::atomic<int> taken{0};
  const auto take = [&] {
    bool waited = false;
    const absl::Status status = database_.Write([&](Session& session) {
      session.Query(
          "SELECT available FROM account WHERE id = 2");  // Would fix the picture at REPEATABLE READ.
      if (!waited) both_began.arrive_and_wait();
      waited = true;
      const std::int64_t room =
          session.QueryOne("SELECT available FROM account WHERE id = 1 FOR UPDATE")->Int(0);
      EXPECT_EQ(session.QueryOne("SELECT available FROM account WHERE id = 1")->Int(0), room);
      if (room < 60) return absl::FailedPreconditionError("no room");
      session.Execute("UPDATE account SET available = ? WHERE id = 1", {room - 60});
      ++taken;
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok() || status.code() == absl::StatusCode::kFailedPrecondition) << status;
  };
  std::thread other{take};
  take();
  other.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(Available(1), 40);
}

TEST_F(TransactionTest, ReadsSeeOneConsistentPictureAndWriteNothing) {
  const auto seen = database_.Read([&](Session& session) -> absl::StatusOr<std::int64_t> {
    EXPECT_TRUE(database_
                    .Write([](Session& other) {
                      other.Execute("UPDATE account SET available = 0");
                      return absl::OkStatus();
                    })
                    .ok());
    return session.QueryOne("SELECT SUM(available) FROM account")->Int(0);
  });
  EXPECT_EQ(seen.value(), 200) << "the picture is that of the beginning";
  EXPECT_FALSE(database_
                   .Read([](Session& session) {
                     Insert(session, 3);
                     return absl::OkStatus();
                   })
                   .ok());
  EXPECT_EQ(Available(3), -1);
  // The isolation of a read must not stick to its connection.
  const auto isolation = database_.Write([](Session& session) -> absl::StatusOr<std::string> {
    return session.QueryOne("SELECT @@tx_isolation")->Text(0);
  });
  EXPECT_EQ(isolation.value(), "READ-COMMITTED");
}

}  // namespace
}  // namespace cpb::storage
