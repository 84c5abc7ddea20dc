#include "services/disbursement/app/group.h"

#include <algorithm>
#include <set>
#include <utility>

#include "libs/rpc/requests.h"
#include "services/disbursement/store/accounts.h"

namespace cpb::disbursement::app {
namespace {

using Vouchers = std::vector<Voucher*>;

/// An id of the group was decided elsewhere while the group was: the next try sees its outcome.
const char kDecidedMeanwhile[] = "a request id was decided in the meantime";

Rows LockRows(storage::Session& session, const Vouchers& vouchers) {
  std::set<std::int64_t> commitments, with_advances, with_slices;
  std::set<std::string> lines;
  for (const Voucher* voucher : vouchers) {
    const Voucher::Wants wants = voucher->wants();
    lines.insert(wants.budget_line);
    if (wants.commitment != 0) commitments.insert(wants.commitment);
    if (wants.commitment != 0 && wants.earlier_advances) with_advances.insert(wants.commitment);
    if (wants.commitment != 0 && wants.slices) with_slices.insert(wants.commitment);
  }
  Rows rows;
  rows.commitments = store::LockCommitments(session, commitments);
  rows.lines = store::LockLines(session, lines);
  // The commitments are locked: no other advance, and no other year, can be added to them now.
  rows.earlier_advances_vnd = store::AdvancedSoFar(session, with_advances);
  for (const std::int64_t id : with_slices) rows.slices_left[id] = store::SlicesLeft(session, id);
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

/// The vouchers that were not decided before; the others get the outcome of the first time.
Vouchers NotDecidedBefore(storage::Session& session, const Vouchers& vouchers) {
  std::vector<const rpc::RequestKey*> keys;
  for (const Voucher* voucher : vouchers) {
    if (voucher->has_own_id()) keys.push_back(&voucher->key());
  }
  const std::vector<bool> decided = rpc::FindDecided(session, keys);
  Vouchers fresh;
  std::size_t next = 0;
  for (Voucher* voucher : vouchers) {
    if (!voucher->has_own_id() || !decided[next++]) {
      fresh.push_back(voucher);
    } else {
      voucher->outcome = rpc::Replay(session, voucher->key(), voucher->response());
    }
  }
  return fresh;
}

/// Stores what is remembered of the outcomes. False when an id was decided elsewhere in the meantime.
bool Remember(storage::Session& session, const Vouchers& vouchers) {
  std::vector<rpc::RequestOutcome> outcomes;
  outcomes.reserve(vouchers.size());
  for (Voucher* voucher : vouchers) {
    if (!voucher->has_own_id()) continue;
    if (!voucher->outcome.ok() && !rpc::IsRemembered(voucher->outcome)) continue;
    outcomes.push_back({&voucher->key(), &voucher->call(), voucher->outcome, &voucher->response()});
  }
  return rpc::RecordAll(session, outcomes);
}

/// OK when every voucher has its outcome; else the failure of the database.
absl::Status TryTogether(storage::Database& database, const Vouchers& vouchers) {
  while (true) {
    const absl::Status status = database.Write([&](storage::Session& session) {
      return DecideBatch(session, vouchers, Booking::kAccepted).status();
    });
    // Each turn finds at least one more id decided, so this ends.
    if (!IsDecidedMeanwhile(status)) return status;
  }
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

bool IsDecidedMeanwhile(const absl::Status& status) {
  return status.code() == absl::StatusCode::kAborted && status.message() == kDecidedMeanwhile;
}

absl::StatusOr<bool> DecideBatch(storage::Session& session, const Vouchers& vouchers, Booking booking) {
  const Vouchers fresh = NotDecidedBefore(session, vouchers);
  Rows rows;
  Posting posting{{}};
  if (!fresh.empty()) posting = LockAndDecide(session, fresh, rows);
  const bool one_refused = Accepted(vouchers).size() != vouchers.size();
  if (booking == Booking::kNothing || (booking == Booking::kAllOrNothing && one_refused)) return false;
  Write(session, Accepted(fresh), rows, posting);
  if (!Remember(session, fresh)) return absl::AbortedError(kDecidedMeanwhile);
  return true;
}

void DecideTogether(storage::Database& database, const Vouchers& vouchers) {
  const absl::Status failure = TryTogether(database, vouchers);
  if (failure.ok()) return;
  const bool one_by_one = vouchers.size() > 1 && MayBeOneOfThem(failure);
  for (Voucher* voucher : vouchers) {
    const absl::Status status = one_by_one ? TryTogether(database, {voucher}) : failure;
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
