/// MariaDB through MySQL Connector/C++ 1.1: a bounded pool, units of work that commit or leave nothing, typed
/// rows. Every trap of this driver is closed here and nowhere else (docs/decisions has the list):
///   - COMMIT is a statement; Connection::commit() reports success on a dead connection;
///   - never reconnects; a connection that failed is destroyed;
///   - CLIENT_FOUND_ROWS, strict sql_mode, time_zone +00:00, READ COMMITTED, read back after connecting;
///   - any error ends the unit of work with ROLLBACK; 1213, 1205 and 1020 retry it whole.
/// cppconn is included by this library's .cc files alone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace cpb::storage {

/// A parameter of a statement, or a cell of a row. Amounts are int64; times are text made by
/// clock::FormatInstant.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
/// Convenience for optional parameters.
template <class T>
Value OrNull(const std::optional<T>& value) {
  return value ? Value{*value} : Value{};
}

/// One row of an answer. Columns are addressed from 0. A wrong type or NULL where none may be is a bug and
/// throws StorageError (INTERNAL), because the driver would silently read it as 0 or "".
class Row {
 public:
  explicit Row(std::vector<Value> cells) : cells_{std::move(cells)} {}
  std::int64_t Int(std::size_t column) const;
  const std::string& Text(std::size_t column) const;
  std::optional<std::int64_t> OptionalInt(std::size_t column) const;
  std::optional<std::string> OptionalText(std::size_t column) const;
  std::size_t size() const { return cells_.size(); }

 private:
  std::vector<Value> cells_;
};

/// Thrown inside a unit of work when the database failed; Read and Write turn it into a Status. The message
/// never carries what the server said (it may hold values); that is logged once.
class StorageError : public std::exception {
 public:
  StorageError(absl::Status status, int mysql_errno) : status_{std::move(status)}, errno_{mysql_errno} {}
  const absl::Status& status() const { return status_; }
  int mysql_errno() const { return errno_; }
  const char* what() const noexcept override { return "database error"; }

 private:
  absl::Status status_;
  int errno_;
};

/// True when `error` is a duplicate key (1062) of the key or constraint named `key` ("PRIMARY", "uq_…");
/// empty means any. It is the one error a unit of work may catch and go on after: only the statement was
/// undone.
bool IsDuplicateKey(const StorageError& error, std::string_view key = "");

/// One unit of work, valid inside the function given to Read or Write. Statements are prepared once per
/// connection and cached by text, so `sql` should be a constant; parameters are always bound, never pasted.
class Session {
 public:
  virtual ~Session() = default;
  virtual std::vector<Row> Query(std::string_view sql, std::vector<Value> parameters = {}) = 0;
  /// The only row, or nothing. More than one row is a bug and throws.
  std::optional<Row> QueryOne(std::string_view sql, std::vector<Value> parameters = {});
  /// Returns the number of rows matched (not changed).
  virtual std::int64_t Execute(std::string_view sql, std::vector<Value> parameters = {}) = 0;
  /// Inserts many rows: `prefix` ends in "VALUES" and is followed by one "(?, …)" group a row, in chunks of
  /// at most 256; `suffix` may hold "ON DUPLICATE KEY UPDATE …" (which counts an updated row twice).
  std::int64_t ExecuteRows(std::string_view prefix, const std::vector<std::vector<Value>>& rows,
                           std::string_view suffix = "");
  /// The same for an insert whose suffix is "RETURNING …": what it returns, in the order of `rows`.
  std::vector<Row> QueryRows(std::string_view prefix, const std::vector<std::vector<Value>>& rows,
                             std::string_view suffix);
  /// A query by many keys: `before` ends in "IN", `after` follows the list. Beyond 256 keys it becomes
  /// several statements, each with its own order and locks. A key may be bound more than once.
  std::vector<Row> QueryIn(std::string_view before, const std::vector<Value>& keys, std::string_view after);
};

/// Where and as whom to connect: "mysql://USER@HOST[:PORT]/SCHEMA?socket=/path&password_file=/path".
struct Dsn {
  std::string user, host, schema, socket, password;
  int port = 3306;
};
absl::StatusOr<Dsn> ParseDsn(std::string_view text);

/// Figures for /metrics; read by libs/program.
struct PoolStats {
  std::int64_t size = 0, in_use = 0, waits = 0, connects = 0, retries = 0;
};

class Database {
 public:
  struct Options {
    Dsn dsn;
    int pool_size = 8;
    /// How long to wait for a free connection before UNAVAILABLE.
    absl::Duration lease_timeout = absl::Seconds(5);
    /// How often a unit of work is tried on 1213, 1205 and 1020.
    int attempts = 5;
  };
  static absl::StatusOr<std::unique_ptr<Database>> Open(Options options);
  virtual ~Database() = default;

  /// Runs `work` in a transaction at READ COMMITTED. Commits when it returns OK; otherwise, or when it
  /// throws, rolls back. Retried whole on 1213/1205/1020, so `work` must not have effects outside the
  /// session. A connection lost in COMMIT gives UNAVAILABLE "commit outcome unknown": safe to call again with
  /// the same request id. T is deduced from `work`, which returns absl::Status or absl::StatusOr<T>.
  template <class Work>
  auto Write(Work&& work) -> decltype(work(std::declval<Session&>())) {
    return Run(/*read_only=*/false, std::forward<Work>(work));
  }
  /// Runs `work` in a read-only transaction at REPEATABLE READ: one consistent picture.
  template <class Work>
  auto Read(Work&& work) -> decltype(work(std::declval<Session&>())) {
    return Run(/*read_only=*/true, std::forward<Work>(work));
  }

  virtual PoolStats stats() const = 0;

 protected:
  virtual absl::Status RunErased(bool read_only, const std::function<absl::Status(Session&)>& work) = 0;

 private:
  template <class Work>
  auto Run(bool read_only, Work&& work) -> decltype(work(std::declval<Session&>())) {
    using Result = decltype(work(std::declval<Session&>()));
    if constexpr (std::is_same_v<Result, absl::Status>) {
      return RunErased(read_only, [&](Session& session) { return work(session); });
    } else {
      std::optional<Result> result;
      absl::Status status = RunErased(read_only, [&](Session& session) {
        result.emplace(work(session));
        return result->status();
      });
      if (!status.ok()) return status;
      return *std::move(result);
    }
  }
};

}  // namespace cpb::storage
