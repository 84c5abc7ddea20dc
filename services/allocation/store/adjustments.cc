#include "services/allocation/store/adjustments.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kInsert[] =
    "INSERT INTO adjustment (name, budget_year, kind, state, version, programme, source, from_line, "
    "from_establishment, "
    "from_activity, to_line, to_establishment, to_activity, amount_vnd, agency, province_code, proof, "
    "sort_key, message) "
    "VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// By primary key.
constexpr char kFind[] = "SELECT version, message FROM adjustment WHERE name = ?";
constexpr char kLock[] = "SELECT version, message FROM adjustment WHERE name = ? FOR UPDATE";
constexpr char kUpdate[] =
    "UPDATE adjustment SET state = ?, version = version + ?, message = ? WHERE name = ?";
// By adjustment_proof; kind 3 is a carry-over.
constexpr char kUnderProof[] = "SELECT amount_vnd FROM adjustment WHERE proof = ? AND kind = 3 AND name <> ?";
// By adjustment_to; kinds 1 and 2 are virement and supplement, state 3 is booked.
constexpr char kPendingTo[] =
    "SELECT amount_vnd FROM adjustment WHERE to_line = ? AND budget_year = ? AND kind IN (1, 2) AND state <> "
    "3 "
    "AND name <> ?";
// By adjustment_to; kind 2 is a supplement, state 3 is booked.
constexpr char kSupplementsTo[] =
    "SELECT version, message FROM adjustment WHERE to_line = ? AND source = ? AND budget_year = ? AND kind = "
    "2 "
    "AND state = 3 ORDER BY sort_key";
// By round_line's primary key, then adjustment_from and adjustment_to; state 1 is only proposed.
constexpr char kOfRound[] =
    "SELECT l.budget_line, a.name FROM round_line l JOIN adjustment a ON a.from_line = l.budget_line "
    "WHERE l.round = ? AND a.source = l.source AND a.budget_year = l.budget_year AND a.state > 1 UNION "
    "SELECT l.budget_line, a.name FROM round_line l JOIN adjustment a ON a.to_line = l.budget_line "
    "WHERE l.round = ? AND a.source = l.source AND a.budget_year = l.budget_year AND a.state > 1 "
    "ORDER BY 1, 2";
// By adjustment_year; kind 1 is a virement, state 1 only proposed.
constexpr char kVirements[] =
    "SELECT from_line, to_line FROM adjustment WHERE budget_year = ? AND source = ? AND kind = 1 AND state > "
    "1 "
    "AND name <> ? ORDER BY name";
// By adjustment_order.
constexpr char kList[] =
    "SELECT version, message, sort_key FROM adjustment WHERE (? = 0 OR budget_year = ?) "
    "AND (? = '' OR province_code = ?) AND (? = '' OR sort_key < ?) ORDER BY sort_key DESC LIMIT ?";

Adjustment ToAdjustment(const storage::Row& row) {
  Adjustment adjustment = ReadMessage<Adjustment>(row.Text(1));
  adjustment.set_etag(std::to_string(row.Int(0)));
  return adjustment;
}

std::int64_t Sum(const std::vector<storage::Row>& rows) {
  std::int64_t sum = 0;
  for (const storage::Row& row : rows) sum += row.Int(0);
  return sum;
}

}  // namespace

void InsertAdjustment(storage::Session& session, const Adjustment& adjustment, const AdjustedLines& lines,
                      const std::string& created_at) {
  session.Execute(kInsert,
                  {adjustment.name(), std::int64_t{adjustment.budget_year()}, std::int64_t{adjustment.kind()},
                   std::int64_t{adjustment.state()}, adjustment.programme(), adjustment.source(),
                   adjustment.from_budget_line(), lines.from_establishment, lines.from_activity,
                   adjustment.to_budget_line(), lines.to_establishment, lines.to_activity,
                   adjustment.amount_vnd(), lines.agency, lines.province_code, adjustment.proof(),
                   created_at + "|" + adjustment.name(), adjustment.SerializeAsString()});
}

std::optional<Adjustment> FindAdjustment(storage::Session& session, const std::string& name, bool lock) {
  const auto row = session.QueryOne(lock ? kLock : kFind, {name});
  if (!row) return std::nullopt;
  return ToAdjustment(*row);
}

void UpdateAdjustment(storage::Session& session, Adjustment& adjustment, bool new_version) {
  session.Execute(kUpdate, {std::int64_t{adjustment.state()}, std::int64_t{new_version ? 1 : 0},
                            adjustment.SerializeAsString(), adjustment.name()});
  if (new_version) adjustment.set_etag(FindAdjustment(session, adjustment.name(), false)->etag());
}

std::int64_t SumCarriedOverUnder(storage::Session& session, const std::string& proof,
                                 const std::string& without) {
  return Sum(session.Query(kUnderProof, {proof, without}));
}

std::vector<Adjustment> ListSupplementsTo(storage::Session& session, const std::string& budget_line,
                                          const std::string& source, int budget_year) {
  std::vector<Adjustment> supplements;
  for (const storage::Row& row :
       session.Query(kSupplementsTo, {budget_line, source, std::int64_t{budget_year}})) {
    Adjustment supplement = ToAdjustment(row);
    supplement.set_amount_vnd(supplement.amount_vnd() - SumCarriedOverUnder(session, supplement.name(), ""));
    supplements.push_back(std::move(supplement));
  }
  return supplements;
}

std::int64_t SumPendingTo(storage::Session& session, const std::string& budget_line, int budget_year,
                          const std::string& without) {
  return Sum(session.Query(kPendingTo, {budget_line, std::int64_t{budget_year}, without}));
}

std::vector<LineAdjustment> ListAdjustmentsOfRound(storage::Session& session, const std::string& round) {
  std::vector<LineAdjustment> found;
  for (const storage::Row& row : session.Query(kOfRound, {round, round}))
    found.push_back({.budget_line = row.Text(0), .adjustment = row.Text(1)});
  return found;
}

std::vector<Way> ListVirements(storage::Session& session, int budget_year, const std::string& source,
                               const std::string& without) {
  std::vector<Way> ways;
  for (const storage::Row& row : session.Query(kVirements, {std::int64_t{budget_year}, source, without}))
    ways.push_back({.from_line = row.Text(0), .to_line = row.Text(1)});
  return ways;
}

std::vector<ListedAdjustment> ListAdjustments(storage::Session& session, int budget_year,
                                              const std::string& province_code, const std::string& after,
                                              int limit) {
  std::vector<ListedAdjustment> listed;
  const std::int64_t year = budget_year;
  for (const storage::Row& row :
       session.Query(kList, {year, year, province_code, province_code, after, after, std::int64_t{limit}})) {
    listed.push_back({.adjustment = ToAdjustment(row), .sort_key = row.Text(2)});
  }
  return listed;
}

}  // namespace cpb::allocation
