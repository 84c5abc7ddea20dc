#include "services/disbursement/store/commitments.h"

#include <limits>
#include <string_view>

#include "services/disbursement/store/findings.h"

namespace cpb::disbursement::store {
namespace {

using storage::OrNull;
using storage::Value;

// RETURNING spares the round trip that would ask for the number.
constexpr std::string_view kInsert =
    "INSERT INTO commitment (budget_line, budget_year, programme, source, agency, component_project, "
    "contract_number, "
    "contract_date, contractor, contract_value_vnd, amount_vnd, remaining_vnd, creator, findings, "
    "created_at) VALUES";
// By primary key.
constexpr std::string_view kFind =
    "SELECT id, budget_line, budget_year, programme, source, agency, component_project, contract_number, "
    "contract_date, "
    "contractor, contract_value_vnd, amount_vnd, remaining_vnd, creator, findings FROM commitment WHERE id = "
    "?";
constexpr std::string_view kLock =
    "SELECT id, budget_line, budget_year, programme, source, agency, component_project, contract_number, "
    "contract_date, "
    "contractor, contract_value_vnd, amount_vnd, remaining_vnd, creator, findings FROM commitment WHERE id = "
    "? "
    "FOR UPDATE";
// FORCE INDEX: on a small table the optimizer would scan, and so lock, every commitment.
constexpr std::string_view kLockMany =
    "SELECT id, budget_line, budget_year, programme, source, agency, component_project, contract_number, "
    "contract_date, "
    "contractor, contract_value_vnd, amount_vnd, remaining_vnd, creator, findings FROM commitment "
    "FORCE INDEX (PRIMARY) WHERE id IN";
constexpr std::string_view kList =
    "SELECT id, budget_line, budget_year, programme, source, agency, component_project, contract_number, "
    "contract_date, "
    "contractor, contract_value_vnd, amount_vnd, remaining_vnd, creator, findings FROM commitment "
    "WHERE id < ? AND (? = 0 OR budget_year = ?) AND (? = '' OR budget_line = ?) AND (? = '' OR agency = ?) "
    "ORDER BY id DESC LIMIT ?";
constexpr std::string_view kSetRemaining = "UPDATE commitment SET remaining_vnd = ? WHERE id = ?";
constexpr std::string_view kReleaseAll =
    "UPDATE commitment SET remaining_vnd = 0 WHERE programme = ? AND budget_year = ? AND remaining_vnd > 0";
// Prepared, sent, unknown or paid advances of one commitment, by the foreign key's index.
constexpr std::string_view kAdvanced =
    "SELECT COALESCE(SUM(amount_vnd - refunded_vnd), 0) FROM payment WHERE commitment = ? AND kind = 2 AND "
    "state <= 4";

Commitment Read(const storage::Row& row) {
  Commitment commitment;
  pb::Commitment& message = commitment.message;
  message.set_name(NameOf("commitments/", row.Int(0)));
  message.set_budget_line(row.Text(1));
  message.set_budget_year(static_cast<int>(row.Int(2)));
  commitment.programme = row.Text(3);
  message.set_source(row.Text(4));
  message.set_agency(row.Text(5));
  commitment.component_project = row.Text(6);
  message.set_contract_number(row.Text(7));
  message.set_contract_date(row.Text(8));
  message.set_contractor(row.Text(9));
  message.set_contract_value_vnd(row.Int(10));
  message.set_amount_vnd(row.Int(11));
  message.set_remaining_vnd(row.Int(12));
  message.set_creator(row.Text(13));
  ReadFindings(row.OptionalText(14), *message.mutable_findings());
  return commitment;
}

std::optional<Commitment> ReadOne(const std::optional<storage::Row>& row) {
  if (!row) return std::nullopt;
  return Read(*row);
}

}  // namespace

ledger::AccountKey Commitment::Account(ledger::Kind kind) const {
  return {programme,
          message.budget_year(),
          message.source(),
          message.agency(),
          component_project,
          message.budget_line(),
          kind};
}

void InsertCommitments(storage::Session& session, const std::vector<NewCommitment>& commitments) {
  std::vector<std::vector<Value>> rows;
  rows.reserve(commitments.size());
  for (const auto& [commitment, created_at] : commitments) {
    const pb::Commitment& message = commitment->message;
    rows.push_back({message.budget_line(), std::int64_t{message.budget_year()}, commitment->programme,
                    message.source(), message.agency(), commitment->component_project,
                    message.contract_number(), message.contract_date(), message.contractor(),
                    message.contract_value_vnd(), message.amount_vnd(), message.remaining_vnd(),
                    message.creator(), WriteFindings(message.findings()), created_at});
  }
  const std::vector<storage::Row> ids = session.QueryRows(kInsert, rows, "RETURNING id");
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    commitments[i].commitment->message.set_name(NameOf("commitments/", ids.at(i).Int(0)));
  }
}

std::map<std::int64_t, Commitment> LockCommitments(storage::Session& session,
                                                   const std::set<std::int64_t>& ids) {
  std::map<std::int64_t, Commitment> locked;
  for (const storage::Row& row :
       session.QueryIn(kLockMany, {ids.begin(), ids.end()}, "ORDER BY id FOR UPDATE")) {
    locked.emplace(row.Int(0), Read(row));
  }
  return locked;
}

std::map<std::int64_t, std::int64_t> AdvancedSoFar(storage::Session& session,
                                                   const std::set<std::int64_t>& ids) {
  std::map<std::int64_t, std::int64_t> sums;
  for (const std::int64_t id : ids) sums[id] = session.QueryOne(kAdvanced, {id}).value().Int(0);
  return sums;
}

std::optional<Commitment> LockCommitment(storage::Session& session, std::int64_t id) {
  return ReadOne(session.QueryOne(kLock, {id}));
}

std::optional<Commitment> FindCommitment(storage::Session& session, std::int64_t id) {
  return ReadOne(session.QueryOne(kFind, {id}));
}

void SetRemaining(storage::Session& session, const std::string& name, std::int64_t remaining_vnd) {
  session.Execute(kSetRemaining, {remaining_vnd, NumberOf("commitments/", name).value()});
}

void ReleaseAll(storage::Session& session, const std::string& programme, int budget_year) {
  session.Execute(kReleaseAll, {programme, std::int64_t{budget_year}});
}

std::int64_t AdvancedSoFar(storage::Session& session, const std::string& name) {
  return session.QueryOne(kAdvanced, {NumberOf("commitments/", name).value()}).value().Int(0);
}

std::vector<pb::Commitment> ListCommitments(storage::Session& session,
                                            const pb::ListCommitmentsRequest& request,
                                            const std::string& agency, const rpc::Page& page) {
  const std::int64_t before =
      page.after.empty() ? std::numeric_limits<std::int64_t>::max() : NumberOf("", page.after).value_or(0);
  const std::int64_t year = request.budget_year();
  std::vector<pb::Commitment> commitments;
  for (const storage::Row& row :
       session.Query(kList, {before, year, year, request.budget_line(), request.budget_line(), agency, agency,
                             std::int64_t{page.size} + 1})) {
    commitments.push_back(std::move(Read(row).message));
  }
  return commitments;
}

}  // namespace cpb::disbursement::store
