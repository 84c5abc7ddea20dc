/// The text of migration files: names, placeholders, statements, checksums. Internal to libs/storage.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace cpb::storage {

/// One numbered file.
struct Migration {
  int version = 0;
  std::string name;                     ///< "0001_initial.sql"
  std::string sha256;                   ///< Of the file as written, in hexadecimal.
  std::vector<std::string> statements;  ///< With the placeholders filled in.
};

/// The files in order. Refuses names that are not NNNN_words.sql, and gaps in the numbers from 0001 on.
absl::StatusOr<std::vector<Migration>> ReadMigrations(
    const std::map<std::string, std::string, std::less<>>& files, const std::string& schema,
    const std::string& runtime_user);

/// Statements end with ";" at the end of a line; empty lines and lines that begin with "--" are dropped.
std::vector<std::string> SplitStatements(const std::string& text);

}  // namespace cpb::storage
