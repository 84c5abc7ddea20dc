#include "services/disbursement/store/settlements.h"

#include <string_view>

namespace cpb::disbursement::store {
namespace {

// Out of the journal, not out of the balances: what came into the available accounts of the unit from outside
// its spending (kinds 2 appropriation, 3 in transit, 4 another line, 12 brought forward) less what went back
// there, and the end stages. by_unit finds the accounts, by_to and by_from their postings.
constexpr std::string_view kCompile =
    "SELECT a.budget_line, a.source, a.component_project, "
    "SUM(CASE WHEN a.kind = 4 AND o.kind IN (2, 3, 4, 12) THEN m.amount_vnd ELSE 0 END), "
    "SUM(CASE WHEN a.kind = 8 THEN m.amount_vnd ELSE 0 END), "
    "SUM(CASE WHEN a.kind = 10 THEN m.amount_vnd ELSE 0 END), "
    "SUM(CASE WHEN a.kind = 11 THEN m.amount_vnd ELSE 0 END), "
    "SUM(CASE WHEN a.kind = 9 THEN m.amount_vnd ELSE 0 END) "
    "FROM account a JOIN ("
    " SELECT p.to_account AS account, p.from_account AS other, p.amount_vnd FROM posting p"
    " JOIN account x ON x.id = p.to_account WHERE x.programme = ? AND x.budget_year = ? AND x.agency = ?"
    " UNION ALL"
    " SELECT p.from_account, p.to_account, -p.amount_vnd FROM posting p"
    " JOIN account x ON x.id = p.from_account WHERE x.programme = ? AND x.budget_year = ? AND x.agency = ?"
    ") m ON m.account = a.id JOIN account o ON o.id = m.other "
    "WHERE a.budget_line <> '' GROUP BY a.budget_line, a.source, a.component_project "
    "ORDER BY a.budget_line, a.source";
constexpr std::string_view kInsert =
    "INSERT INTO settlement (id, programme, budget_year, agency, state, journal_position, creator) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertLines =
    "INSERT INTO settlement_line (settlement, budget_line, source, component_project, allotted_vnd, "
    "spent_vnd, "
    "lapsed_vnd, carried_forward_vnd, refunded_vnd) VALUES";
// By primary key.
constexpr std::string_view kLock =
    "SELECT id, programme, budget_year, agency, state, journal_position, creator, reviewer, approver, "
    "version, appraiser "
    "FROM settlement WHERE id = ? FOR UPDATE";
constexpr std::string_view kUpdate =
    "UPDATE settlement SET state = ?, reviewer = ?, appraiser = ?, approver = ?, version = ? WHERE id = ?";
constexpr std::string_view kList =
    "SELECT id, programme, budget_year, agency, state, journal_position, creator, reviewer, approver, "
    "version, appraiser "
    "FROM settlement WHERE CONCAT(9999 - budget_year, '|', id) > ? AND (? = 0 OR budget_year = ?) "
    "AND (? = '' OR agency = ?) ORDER BY CONCAT(9999 - budget_year, '|', id) LIMIT ?";
constexpr std::string_view kLines =
    "SELECT budget_line, source, component_project, allotted_vnd, spent_vnd, lapsed_vnd, "
    "carried_forward_vnd, "
    "refunded_vnd FROM settlement_line WHERE settlement = ? ORDER BY budget_line, source";

void ReadLines(const std::vector<storage::Row>& rows,
               google::protobuf::RepeatedPtrField<pb::SettlementLine>& lines) {
  for (const storage::Row& row : rows) {
    pb::SettlementLine& line = *lines.Add();
    line.set_budget_line(row.Text(0));
    line.set_source(row.Text(1));
    line.set_component_project(row.Text(2));
    line.set_allotted_vnd(row.Int(3));
    line.set_spent_vnd(row.Int(4));
    line.set_lapsed_vnd(row.Int(5));
    line.set_carried_forward_vnd(row.Int(6));
    line.set_refunded_vnd(row.Int(7));
  }
}

pb::Settlement Read(storage::Session& session, const storage::Row& row) {
  pb::Settlement settlement;
  settlement.set_name(row.Text(0));
  settlement.set_programme(row.Text(1));
  settlement.set_budget_year(static_cast<int>(row.Int(2)));
  settlement.set_agency(row.Text(3));
  settlement.set_state(static_cast<pb::Settlement::State>(row.Int(4)));
  settlement.set_journal_position(row.Int(5));
  settlement.set_creator(row.Text(6));
  settlement.set_reviewer(row.Text(7));
  settlement.set_approver(row.Text(8));
  settlement.set_etag(std::to_string(row.Int(9)));
  settlement.set_appraiser(row.Text(10));
  ReadLines(session.Query(kLines, {settlement.name()}), *settlement.mutable_lines());
  return settlement;
}

}  // namespace

std::vector<pb::SettlementLine> CompileLines(storage::Session& session, const std::string& programme,
                                             int budget_year, const std::string& agency) {
  const std::int64_t year = budget_year;
  google::protobuf::RepeatedPtrField<pb::SettlementLine> lines;
  ReadLines(session.Query(kCompile, {programme, year, agency, programme, year, agency}), lines);
  return {lines.begin(), lines.end()};
}

bool InsertSettlement(storage::Session& session, const pb::Settlement& settlement) {
  try {
    session.Execute(kInsert,
                    {settlement.name(), settlement.programme(), std::int64_t{settlement.budget_year()},
                     settlement.agency(), std::int64_t{settlement.state()}, settlement.journal_position(),
                     settlement.creator()});
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
  std::vector<std::vector<storage::Value>> rows;
  for (const pb::SettlementLine& line : settlement.lines()) {
    rows.push_back({settlement.name(), line.budget_line(), line.source(), line.component_project(),
                    line.allotted_vnd(), line.spent_vnd(), line.lapsed_vnd(), line.carried_forward_vnd(),
                    line.refunded_vnd()});
  }
  session.ExecuteRows(kInsertLines, rows);
  return true;
}

std::optional<pb::Settlement> LockSettlement(storage::Session& session, const std::string& name) {
  const auto row = session.QueryOne(kLock, {name});
  if (!row) return std::nullopt;
  return Read(session, *row);
}

void UpdateSettlement(storage::Session& session, pb::Settlement& settlement) {
  const std::int64_t version = NumberOf("", settlement.etag()).value() + 1;
  session.Execute(kUpdate, {std::int64_t{settlement.state()}, settlement.reviewer(), settlement.appraiser(),
                            settlement.approver(), version, settlement.name()});
  settlement.set_etag(std::to_string(version));
}

std::vector<pb::Settlement> ListSettlements(storage::Session& session, int budget_year,
                                            const std::string& agency, const rpc::Page& page) {
  const std::int64_t year = budget_year;
  std::vector<pb::Settlement> settlements;
  for (const storage::Row& row :
       session.Query(kList, {page.after, year, year, agency, agency, std::int64_t{page.size} + 1})) {
    settlements.push_back(Read(session, row));
  }
  return settlements;
}

std::string SortKey(const pb::Settlement& settlement) {
  return std::to_string(9999 - settlement.budget_year()) + "|" + settlement.name();
}

}  // namespace cpb::disbursement::store
