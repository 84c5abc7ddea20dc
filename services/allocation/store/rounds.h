/// Rounds and their lines.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::Round;
using cpbudget::allocation::v1::RoundLine;

/// Stores a computed round with its lines and takes its plans. Returns the plan that another round took at
/// the same moment; nothing when all went well.
std::optional<std::string> InsertRound(storage::Session& session, Round& round,
                                       const std::vector<std::string>& plans);
/// Round of a plan, if any.
std::optional<std::string> FindRoundOfPlan(storage::Session& session, const std::string& plan);
/// Round without lines; its etag is the stored version.
std::optional<Round> FindRound(storage::Session& session, const std::string& name);
/// The same, locked for change.
std::optional<Round> LockRound(storage::Session& session, const std::string& name);
/// Writes state and message. `new_version` gives the round another etag.
void UpdateRound(storage::Session& session, Round& round, bool new_version);
/// Its plans wait again and its lines count no more; they stay readable.
void ReleaseRound(storage::Session& session, const std::string& round);
/// A line and its place in the round, from 0.
struct PlacedLine {
  RoundLine line;
  std::int64_t ordinal = 0;
};
/// The next `limit` lines of a round from a place on, in order; only those of a province when `province_code`
/// is not empty.
std::vector<PlacedLine> ListRoundLines(storage::Session& session, const std::string& round,
                                       const std::string& province_code, std::int64_t from, int limit);
/// All lines of a round in order.
std::vector<RoundLine> ListAllRoundLines(storage::Session& session, const std::string& round);
/// How many lines a round has and what they are allotted; only those of a province when `province_code` is
/// not empty.
struct LinesTotal {
  int count = 0;
  std::int64_t allotted_vnd = 0;
};
LinesTotal SumRoundLines(storage::Session& session, const std::string& round,
                         const std::string& province_code);
/// A line of the round that an earlier round, revoked since, opened in the ledger with another component
/// project.
std::optional<std::string> FindLineOfAnotherProject(storage::Session& session, const std::string& round);
/// Sources of funds of its lines.
std::set<std::string> SourcesOfRound(storage::Session& session, const std::string& round);
std::vector<std::string> ListRoundPlans(storage::Session& session, const std::string& round);

/// A round and the key behind which the next page begins.
struct ListedRound {
  Round round;
  std::string sort_key;
};
/// Newest first; year 0 means all, an empty province all.
std::vector<ListedRound> ListRounds(storage::Session& session, int budget_year,
                                    const std::string& province_code, const std::string& after, int limit);

}  // namespace cpb::allocation
