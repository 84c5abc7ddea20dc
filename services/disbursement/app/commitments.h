/// Commitments (cam kết chi): binding part of what is available to a contract, and releasing what is left of
/// it.
#pragma once

#include "cpbudget/disbursement/v1/commitments.pb.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/commitments.h"

namespace cpb::disbursement::app {

absl::Status CreateCommitment(const App& app, const rpc::Call& call,
                              const pb::CreateCommitmentRequest& request,
                              pb::CreateCommitmentResponse& response);
absl::Status ReleaseCommitment(const App& app, const rpc::Call& call,
                               const pb::ReleaseCommitmentRequest& request,
                               pb::ReleaseCommitmentResponse& response);
absl::Status AdjustCommitment(const App& app, const rpc::Call& call,
                              const pb::AdjustCommitmentRequest& request,
                              pb::AdjustCommitmentResponse& response);
/// Releases what is left of a commitment whose last day is over; nothing when it is not.
absl::Status ExpireCommitment(const App& app, const rpc::Call& call, std::int64_t id);
absl::Status ListCommitments(const App& app, const rpc::Call& call, const pb::ListCommitmentsRequest& request,
                             pb::ListCommitmentsResponse& response);

/// Locks a commitment by name; NOT_FOUND.
absl::StatusOr<store::Commitment> LockCommitmentByName(storage::Session& session, const std::string& name);

}  // namespace cpb::disbursement::app
