/// Schemas, keys and processes that the feed tests share.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/storage/database.h"
#include "libs/testing/mariadb.h"

namespace cpb::feed_test {

using Migrations = std::map<std::string, std::string, std::less<>>;

/// feed.sql and the tables `fact` and `applied`.
Migrations TestMigrations();

/// Positions in the order in which they were applied.
std::vector<std::int64_t> Applied(storage::Database& consumer);
std::int64_t CountOf(storage::Database& database, const std::string& table);
/// 1, 2, … `last`.
std::vector<std::int64_t> OneTo(std::int64_t last);

/// A producer and a consumer as processes, each with a schema of its own.
class Parties {
 public:
  explicit Parties(testing::PrivateMariaDb& mariadb, int facts);
  ~Parties();
  /// How many facts a producer that is started from now on records in all.
  void set_facts(int facts) { facts_ = facts; }
  Parties(const Parties&) = delete;
  Parties& operator=(const Parties&) = delete;

  /// Starts one ("producer" or "consumer"), which dies at `kill_at` when that is not empty.
  void Start(const std::string& who, const std::string& kill_at = "");
  void Kill9(const std::string& who);
  /// True when it died or ended since it was started; it is reaped then.
  bool Gone(const std::string& who);
  /// Waits until the consumer applied `position`; starts whoever is gone again. False after a minute.
  bool RunUntilApplied(std::int64_t position);

  storage::Database& producer() { return *producer_.database; }
  storage::Database& consumer() { return *consumer_.database; }

 private:
  std::vector<std::string> Command(const std::string& who) const;

  int facts_;
  std::string folder_;
  testing::PrivateMariaDb::Opened producer_, consumer_;
  std::map<std::string, pid_t> running_;
};

}  // namespace cpb::feed_test
