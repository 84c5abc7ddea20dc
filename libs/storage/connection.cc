#include "libs/storage/connection.h"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include <algorithm>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "libs/storage/cells.h"
#include "libs/storage/errors.h"
#include "libs/telemetry/log.h"

namespace cpb::storage {
namespace {

constexpr int kConnectTimeoutSeconds = 5;
/// How much longer than the server the client waits before it gives a silent connection up.
constexpr absl::Duration kReadMargin = absl::Seconds(30);
/// Longer parameters travel in pieces.
constexpr std::size_t kLongParameter = 262'144;

constexpr std::string_view kSqlMode =
    "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION";

/// The driver's registry is an unlocked static map, so it is asked once; each thread says hello and good-bye.
sql::Driver& TheDriver() {
  static sql::Driver* const driver = ::get_driver_instance();
  struct ThreadGuard {
    ThreadGuard() { driver->threadInit(); }
    ~ThreadGuard() { driver->threadEnd(); }
  };
  thread_local const ThreadGuard guard;
  return *driver;
}

sql::ConnectOptionsMap OptionsFor(const Dsn& dsn, absl::Duration statement_limit) {
  sql::ConnectOptionsMap options;
  if (dsn.socket.empty()) {
    options["hostName"] = sql::SQLString("tcp://" + dsn.host);
    options["port"] = dsn.port;
  } else {
    options["hostName"] = sql::SQLString("unix://" + dsn.socket);
  }
  options["userName"] = sql::SQLString(dsn.user);
  options["password"] = sql::SQLString(dsn.password);
  if (!dsn.schema.empty()) options["schema"] = sql::SQLString(dsn.schema);
  options["CLIENT_FOUND_ROWS"] = true;  // Else an UPDATE to the same value counts 0 and guards misfire.
  options["OPT_CONNECT_TIMEOUT"] = kConnectTimeoutSeconds;
  if (statement_limit > absl::ZeroDuration()) {
    options["OPT_READ_TIMEOUT"] = static_cast<int>(absl::ToInt64Seconds(statement_limit + kReadMargin));
  }
  // OPT_RECONNECT is never set: a COMMIT would succeed on a new connection with the work of the old one lost.
  return options;
}

/// Keeps the streams of long parameters alive until the statement was executed.
using LongParameters = std::vector<std::unique_ptr<std::istringstream>>;

LongParameters Bind(sql::PreparedStatement& statement, const std::vector<Value>& parameters) {
  LongParameters streams;
  for (unsigned i = 0; i < parameters.size(); ++i) {
    if (const auto* number = std::get_if<std::int64_t>(&parameters[i])) {
      statement.setInt64(i + 1, *number);
    } else if (const auto* text = std::get_if<std::string>(&parameters[i])) {
      if (text->size() < kLongParameter) {
        statement.setString(i + 1, *text);
      } else {
        streams.push_back(std::make_unique<std::istringstream>(*text));
        statement.setBlob(i + 1, streams.back().get());
      }
    } else {
      statement.setNull(i + 1, 0);
    }
  }
  return streams;
}

}  // namespace

template <class Use>
auto Connection::Guarded(std::string_view sql, Use&& use) {
  if (broken_) throw StorageError{absl::UnavailableError("the database connection was lost"), 0};
  TheDriver();
  try {
    return use();
  } catch (const sql::SQLException& error) {
    throw Failed(sql, error);
  } catch (const StorageError&) {
    throw;
  } catch (const std::exception& error) {
    // Not an exception the driver documents; what it left behind is unknown.
    throw Failed(sql, sql::SQLException{error.what(), "HY000", 0});
  }
}

StorageError Connection::Failed(std::string_view sql, const sql::SQLException& error) {
  const int number = error.getErrorCode();
  server_text_ = error.what();
  if (BreaksConnection(number)) broken_ = true;
  // Duplicates and deadlocks are expected; their callers decide.
  if (number != kDuplicateKey && !IsRetriable(number)) {
    telemetry::Log(telemetry::Level::kError, "database statement failed",
                   {{"errno", std::to_string(number)},
                    {"sqlstate", error.getSQLState()},
                    {"server", server_text_},
                    {"statement", std::string{sql.substr(0, 200)}}});
  }
  return ToStorageError(number, server_text_);
}

std::unique_ptr<Connection> Connection::Open(const Dsn& dsn, absl::Duration statement_limit) {
  try {
    std::unique_ptr<sql::Connection> driver_connection{
        TheDriver().connect(*std::make_unique<sql::ConnectOptionsMap>(OptionsFor(dsn, statement_limit)))};
    std::unique_ptr<Connection> connection{new Connection{std::move(driver_connection)}};
    connection->SetUp(statement_limit);
    return connection;
  } catch (const sql::SQLException& error) {
    telemetry::Log(telemetry::Level::kError, "cannot connect to the database",
                   {{"errno", std::to_string(error.getErrorCode())}, {"server", error.what()}});
    throw ToStorageError(error.getErrorCode(), error.what());
  }
}

Connection::Connection(std::unique_ptr<sql::Connection> driver_connection)
    : driver_connection_{std::move(driver_connection)} {}

Connection::~Connection() = default;

void Connection::SetUp(absl::Duration statement_limit) {
  Run("SET NAMES utf8mb4");
  Run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
  Run(absl::StrCat(
      "SET SESSION time_zone = '+00:00', sql_mode = '", std::string{kSqlMode},
      "', innodb_lock_wait_timeout = 5, max_statement_time = ", absl::ToInt64Seconds(statement_limit)));
  // A server that ignored one of these would corrupt data silently, so none is taken on trust.
  const std::vector<Row> rows = Query(
      "SELECT @@tx_isolation, @@time_zone, @@sql_mode, @@character_set_connection, @@character_set_client, "
      "@@character_set_results, @@autocommit",
      {});
  const Row& row = rows.at(0);
  const std::string& mode = row.Text(2);
  const bool as_asked = row.Text(0) == "READ-COMMITTED" && row.Text(1) == "+00:00" && mode == kSqlMode &&
                        row.Text(3) == "utf8mb4" && row.Text(4) == "utf8mb4" && row.Text(5) == "utf8mb4" &&
                        row.Int(6) == 1;
  if (!as_asked) {
    throw StorageError{
        absl::FailedPreconditionError("the database does not take the session settings it must"), 0};
  }
}

void Connection::Run(std::string_view sql) {
  Guarded(sql, [&] {
    const std::unique_ptr<sql::Statement> statement{driver_connection_->createStatement()};
    // execute, not executeUpdate: the latter refuses what the driver takes for a query.
    statement->execute(std::string{sql});
  });
}

std::vector<Row> Connection::Query(std::string_view sql, const std::vector<Value>& parameters) {
  return Guarded(sql, [&] {
    sql::PreparedStatement& statement = Prepare(sql, parameters);
    const LongParameters streams = Bind(statement, parameters);
    // Buffered, and read to its end: a result left half-read would put the connection out of step.
    const std::unique_ptr<sql::ResultSet> result{statement.executeQuery()};
    return ReadRows(*result);
  });
}

std::int64_t Connection::Execute(std::string_view sql, const std::vector<Value>& parameters) {
  return Guarded(sql, [&] {
    sql::PreparedStatement& statement = Prepare(sql, parameters);
    const LongParameters streams = Bind(statement, parameters);
    return std::int64_t{statement.executeUpdate()};
  });
}

sql::PreparedStatement& Connection::Prepare(std::string_view sql, const std::vector<Value>& parameters) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    if (statements_.size() >= kMaxPreparedStatements) EvictLeastRecentlyUsed();
    std::unique_ptr<sql::PreparedStatement> statement{driver_connection_->prepareStatement(std::string{sql})};
    found = statements_.emplace(sql, Prepared{std::move(statement), 0}).first;
  }
  found->second.last_used = ++uses_;
  sql::PreparedStatement& statement = *found->second.statement;
  // The driver would take the values of the call before for parameters that are not set now.
  const unsigned expected = ParameterCount(statement);
  if (expected != parameters.size()) {
    throw StorageError{absl::InternalError(absl::StrCat("a statement with ", expected, " parameters got ",
                                                        parameters.size())),
                       0};
  }
  return statement;
}

void Connection::EvictLeastRecentlyUsed() {
  statements_.erase(
      std::min_element(statements_.begin(), statements_.end(),
                       [](const auto& a, const auto& b) { return a.second.last_used < b.second.last_used; }));
}

}  // namespace cpb::storage
