#include "services/allocation/store/rounds.h"

#include "libs/clock/clock.h"
#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kInsertRound[] =
    "INSERT INTO allocation_round (name, budget_year, state, version, sort_key, message) VALUES (?, ?, ?, 1, "
    "?, ?)";
// By the primary key's first column; by round_plan_round.
constexpr char kRetireLines[] = "UPDATE round_line SET live = NULL WHERE round = ?";
constexpr char kFreePlans[] = "DELETE FROM round_plan WHERE round = ?";
constexpr char kInsertPlan[] = "INSERT INTO round_plan (plan, round) VALUES (?, ?)";
constexpr char kInsertLines[] =
    "INSERT INTO round_line (round, ordinal, budget_line, source, plan, programme, budget_year, "
    "province_code, "
    "establishment, activity, allotted_vnd, message) VALUES";
// By primary key.
constexpr char kRoundOfPlan[] = "SELECT round FROM round_plan WHERE plan = ?";
constexpr char kFindRound[] = "SELECT version, message FROM allocation_round WHERE name = ?";
constexpr char kLockRound[] = "SELECT version, message FROM allocation_round WHERE name = ? FOR UPDATE";
constexpr char kUpdateRound[] =
    "UPDATE allocation_round SET state = ?, version = version + ?, message = ? WHERE name = ?";
// By primary key.
constexpr char kLines[] =
    "SELECT message, ordinal FROM round_line WHERE round = ? AND (? = '' OR province_code = ?) "
    "AND ordinal >= ? ORDER BY ordinal LIMIT ?";
// By the primary key's first column, or by round_line_province.
constexpr char kTotal[] =
    "SELECT COUNT(*), CAST(COALESCE(SUM(allotted_vnd), 0) AS SIGNED) FROM round_line WHERE round = ? "
    "AND (? = '' OR province_code = ?)";
// By primary key, then round_line_once; state 7 is revoked. Few rows, in no order: sorting would spill them
// to disk.
constexpr char kIssuedBefore[] =
    "SELECT l.message, o.message FROM round_line l JOIN round_line o ON o.budget_line = l.budget_line "
    "AND o.round <> l.round JOIN allocation_round r ON r.name = o.round AND r.state = 7 WHERE l.round = ?";
// By the primary key's first column.
constexpr char kSources[] = "SELECT DISTINCT source FROM round_line WHERE round = ?";
// By round_plan_round.
constexpr char kPlans[] = "SELECT plan FROM round_plan WHERE round = ? ORDER BY plan";
// By round_order; province by round_line_province.
constexpr char kList[] =
    "SELECT r.version, r.message, r.sort_key FROM allocation_round r WHERE (? = 0 OR r.budget_year = ?) "
    "AND (? = '' OR r.sort_key < ?) AND (? = '' OR EXISTS (SELECT 1 FROM round_line l WHERE l.province_code "
    "= ? "
    "AND l.round = r.name)) ORDER BY r.sort_key DESC LIMIT ?";

/// Serialised lines held in memory while a round is stored.
constexpr std::size_t kRowsAtOnce = 256;
constexpr int kAllLines = 1'000'000'000;

std::string SortKey(const Round& round) {
  const clock::Instant time{std::chrono::seconds{round.create_time().seconds()} +
                            std::chrono::microseconds{round.create_time().nanos() / 1000}};
  return clock::FormatInstant(time) + "|" + round.name();
}

std::optional<Round> ToRound(const std::optional<storage::Row>& row) {
  if (!row) return std::nullopt;
  Round round = ReadMessage<Round>(row->Text(1));
  round.set_etag(std::to_string(row->Int(0)));
  return round;
}

/// Without lines, which have a table of their own and may be too many to copy.
std::string HeadBytes(Round& round) {
  google::protobuf::RepeatedPtrField<RoundLine> lines;
  lines.Swap(round.mutable_lines());
  std::string bytes = round.SerializeAsString();
  lines.Swap(round.mutable_lines());
  return bytes;
}

std::vector<storage::Value> RowOf(const Round& round, const RoundLine& line, std::int64_t ordinal) {
  return {round.name(),
          ordinal,
          line.budget_line(),
          line.source(),
          line.plan(),
          round.programme(),
          std::int64_t{round.budget_year()},
          line.province_code(),
          line.establishment(),
          line.activity(),
          line.allotted_vnd(),
          line.SerializeAsString()};
}

}  // namespace

