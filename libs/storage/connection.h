/// One connection to MariaDB: the only place that touches the driver. Internal to libs/storage.
///
/// Belongs to one thread at a time. Every error leaves as a StorageError and is logged once with what the
/// server said; after an error that makes the connection untrustworthy `broken()` is true, and the owner must
/// destroy it: it is never repaired.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/storage/database.h"

namespace sql {
class Connection;
class PreparedStatement;
class SQLException;
}  // namespace sql

namespace cpb::storage {

class Connection {
 public:
  /// Prepared statements kept per connection; beyond it the least recently used one goes.
  static constexpr std::size_t kMaxPreparedStatements = 200;

  /// Connects and sets what every unit of work relies on, then reads it back. `statement_limit` ends a
  /// statement at the server; zero means none. Throws StorageError.
  static std::unique_ptr<Connection> Open(const Dsn& dsn, absl::Duration statement_limit);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// One statement without parameters or rows, not prepared: BEGIN, COMMIT, DDL.
  void Run(std::string_view sql);
  std::vector<Row> Query(std::string_view sql, const std::vector<Value>& parameters);
  /// Returns the number of rows matched.
  std::int64_t Execute(std::string_view sql, const std::vector<Value>& parameters);

  bool broken() const { return broken_; }
  /// What the server said to the statement that failed last. May hold values: for operators, never for
  /// callers.
  const std::string& server_text() const { return server_text_; }
  std::size_t prepared_statements() const { return statements_.size(); }

 private:
  struct Prepared {
    std::unique_ptr<sql::PreparedStatement> statement;
    std::uint64_t last_used = 0;
  };

  explicit Connection(std::unique_ptr<sql::Connection> driver_connection);
  void SetUp(absl::Duration statement_limit);
  sql::PreparedStatement& Prepare(std::string_view sql, const std::vector<Value>& parameters);
  void EvictLeastRecentlyUsed();
  /// Runs `use`; turns what the driver throws into a StorageError.
  template <class Use>
  auto Guarded(std::string_view sql, Use&& use);
  StorageError Failed(std::string_view sql, const sql::SQLException& error);

  std::unique_ptr<sql::Connection> driver_connection_;
  std::map<std::string, Prepared, std::less<>> statements_;  // Destroyed before the connection.
  std::uint64_t uses_ = 0;
  std::string server_text_;
  bool broken_ = false;
};

}  // namespace cpb::storage
