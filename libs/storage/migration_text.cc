#include "libs/storage/migration_text.h"

#include <openssl/evp.h>

#include <array>
#include <regex>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace cpb::storage {
namespace {

/// The number of "NNNN_words.sql"; 0 for any other name.
int VersionOf(const std::string& name) {
  static const std::regex kName{"([0-9]{4})_[a-z0-9_]+\\.sql"};
  std::smatch match;
  return std::regex_match(name, match, kName) ? std::stoi(match[1]) : 0;
}

std::string Sha256(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(std::string(digest.begin(), digest.begin() + size));
}

/// Names go into statements as they are, so nothing may stand in them that could end a quotation.
bool IsPlainName(const std::string& name) {
  static const std::regex kPlain{"[A-Za-z0-9_.%-]{1,64}"};
  return std::regex_match(name, kPlain);
}

/// "name" and "name@host" as 'name'@'host'; the host of a socket is localhost.
absl::StatusOr<std::string> QuoteUser(const std::string& user) {
  const std::pair<std::string, std::string> name_host = absl::StrSplit(user, absl::MaxSplits('@', 1));
  const std::string host = name_host.second.empty() ? "localhost" : name_host.second;
  if (!IsPlainName(name_host.first) || !IsPlainName(host)) {
    return absl::InvalidArgumentError(absl::StrCat("\"", user, "\" is not a plain name of a database user"));
  }
  return absl::StrCat("'", name_host.first, "'@'", host, "'");
}

}  // namespace

std::vector<std::string> SplitStatements(const std::string& text) {
  std::vector<std::string> statements;
  std::string statement;
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  for (std::string line : lines) {
    absl::StripTrailingAsciiWhitespace(&line);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string::npos || line.compare(first, 2, "--") == 0) continue;
    const bool ends = line.back() == ';';
    if (ends) line.pop_back();
    statement += line + "\n";
    if (!ends) continue;
    statements.push_back(std::move(statement));
    statement.clear();
  }
  if (!statement.empty()) statements.push_back(std::move(statement));
  return statements;
}

absl::StatusOr<std::vector<Migration>> ReadMigrations(
    const std::map<std::string, std::string, std::less<>>& files, const std::string& schema,
    const std::string& runtime_user) {
  if (!IsPlainName(schema))
    return absl::InvalidArgumentError(absl::StrCat("\"", schema, "\" is not a plain schema name"));
  const absl::StatusOr<std::string> user = QuoteUser(runtime_user);
  if (!user.ok()) return user.status();
  std::vector<Migration> migrations;
  for (const auto& [name, text] : files) {
    const int version = VersionOf(name);
    if (version != static_cast<int>(migrations.size()) + 1) {
      return absl::InvalidArgumentError(absl::StrCat(
          "migration ", name, " is not named NNNN_words.sql with the next number, ", migrations.size() + 1));
    }
    const std::string filled =
        absl::StrReplaceAll(text, {{"{{schema}}", absl::StrCat("`", schema, "`")}, {"{{user}}", *user}});
    migrations.push_back(Migration{version, name, Sha256(text), SplitStatements(filled)});
  }
  return migrations;
}

}  // namespace cpb::storage
