#include "libs/storage/errors.h"

#include "absl/strings/str_cat.h"

namespace cpb::storage {
namespace {

constexpr int kTableChanged = 1020;
constexpr int kLockWaitTimeout = 1205;
constexpr int kDeadlock = 1213;
constexpr int kStatementTimeout = 1969;

bool IsDiskFull(int mysql_errno) {
  return mysql_errno == 3 || mysql_errno == 1021 || mysql_errno == 1114;
}

/// The text between `before` and the next `quote`, looked for from the end: values stand before names.
std::string NameAfter(const std::string& text, std::string_view before, char quote) {
  const std::size_t start = text.rfind(before);
  if (start == text.npos) return {};
  const std::size_t name = start + before.size();
  return text.substr(name, text.find(quote, name) - name);
}

absl::Status ToStatus(int mysql_errno, const std::string& server_text) {
  if (IsRetriable(mysql_errno)) return absl::UnavailableError("the database was too contended; call again");
  if (IsDiskFull(mysql_errno)) return absl::ResourceExhaustedError("the disk of the database is full");
  switch (mysql_errno) {
    case kDuplicateKey:
      return absl::AlreadyExistsError(
          absl::StrCat("duplicate key '", NameAfter(server_text, "for key '", '\''), "'"));
    case kStatementTimeout:
      return absl::DeadlineExceededError("a database statement took too long");
    case 4025:  // Check constraint.
      return absl::InternalError(
          absl::StrCat("check constraint `", NameAfter(server_text, "CONSTRAINT `", '`'), "` failed"));
    case 1451:  // Foreign keys.
    case 1452:
      return absl::InternalError(
          absl::StrCat("foreign key `", NameAfter(server_text, "CONSTRAINT `", '`'), "` failed"));
    case 1044:  // Wrong user, password or schema; a missing right on a table.
    case 1045:
    case 1049:
    case 1142:
    case 1143:
    case 1698:
      return absl::FailedPreconditionError(
          "the database user, password, schema or rights are not what they must be");
    case 1047:  // A node of a cluster that is joining, or cut off from the majority.
      return absl::UnavailableError("the database does not take part in its cluster now");
    case 1040:  // Too many connections.
    case 1203:
      return absl::UnavailableError("the database takes no more connections");
    default:
      break;
  }
  if (BreaksConnection(mysql_errno) && mysql_errno != 0)
    return absl::UnavailableError("the database connection was lost");
  return absl::InternalError(absl::StrCat("database error ", mysql_errno));
}

}  // namespace

bool IsRetriable(int mysql_errno) {
  return mysql_errno == kDeadlock || mysql_errno == kLockWaitTimeout || mysql_errno == kTableChanged;
}

bool BreaksConnection(int mysql_errno) {
  switch (mysql_errno) {
    case 0:     // The driver's own complaint: its state is unknown.
    case 1053:  // Server shutdown in progress.
    case 1152:  // Aborted connection, and errors of the network as the server sees them.
    case 1153:
    case 1154:
    case 1155:
    case 1156:
    case 1157:
    case 1158:
    case 1159:
    case 1160:
    case 1161:
    case 1927:  // Connection was killed.
      return true;
    default:
      return mysql_errno >= 2000 && mysql_errno < 3000;  // Errors of the client library.
  }
}

StorageError ToStorageError(int mysql_errno, const std::string& server_text) {
  return StorageError{ToStatus(mysql_errno, server_text), mysql_errno};
}

bool IsDuplicateKey(const StorageError& error, std::string_view key) {
  if (error.mysql_errno() != kDuplicateKey) return false;
  return key.empty() || error.status().message() == "duplicate key '" + std::string{key} + "'";
}

}  // namespace cpb::storage
