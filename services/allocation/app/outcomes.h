/// What becomes true when the ledger has answered. Runs in the transaction that records the answer.
#pragma once

#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/store/postings.h"

namespace cpb::allocation {

/// The ledger booked the document: appropriation posted, round issued with its allotments, adjustment posted.
void ApplyBooked(storage::Session& session, const rpc::Call& call, const Posting& posting);
/// The ledger refused it: the round is approved again, the adjustment proposed again, the appropriation gone.
void ApplyRefused(storage::Session& session, const Posting& posting);

}  // namespace cpb::allocation
