/// Rows of `outcome_proposal`: what one person says became of a payment of unknown outcome.
#pragma once

#include <cstdint>
#include <string>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Numbers of the column `decision`.
enum class ProposalDecision : int { kOpen = 0, kConfirmed = 1, kRejected = 2, kOvertaken = 3 };

/// Fills `payment.proposal` when one is open. Under the payment's lock nobody changes it meanwhile.
void ReadOpenProposal(storage::Session& session, pb::Payment& payment);
/// The payment has none that is open.
void InsertProposal(storage::Session& session, const std::string& payment,
                    const pb::OutcomeProposal& proposal);
/// Decides the open one, if any.
void DecideProposal(storage::Session& session, const rpc::Call& call, const std::string& payment,
                    ProposalDecision decision, const std::string& note);
/// A statement, or whatever else became certain, was faster than the second person.
inline void OvertakeProposal(storage::Session& session, const rpc::Call& call, const std::string& payment) {
  DecideProposal(session, call, payment, ProposalDecision::kOvertaken, "");
}

}  // namespace cpb::disbursement::store
