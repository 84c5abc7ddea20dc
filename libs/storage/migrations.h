/// Schema migrations: numbered SQL files ("0001_initial.sql"), forward only, one after the other, under a
/// lock, each frozen by its SHA-256 in `schema_migration`. Statements end with ";" at the end of a line (so a
/// trigger is one statement without BEGIN); lines that begin with "--" are comments. MariaDB commits each DDL
/// statement at once, so the table notes after each statement how far a file got: a migration that was killed
/// goes on where it stopped. `{{schema}}` and `{{user}}` stand for the schema and for the run-time database
/// user, so that a migration can grant, table by table, no more than the program needs (`GRANT SELECT, INSERT
/// ON {{schema}}.posting TO {{user}};`).
#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "libs/storage/database.h"

namespace cpb::storage {

/// Applies what is missing as the owner of the schema. Refuses when an applied file was changed or is
/// unknown, naming it. `runtime_user` is "name" (rendered 'name'@'localhost', right for a socket) or
/// "name@host".
absl::Status Migrate(const Dsn& owner, const std::string& runtime_user,
                     const std::map<std::string, std::string, std::less<>>& files);

}  // namespace cpb::storage
