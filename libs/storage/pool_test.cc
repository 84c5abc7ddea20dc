// The pool: bounded, patient but not for ever, and free of stale connections; and the cache of statements.
#include "libs/storage/pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "libs/storage/connection.h"
#include "libs/testing/mariadb.h"

namespace cpb::storage {
namespace {

const std::map<std::string, std::string, std::less<>> kFiles{
    {"0001_t.sql",
     "CREATE TABLE t (a BIGINT PRIMARY KEY) ENGINE=InnoDB;\nGRANT SELECT, INSERT ON {{schema}}.t TO "
     "{{user}};\n"}};

Database::Options OptionsFor(testing::PrivateMariaDb& server, int pool_size, absl::Duration lease_timeout) {
  const auto schema = server.OpenMigrated("cpb_pool", kFiles).schema;
  return {
      .dsn = ParseDsn(schema.runtime_dsn).value(), .pool_size = pool_size, .lease_timeout = lease_timeout};
}

absl::Status Ping(Database& database) {
  return database.Read([](Session& session) {
    session.Query("SELECT 1");
    return absl::OkStatus();
  });
}

TEST(Pool, WaitsForAConnectionAndThenSaysThatNoneIsFree) {
  const auto database =
      Database::Open(OptionsFor(testing::SharedMariaDb(), 2, absl::Milliseconds(50))).value();
  const absl::Status status = database->Write([&](Session&) {
    return database->Write([&](Session&) {
      EXPECT_EQ(database->stats().in_use, 2);
      return Ping(*database);
    });
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_EQ(database->stats().waits, 1);
  EXPECT_EQ(database->stats().in_use, 0);
  EXPECT_TRUE(Ping(*database).ok()) << "the place of who gave up is free again";
}

TEST(Pool, ServesInOrderOfArrival) {
  Pool pool{OptionsFor(testing::SharedMariaDb(), 1, absl::Seconds(5)).dsn, 1, absl::Seconds(5),
            absl::Seconds(5)};
  for (int round = 0; round < 20; ++round) {
    auto lease = std::make_unique<Pool::Lease>(pool.Acquire().value());
    const std::int64_t waits = pool.stats().waits;
    std::atomic<bool> other_served{false};
    std::thread other{[&] {
      const auto other_lease = pool.Acquire();
      other_served = true;
    }};
    while (pool.stats().waits == waits) std::this_thread::yield();
    lease.reset();
    const auto again = pool.Acquire();
    EXPECT_TRUE(other_served) << "whoever gives back must not overtake who waits";
    other.join();
  }
}

TEST(Pool, ServesManyThreadsWithFewConnections) {
  const auto database = Database::Open(OptionsFor(testing::SharedMariaDb(), 3, absl::Seconds(30))).value();
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) EXPECT_TRUE(Ping(*database).ok());
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(database->stats().connects, 3);
  EXPECT_EQ(database->stats().in_use, 0);
}

TEST(Pool, HandsABrokenConnectionToNobody) {
  Pool pool{OptionsFor(testing::SharedMariaDb(), 1, absl::Seconds(5)).dsn, 1, absl::Seconds(5),
            absl::Seconds(5)};
  {
    auto lease = pool.Acquire().value();
    const std::int64_t id = lease->Query("SELECT CONNECTION_ID()", {}).at(0).Int(0);
    testing::SharedMariaDb().RunAsRoot("KILL CONNECTION " + std::to_string(id));
    EXPECT_THROW(lease->Run("DO 1"), StorageError);
    EXPECT_TRUE(lease->broken());
  }
  auto lease = pool.Acquire().value();
  EXPECT_TRUE(lease.fresh());
  EXPECT_NO_THROW(lease->Run("DO 1"));
}

TEST(Pool, CallsWorkAgainAfterTheServerWasRestarted) {
  testing::PrivateMariaDb server;
  const auto database = Database::Open(OptionsFor(server, 4, absl::Seconds(5))).value();
  for (const bool crash : {false, true}) {
    // Four idle connections, all to go stale.
    std::latch all_in{4};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        EXPECT_TRUE(database
                        ->Read([&](Session&) {
                          all_in.arrive_and_wait();
                          return absl::OkStatus();
                        })
                        .ok());
      });
    }
    for (auto& thread : threads) thread.join();
    if (crash) {
      server.Kill9();
    } else {
      server.Stop();
    }
    EXPECT_EQ(Ping(*database).code(), absl::StatusCode::kUnavailable);
    server.Start();
    EXPECT_TRUE(Ping(*database).ok()) << "the first call after the restart";
  }
  EXPECT_EQ(database->stats().in_use, 0);
}

TEST(Pool, OpenSaysWhatIsWrongWithTheAddress) {
  Database::Options options = OptionsFor(testing::SharedMariaDb(), 1, absl::Seconds(1));
  options.dsn.password = "wrong";
  EXPECT_EQ(Database::Open(options).status().code(), absl::StatusCode::kFailedPrecondition);
  options.dsn.socket = "/nowhere";
  EXPECT_EQ(Database::Open(options).status().code(), absl::StatusCode::kUnavailable);
}

TEST(Connection, KeepsABoundedNumberOfPreparedStatements) {
  const auto connection =
      Connection::Open(OptionsFor(testing::SharedMariaDb(), 1, absl::Seconds(1)).dsn, absl::Seconds(60));
  const auto ask = [&](std::int64_t i) {
    return connection->Query("SELECT ? + " + std::to_string(i), {std::int64_t{1}}).at(0).Int(0);
  };
  for (std::int64_t i = 0; i < 450; ++i) {
    ASSERT_EQ(ask(i), i + 1);
    ASSERT_EQ(ask(0), 1) << "used all the time, so never dropped";
  }
  EXPECT_EQ(connection->prepared_statements(), Connection::kMaxPreparedStatements);
  // The server counts what it prepares.
  const auto prepared = [&] {
    return std::stoll(connection->Query("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", {}).at(0).Text(1));
  };
  const auto before = prepared();
  ask(0);
  EXPECT_EQ(prepared(), before);
  ask(1);
  EXPECT_EQ(prepared(), before + 1) << "dropped long ago";
}

TEST(Connection, EndsStatementsThatTakeTooLong) {
  const auto connection =
      Connection::Open(OptionsFor(testing::SharedMariaDb(), 1, absl::Seconds(1)).dsn, absl::Seconds(1));
  try {
    connection->Query("SELECT SLEEP(600)", {});
    ADD_FAILURE() << "slept for ten minutes";
  } catch (const StorageError& error) {
    EXPECT_EQ(error.status().code(), absl::StatusCode::kDeadlineExceeded) << error.status();
  }
  EXPECT_FALSE(connection->broken());
}

}  // namespace
}  // namespace cpb::storage