std::optional<std::string> InsertRound(storage::Session& session, Round& round,
                                       const std::vector<std::string>& plans) {
  for (const std::string& plan : plans) {
    try {
      session.Execute(kInsertPlan, {plan, round.name()});
    } catch (const storage::StorageError& error) {
      if (storage::IsDuplicateKey(error)) return plan;
      throw;
    }
  }
  session.Execute(kInsertRound, {round.name(), std::int64_t{round.budget_year()}, std::int64_t{round.state()},
                                 SortKey(round), HeadBytes(round)});
  std::vector<std::vector<storage::Value>> rows;
  for (int i = 0; i < round.lines_size(); ++i) {
    rows.push_back(RowOf(round, round.lines(i), i));
    if (rows.size() < kRowsAtOnce && i + 1 < round.lines_size()) continue;
    session.ExecuteRows(kInsertLines, rows);
    rows.clear();
  }
  return std::nullopt;
}

std::optional<std::string> FindRoundOfPlan(storage::Session& session, const std::string& plan) {
  const auto row = session.QueryOne(kRoundOfPlan, {plan});
  if (!row) return std::nullopt;
  return row->Text(0);
}

std::optional<Round> FindRound(storage::Session& session, const std::string& name) {
  return ToRound(session.QueryOne(kFindRound, {name}));
}

std::optional<Round> LockRound(storage::Session& session, const std::string& name) {
  return ToRound(session.QueryOne(kLockRound, {name}));
}

void UpdateRound(storage::Session& session, Round& round, bool new_version) {
  session.Execute(kUpdateRound, {std::int64_t{round.state()}, std::int64_t{new_version ? 1 : 0},
                                 HeadBytes(round), round.name()});
  if (new_version) round.set_etag(FindRound(session, round.name())->etag());
}

void ReleaseRound(storage::Session& session, const std::string& round) {
  session.Execute(kRetireLines, {round});
  session.Execute(kFreePlans, {round});
}

std::vector<PlacedLine> ListRoundLines(storage::Session& session, const std::string& round,
                                       const std::string& province_code, std::int64_t from, int limit) {
  std::vector<PlacedLine> lines;
  for (const storage::Row& row :
       session.Query(kLines, {round, province_code, province_code, from, std::int64_t{limit}})) {
    lines.push_back({.line = ReadMessage<RoundLine>(row.Text(0)), .ordinal = row.Int(1)});
  }
  return lines;
}

std::vector<RoundLine> ListAllRoundLines(storage::Session& session, const std::string& round) {
  std::vector<RoundLine> lines;
  for (PlacedLine& placed : ListRoundLines(session, round, "", 0, kAllLines))
    lines.push_back(std::move(placed.line));
  return lines;
}

LinesTotal SumRoundLines(storage::Session& session, const std::string& round,
                         const std::string& province_code) {
  const storage::Row row = session.QueryOne(kTotal, {round, province_code, province_code}).value();
  return {.count = static_cast<int>(row.Int(0)), .allotted_vnd = row.Int(1)};
}

std::optional<std::string> FindLineOfAnotherProject(storage::Session& session, const std::string& round) {
  for (const storage::Row& row : session.Query(kIssuedBefore, {round})) {
    const auto line = ReadMessage<RoundLine>(row.Text(0));
    if (line.component_project() != ReadMessage<RoundLine>(row.Text(1)).component_project())
      return line.budget_line();
  }
  return std::nullopt;
}

std::set<std::string> SourcesOfRound(storage::Session& session, const std::string& round) {
  std::set<std::string> sources;
  for (const storage::Row& row : session.Query(kSources, {round})) sources.insert(row.Text(0));
  return sources;
}

std::vector<std::string> ListRoundPlans(storage::Session& session, const std::string& round) {
  std::vector<std::string> plans;
  for (const storage::Row& row : session.Query(kPlans, {round})) plans.push_back(row.Text(0));
  return plans;
}

std::vector<ListedRound> ListRounds(storage::Session& session, int budget_year,
                                    const std::string& province_code, const std::string& after, int limit) {
  std::vector<ListedRound> rounds;
  const std::int64_t year = budget_year;
  for (const storage::Row& row :
       session.Query(kList, {year, year, after, after, province_code, province_code, std::int64_t{limit}})) {
    Round round = ReadMessage<Round>(row.Text(1));
    round.set_etag(std::to_string(row.Int(0)));
    rounds.push_back({.round = std::move(round), .sort_key = row.Text(2)});
  }
  return rounds;
}

}  // namespace cpb::allocation
