/// What the treasury says of payments that were sent: and how it is booked.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/treasury.h"
#include "services/disbursement/store/payments.h"

namespace cpb::disbursement::app {

absl::Status RecordOutcome(const App& app, const rpc::Call& call, const pb::RecordOutcomeRequest& request,
                           pb::RecordOutcomeResponse& response);

/// SAME_PERSON unless the treasury officer neither prepared nor signed the payment nor decided about its
/// line.
absl::Status CheckTreasuryPerson(storage::Session& session, const rpc::Call& call,
                                 const pb::Payment& payment);
/// Moves the money of a payment whose outcome is now certain, and changes the row. The document is still to
/// be booked.
absl::StatusOr<Document> Settle(storage::Session& session, const rpc::Call& call, store::Payment& payment,
                                TreasuryOutcome outcome, clock::Date value_date);
/// Event of a payment in this state: "payment.paid", "payment.refused" or "payment.unknown".
const char* EventOf(pb::Payment::State state);

}  // namespace cpb::disbursement::app
