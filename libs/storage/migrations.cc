#include "libs/storage/migrations.h"

#include "absl/strings/str_cat.h"
#include "libs/storage/connection.h"
#include "libs/storage/migration_text.h"
#include "libs/telemetry/log.h"

namespace cpb::storage {
namespace {

constexpr int kLockWaitSeconds = 60;

constexpr std::string_view kCreateTable =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "version INT NOT NULL PRIMARY KEY, name VARCHAR(200) NOT NULL, sha256 CHAR(64) NOT NULL, "
    "statements INT NOT NULL COMMENT 'in the file', done INT NOT NULL COMMENT 'of them applied', "
    "applied_at DATETIME(6) NOT NULL, applied_by VARCHAR(200) NOT NULL"
    ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
constexpr std::string_view kSelectApplied =
    "SELECT version, name, sha256, done FROM schema_migration ORDER BY version";
constexpr std::string_view kInsertStarted =
    "INSERT INTO schema_migration (version, name, sha256, statements, done, applied_at, applied_by) "
    "VALUES (?, ?, ?, ?, 0, UTC_TIMESTAMP(6), CURRENT_USER())";
constexpr std::string_view kUpdateDone =
    "UPDATE schema_migration SET done = ?, applied_at = UTC_TIMESTAMP(6) WHERE version = ?";

/// One row of schema_migration.
struct Applied {
  std::string name;
  std::string sha256;
  std::size_t done = 0;
};

/// The error says that what the statement makes (or drops) is there (or gone) already.
bool SaysAlreadyDone(int mysql_errno) {
  switch (mysql_errno) {
    case 1050:  // Table exists.
    case 1060:  // Duplicate column.
    case 1061:  // Duplicate key name.
    case 1091:  // Nothing of that name to drop.
    case 1304:  // Procedure exists.
    case 1359:  // Trigger exists.
      return true;
    default:
      return false;
  }
}

std::vector<Applied> ReadApplied(Connection& connection) {
  connection.Run(kCreateTable);
  std::vector<Applied> applied;
  for (const Row& row : connection.Query(kSelectApplied, {})) {
    if (row.Int(0) != static_cast<std::int64_t>(applied.size()) + 1) {
      throw StorageError{absl::DataLossError("schema_migration has a gap"), 0};
    }
    applied.push_back(Applied{row.Text(1), row.Text(2), static_cast<std::size_t>(row.Int(3))});
  }
  return applied;
}

absl::Status CheckFrozen(const std::vector<Applied>& applied, const std::vector<Migration>& files) {
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (i >= files.size()) {
      return absl::FailedPreconditionError(
          absl::StrCat("migration ", applied[i].name,
                       " was applied, but this program does not know it: it is older than its data"));
    }
    if (applied[i].name != files[i].name || applied[i].sha256 != files[i].sha256) {
      return absl::FailedPreconditionError(
          absl::StrCat("migration ", files[i].name, " is not the file that was applied (", applied[i].name,
                       "): an applied file must never change"));
    }
  }
  return absl::OkStatus();
}

/// Applies one statement and the note that it is done. DDL commits at once, so a process that is killed may
/// leave a statement done without its note: the first statement after an interruption may therefore find its
/// work done.
absl::Status ApplyStatement(Connection& connection, const Migration& migration, std::size_t index,
                            bool resumed) {
  try {
    connection.Run("START TRANSACTION");
    try {
      connection.Run(migration.statements[index]);
    } catch (const StorageError& error) {
      if (!resumed || !SaysAlreadyDone(error.mysql_errno())) throw;
    }
    connection.Execute(kUpdateDone, {static_cast<std::int64_t>(index + 1), std::int64_t{migration.version}});
    connection.Run("COMMIT");
    return absl::OkStatus();
  } catch (const StorageError& error) {
    return absl::Status{error.status().code(), absl::StrCat("migration ", migration.name, ", statement ",
                                                            index + 1, ": ", connection.server_text())};
  }
}

absl::Status ApplyFile(Connection& connection, const Migration& migration, const Applied* applied) {
  if (applied == nullptr) {
    connection.Execute(kInsertStarted, {std::int64_t{migration.version}, migration.name, migration.sha256,
                                        static_cast<std::int64_t>(migration.statements.size())});
  }
  const std::size_t first = applied == nullptr ? 0 : applied->done;
  for (std::size_t i = first; i < migration.statements.size(); ++i) {
    const bool resumed = applied != nullptr && i == first;
    if (absl::Status status = ApplyStatement(connection, migration, i, resumed); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status MigrateUnderLock(Connection& connection, const std::vector<Migration>& files) {
  const std::vector<Applied> applied = ReadApplied(connection);
  if (absl::Status status = CheckFrozen(applied, files); !status.ok()) return status;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool complete = i < applied.size() && applied[i].done == files[i].statements.size();
    if (complete) continue;
    const Applied* const begun = i < applied.size() ? &applied[i] : nullptr;
    if (absl::Status status = ApplyFile(connection, files[i], begun); !status.ok()) return status;
    telemetry::Log(telemetry::Level::kInfo, "migration applied", {{"file", files[i].name}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Migrate(const Dsn& owner, const std::string& runtime_user,
                     const std::map<std::string, std::string, std::less<>>& files) {
  const absl::StatusOr<std::vector<Migration>> migrations = ReadMigrations(files, owner.schema, runtime_user);
  if (!migrations.ok()) return migrations.status();
  try {
    // A change of a large table may take long, so there is no limit. The lock ends with the connection.
    const std::unique_ptr<Connection> connection = Connection::Open(owner, absl::ZeroDuration());
    const std::string lock = absl::StrCat("cpbudget.migrate.", owner.schema);
    const std::vector<Row> locked =
        connection->Query("SELECT GET_LOCK(?, ?)", {lock.substr(0, 64), std::int64_t{kLockWaitSeconds}});
    if (locked.at(0).OptionalInt(0) != 1) {
      return absl::UnavailableError(
          absl::StrCat("another program is still migrating the schema ", owner.schema));
    }
    return MigrateUnderLock(*connection, *migrations);
  } catch (const StorageError& error) {
    return error.status();
  }
}

}  // namespace cpb::storage
