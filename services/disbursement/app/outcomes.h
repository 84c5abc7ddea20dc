/// What the treasury says of payments that were sent: one by one, or by statement.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status RecordOutcome(const App& app, const rpc::Call& call, const pb::RecordOutcomeRequest& request,
                           pb::RecordOutcomeResponse& response);
absl::Status ImportStatement(const App& app, const rpc::Call& call, const pb::ImportStatementRequest& request,
                             pb::ImportStatementResponse& response);

}  // namespace cpb::disbursement::app
