/// Books and statements side by side: what stands on one side only, who matched it, who explained it.
#pragma once

#include "cpbudget/disbursement/v1/reconciliation.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status ListReconciliation(const App& app, const rpc::Call& call,
                                const pb::ListReconciliationRequest& request,
                                pb::ListReconciliationResponse& response);
absl::Status AcceptMatch(const App& app, const rpc::Call& call, const pb::AcceptMatchRequest& request,
                         pb::AcceptMatchResponse& response);
absl::Status ExplainDifference(const App& app, const rpc::Call& call,
                               const pb::ExplainDifferenceRequest& request,
                               pb::ExplainDifferenceResponse& response);

/// RECONCILIATION_OPEN while something of the year stands on one side only and nobody explained it.
absl::Status CheckReconciled(storage::Session& session, const std::string& programme, int budget_year);

}  // namespace cpb::disbursement::app
