// Parsing of "mysql://USER@HOST[:PORT]/SCHEMA?socket=/path&password_file=/path".
#include <fstream>
#include <iterator>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/storage/database.h"

namespace cpb::storage {
namespace {

constexpr std::string_view kScheme = "mysql://";

using Pair = std::pair<std::string, std::string>;

absl::Status Malformed(const std::string& why) {
  return absl::InvalidArgumentError(
      absl::StrCat("the database address ", why,
                   "; it reads mysql://USER@HOST[:PORT]/SCHEMA?socket=PATH&password_file=PATH"));
}

absl::StatusOr<std::string> ReadPassword(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the password file ", path));
  std::string password{std::istreambuf_iterator<char>{file}, {}};
  password.erase(password.find_last_not_of("\r\n") + 1);
  return password;
}

absl::Status ParseServer(const std::string& server, Dsn& dsn) {
  const std::vector<std::string> user_host = absl::StrSplit(server, '@');
  if (user_host.size() != 2 || user_host[0].empty()) return Malformed("does not name a user and a host");
  dsn.user = user_host[0];
  const Pair host_port = absl::StrSplit(user_host[1], absl::MaxSplits(':', 1));
  dsn.host = host_port.first;
  const bool has_port = user_host[1].find(':') != std::string::npos;
  if (has_port && (!absl::SimpleAtoi(host_port.second, &dsn.port) || dsn.port < 1 || dsn.port > 65535)) {
    return Malformed("has a wrong port");
  }
  return absl::OkStatus();
}

absl::Status ParseOption(const std::string& option, Dsn& dsn) {
  Pair key_value = absl::StrSplit(option, absl::MaxSplits('=', 1));
  if (key_value.first == "socket") {
    dsn.socket = std::move(key_value.second);
    return absl::OkStatus();
  }
  if (key_value.first == "password_file") {
    absl::StatusOr<std::string> password = ReadPassword(key_value.second);
    if (!password.ok()) return password.status();
    dsn.password = *std::move(password);
    return absl::OkStatus();
  }
  return Malformed(absl::StrCat("has an unknown option \"", key_value.first, "\""));
}

}  // namespace

absl::StatusOr<Dsn> ParseDsn(std::string_view text) {
  if (text.substr(0, kScheme.size()) != kScheme) return Malformed("does not start with mysql://");
  const Pair address_options =
      absl::StrSplit(std::string{text.substr(kScheme.size())}, absl::MaxSplits('?', 1));
  Pair server_schema = absl::StrSplit(address_options.first, absl::MaxSplits('/', 1));
  Dsn dsn;
  dsn.schema = std::move(server_schema.second);
  if (absl::Status status = ParseServer(server_schema.first, dsn); !status.ok()) return status;
  const std::vector<std::string> options = absl::StrSplit(address_options.second, '&', absl::SkipEmpty());
  for (const std::string& option : options) {
    if (absl::Status status = ParseOption(option, dsn); !status.ok()) return status;
  }
  if (dsn.host.empty() && dsn.socket.empty()) return Malformed("names neither a host nor a socket");
  return dsn;
}

}  // namespace cpb::storage
