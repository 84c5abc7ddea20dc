/// Decides a group of vouchers in one transaction: every lock, insert and update once for all of them.
///
/// The rows are locked in the same order as everywhere else (request ids, commitments, lines and years,
/// accounts by key, the head of the feed last), so groups, single units of work and other processes on the
/// same schema line up at the database. Each voucher keeps what rpc::Once promises: see
/// libs/rpc/request_batch.h.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "libs/storage/database.h"
#include "services/disbursement/app/voucher.h"

namespace cpb::disbursement::app {

/// Sets the outcome of each voucher; no two have the same request id. A refused one is stored as refused and
/// does not disturb the others. When the database fails in a way that may be the fault of one of them, they
/// are decided one by one; when it is away, all get that failure.
void DecideTogether(storage::Database& database, const std::vector<Voucher*>& vouchers);

/// What a batch writes.
enum class Booking {
  kAccepted,      ///< Whatever is accepted.
  kAllOrNothing,  ///< Nothing when one is refused.
  kNothing,       ///< Nothing: it is only to be known what would be refused.
};
/// The same inside one unit of work, for a batch that has an id of its own. Says whether the accepted ones
/// were booked; when not, they have no response. Fails with IsDecidedMeanwhile when somebody else decided one
/// of the ids while it ran: run the unit of work again.
absl::StatusOr<bool> DecideBatch(storage::Session& session, const std::vector<Voucher*>& vouchers,
                                 Booking booking);
bool IsDecidedMeanwhile(const absl::Status& status);

/// What would be answered; nothing is kept.
absl::Status Rehearse(storage::Database& database, Voucher& voucher);

}  // namespace cpb::disbursement::app
