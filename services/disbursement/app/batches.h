/// Signed batches of payment orders for the treasury.
#pragma once

#include "cpbudget/disbursement/v1/treasury_link.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

/// What the signature of a batch is for; see auth::Signer::SignMessage.
inline constexpr char kBatchPurpose[] = "treasury batch";

absl::Status CreateBatch(const App& app, const rpc::Call& call, const pb::CreateBatchRequest& request,
                         pb::CreateBatchResponse& response);
absl::Status GetBatch(const App& app, const pb::GetBatchRequest& request, pb::GetBatchResponse& response);

}  // namespace cpb::disbursement::app
