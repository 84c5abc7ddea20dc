#include "services/disbursement/store/commitments.h"

#include <limits>
#include <string_view>

#include "services/disbursement/store/findings.h"

namespace cpb::disbursement::store {
namespace {

using storage::OrNull;
using storage::Value;

#define CPB_COMMITMENT_COLUMNS                                                                           \
  "SELECT id, budget_line, budget_year, programme, source, agency, component_project, contract_number, " \
  "contract_date, contractor, contract_value_vnd, amount_vnd, remaining_vnd, creator, findings, "        \
  "expires_on, "                                                                                         \
  "continues, moved_from FROM commitment "

// RETURNING spares the round trip that would ask for the number.
constexpr std::string_view kInsert =
    "INSERT INTO commitment (budget_line, budget_year, programme, source, agency, component_project, "
    "contract_number, "
    "contract_date, contractor, contract_value_vnd, amount_vnd, remaining_vnd, creator, findings, "
    "created_at, expires_on, continues, moved_from) VALUES";
// By primary key.
constexpr std::string_view kFind = CPB_COMMITMENT_COLUMNS "WHERE id = ?";
constexpr std::string_view kLock = CPB_COMMITMENT_COLUMNS "WHERE id = ? FOR UPDATE";
// FORCE INDEX: on a small table the optimizer would scan, and so lock, every commitment.
constexpr std::string_view kLockMany = CPB_COMMITMENT_COLUMNS "FORCE INDEX (PRIMARY) WHERE id IN";
constexpr std::string_view kList = CPB_COMMITMENT_COLUMNS
    "WHERE id < ? AND (? = 0 OR budget_year = ?) AND (? = '' OR budget_line = ?) AND (? = '' OR agency = ?) "
    "ORDER BY id DESC LIMIT ?";
constexpr std::string_view kInsertSlices =
    "INSERT INTO commitment_slice (commitment, budget_year, amount_vnd) VALUES";
constexpr std::string_view kSlices =
    "SELECT commitment, budget_year, amount_vnd FROM commitment_slice WHERE commitment IN";
// By primary key, then by the foreign key's index. What moved took its slice where it was made.
constexpr std::string_view kSlicesLeft =
    "SELECT s.budget_year, s.amount_vnd - COALESCE((SELECT SUM(c.amount_vnd) FROM commitment c WHERE "
    "(c.continues = s.commitment OR c.id = s.commitment) AND c.moved_from IS NULL AND c.budget_year = "
    "s.budget_year), 0) "
    "FROM commitment_slice s WHERE s.commitment = ?";
// By index by_expiry.
constexpr std::string_view kExpired =
    "SELECT id FROM commitment WHERE expires_on < ? AND remaining_vnd > 0 ORDER BY id LIMIT ?";
constexpr std::string_view kSetAmounts =
    "UPDATE commitment SET amount_vnd = ?, remaining_vnd = ? WHERE id = ?";
constexpr std::string_view kSetRemaining = "UPDATE commitment SET remaining_vnd = ? WHERE id = ?";
constexpr std::string_view kReleaseAll =
    "UPDATE commitment SET remaining_vnd = 0 WHERE programme = ? AND budget_year = ? AND remaining_vnd > 0";
// Advances of one commitment and of those that it moved from, but those that were refused or cancelled, by
// the foreign key's index. An advance that moved counts where it was paid.
constexpr std::string_view kAdvanced =
    "WITH RECURSIVE chain (id) AS (SELECT CAST(? AS SIGNED) UNION ALL SELECT c.moved_from FROM chain JOIN "
    "commitment c ON c.id = chain.id WHERE c.moved_from IS NOT NULL) "
    "SELECT COALESCE(SUM(CASE WHEN p.moved_from IS NULL THEN p.amount_vnd ELSE 0 END - p.refunded_vnd), 0) "
    "FROM chain JOIN payment p ON p.commitment = chain.id WHERE p.kind = 2 AND p.state NOT IN (5, 6)";
// By index by_line.
constexpr std::string_view kLockOpen = CPB_COMMITMENT_COLUMNS
    "WHERE budget_line = ? AND budget_year = ? AND source = ? AND remaining_vnd > 0 ORDER BY id FOR UPDATE";
#undef CPB_COMMITMENT_COLUMNS

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
  message.set_expire_date(row.OptionalText(15).value_or(""));
  if (const auto first = row.OptionalInt(16)) message.set_continues(NameOf("commitments/", *first));
  if (const auto old = row.OptionalInt(17)) message.set_moved_from(NameOf("commitments/", *old));
  return commitment;
}

std::optional<Commitment> ReadOne(const std::optional<storage::Row>& row) {
  if (!row) return std::nullopt;
  return Read(*row);
}

void AddSlices(storage::Session& session, std::vector<pb::Commitment>& commitments) {
  std::map<std::int64_t, pb::Commitment*> by_id;
  std::vector<Value> ids;
  for (pb::Commitment& commitment : commitments) {
    const std::int64_t id = NumberOf("commitments/", commitment.name()).value();
    by_id[id] = &commitment;
    ids.emplace_back(id);
  }
  for (const storage::Row& row : session.QueryIn(kSlices, ids, "ORDER BY commitment, budget_year")) {
    pb::CommitmentSlice& slice = *by_id.at(row.Int(0))->add_slices();
    slice.set_budget_year(static_cast<int>(row.Int(1)));
    slice.set_amount_vnd(row.Int(2));
  }
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
                    message.creator(), WriteFindings(message.findings()), created_at,
                    message.expire_date().empty() ? Value{} : Value{message.expire_date()},
                    OrNull(NumberOf("commitments/", message.continues())),
                    OrNull(NumberOf("commitments/", message.moved_from()))});
  }
  const std::vector<storage::Row> ids = session.QueryRows(kInsert, rows, "RETURNING id");
  std::vector<std::vector<Value>> slices;
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    pb::Commitment& message = commitments[i].commitment->message;
    message.set_name(NameOf("commitments/", ids.at(i).Int(0)));
    for (const pb::CommitmentSlice& slice : message.slices()) {
      slices.push_back({ids.at(i).Int(0), std::int64_t{slice.budget_year()}, slice.amount_vnd()});
    }
  }
  session.ExecuteRows(kInsertSlices, slices);
}

Slices SlicesLeft(storage::Session& session, std::int64_t first) {
  Slices left;
  for (const storage::Row& row : session.Query(kSlicesLeft, {first})) {
    left[static_cast<int>(row.Int(0))] = row.Int(1);
  }
  return left;
}

std::vector<std::int64_t> Expired(storage::Session& session, const std::string& today, std::int64_t limit) {
  std::vector<std::int64_t> ids;
  for (const storage::Row& row : session.Query(kExpired, {today, limit})) ids.push_back(row.Int(0));
  return ids;
}

void SetAmounts(storage::Session& session, const std::string& name, std::int64_t amount_vnd,
                std::int64_t remaining_vnd) {
  session.Execute(kSetAmounts, {amount_vnd, remaining_vnd, NumberOf("commitments/", name).value()});
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

std::vector<Commitment> LockOpenCommitments(storage::Session& session, const ledger::AccountKey& line) {
  std::vector<Commitment> commitments;
  for (const storage::Row& row :
       session.Query(kLockOpen, {line.budget_line, std::int64_t{line.budget_year}, line.source})) {
    commitments.push_back(Read(row));
  }
  return commitments;
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
  AddSlices(session, commitments);
  return commitments;
}

}  // namespace cpb::disbursement::store
