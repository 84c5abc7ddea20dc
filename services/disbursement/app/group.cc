#include "services/disbursement/app/group.h"

#include <algorithm>
#include <set>
#include <utility>

#include "libs/rpc/requests.h"
#include "services/disbursement/store/accounts.h"

namespace cpb::disbursement::app {
namespace {

using Vouchers = std::vector<Voucher*>;

/// Ends a unit of work that must leave nothing, without being a failure. Never leaves this file.
const char kEndWithoutTrace[] = "ended without a trace on purpose";

Rows LockRows(storage::Session& session, const Vouchers& vouchers) {
  std::set<std::int64_t> commitments, with_advances;
  std::set<std::string> lines;
  for (const Voucher* voucher : vouchers) {
    const Voucher::Wants wants = voucher->wants();
    lines.insert(wants.budget_line);
    if (wants.commitment != 0) commitments.insert(wants.commitment);
    if (wants.commitment != 0 && wants.earlier_advances) with_advances.insert(wants.commitment);
  }
  Rows rows;
  rows.commitments = store::LockCommitments(session, commitments);
  rows.lines = store::LockLines(session, lines);
  // The commitments are locked: no other advance can be added to them now.
  rows.earlier_advances_vnd = store::AdvancedSoFar(session, with_advances);
  return rows;
}

/// Decides each voucher in turn on the same locked accounts.
Posting DecideEach(const Vouchers& vouchers, const store::LockedAccounts& accounts, Rows& rows) {
  Posting posting{accounts};
  for (Voucher* voucher : vouchers) {
    voucher->response().Clear();
    voucher->outcome = voucher->Decide(rows, posting);
  }
  return posting;
}

/// Locks what the vouchers touch and decides them. Accounts that do not exist are made only for what is
/// accepted.
Posting LockAndDecide(storage::Session& session, const Vouchers& vouchers, Rows& rows) {
  const Rows locked = LockRows(session, vouchers);
  std::vector<ledger::AccountKey> keys;
  for (const Voucher* voucher : vouchers) {
    for (ledger::AccountKey& key : voucher->Accounts(locked)) keys.push_back(std::move(key));
  }
  store::LockedAccounts accounts = store::LockKnownAccounts(session, keys);
  while (true) {
    rows = locked;
    Posting posting = DecideEach(vouchers, accounts, rows);
    const std::vector<ledger::AccountKey> missing = posting.Missing();
    if (missing.empty()) return posting;
    // Somebody else may have made and filled them in the meantime, so everything is decided anew.
    accounts.merge(store::LockAccounts(session, missing));
  }
}

/// Writes what the accepted vouchers bring about and fills their responses.
void Write(storage::Session& session, const Vouchers& accepted, const Rows& rows, Posting& posting) {
  Inserts inserts;
  std::set<std::int64_t> drawn_on;
  for (Voucher* voucher : accepted) {
    voucher->AddTo(inserts);
    if (const std::int64_t commitment = voucher->wants().commitment) drawn_on.insert(commitment);
  }
  for (const std::int64_t id : drawn_on) {
    const auto& message = rows.commitments.at(id).message;
    store::SetRemaining(session, message.name(), message.remaining_vnd());
  }
  store::InsertCommitments(session, inserts.commitments);
  store::InsertPayments(session, inserts.payments);
  std::vector<Posting::Origin> origins;
  origins.reserve(accepted.size());
  for (std::size_t i = 0; i < accepted.size(); ++i) {
    origins.push_back({&accepted[i]->call(), accepted[i]->key().request_id, accepted[i]->event()});
    posting.SetName(i, origins.back().last.resource);
  }
  const std::vector<std::int64_t> positions = posting.BookEach(session, origins);
  for (std::size_t i = 0; i < accepted.size(); ++i) accepted[i]->Answer(positions[i]);
}

Vouchers Accepted(const Vouchers& vouchers) {
  Vouchers accepted;
  std::copy_if(vouchers.begin(), vouchers.end(), std::back_inserter(accepted),
               [](const Voucher* voucher) { return voucher->outcome.ok(); });
  return accepted;
}

/// The vouchers whose ids were free; the others get the outcome of the first time.
Vouchers ClaimIds(storage::Session& session, const Vouchers& vouchers) {
  std::vector<const rpc::RequestKey*> keys;
  for (const Voucher* voucher : vouchers) keys.push_back(&voucher->key());
  const std::vector<bool> is_new = rpc::ClaimAll(session, keys);
  Vouchers fresh;
  for (std::size_t i = 0; i < vouchers.size(); ++i) {
    if (is_new[i]) {
      fresh.push_back(vouchers[i]);
    } else {
      vouchers[i]->outcome = rpc::Replay(session, vouchers[i]->key(), vouchers[i]->response());
    }
  }
  return fresh;
}

/// One try. Vouchers whose outcome is not remembered must leave nothing: they go to `left_out`, and the unit
/// of work is given up for the others to be decided without them.
absl::Status DecideInSession(storage::Session& session, const Vouchers& vouchers, Vouchers& left_out) {
  left_out.clear();
  const Vouchers fresh = ClaimIds(session, vouchers);
  if (fresh.empty()) return absl::OkStatus();
  Rows rows;
  Posting posting = LockAndDecide(session, fresh, rows);
  for (Voucher* voucher : fresh) {
    if (!voucher->outcome.ok() && !rpc::IsRemembered(voucher->outcome)) left_out.push_back(voucher);
  }
  if (!left_out.empty()) return absl::AbortedError(kEndWithoutTrace);
  Write(session, Accepted(fresh), rows, posting);
  std::vector<rpc::RequestOutcome> outcomes;
  outcomes.reserve(fresh.size());
  for (Voucher* voucher : fresh) {
    outcomes.push_back({&voucher->key(), &voucher->call(), voucher->outcome, &voucher->response()});
  }
  rpc::RecordAll(session, outcomes);
  return absl::OkStatus();
}

/// OK when every voucher has its outcome; else the failure of the database, and `undecided` has none.
absl::Status TryTogether(storage::Database& database, Vouchers& undecided) {
  while (!undecided.empty()) {
    Vouchers left_out;
    const absl::Status status = database.Write(
        [&](storage::Session& session) { return DecideInSession(session, undecided, left_out); });
    if (status.ok()) return status;
    if (left_out.empty() || status.message() != kEndWithoutTrace) return status;
    const std::set<Voucher*> out(left_out.begin(), left_out.end());
    undecided.erase(
        std::remove_if(undecided.begin(), undecided.end(), [&](Voucher* v) { return out.contains(v); }),
        undecided.end());
  }
  return absl::OkStatus();
}

/// Whether the failure may be the fault of one document rather than of the database.
bool MayBeOneOfThem(const absl::Status& failure) {
  return failure.code() != absl::StatusCode::kUnavailable &&
         failure.code() != absl::StatusCode::kResourceExhausted;
}

void Fail(Voucher& voucher, const absl::Status& failure) {
  voucher.response().Clear();
  voucher.outcome = failure;
}

}  // namespace

void DecideTogether(storage::Database& database, const Vouchers& vouchers) {
  Vouchers undecided = vouchers;
  const absl::Status failure = TryTogether(database, undecided);
  if (failure.ok()) return;
  const bool one_by_one = undecided.size() > 1 && MayBeOneOfThem(failure);
  for (Voucher* voucher : undecided) {
    Vouchers alone{voucher};
    const absl::Status status = one_by_one ? TryTogether(database, alone) : failure;
    if (!status.ok()) Fail(*voucher, status);
  }
}

absl::Status Rehearse(storage::Database& database, Voucher& voucher) {
  return rpc::Rehearse(database, voucher.response(), [&](storage::Session& session) -> absl::Status {
    Rows rows;
    Posting posting = LockAndDecide(session, {&voucher}, rows);
    CPB_RETURN_IF_ERROR(voucher.outcome);
    Write(session, {&voucher}, rows, posting);
    return absl::OkStatus();
  });
}

}  // namespace cpb::disbursement::app
