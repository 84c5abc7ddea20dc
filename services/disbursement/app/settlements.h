/// Settlement (quyết toán) of a unit for a closed year: compile → review → approve, each by another person.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status CreateSettlement(const App& app, const rpc::Call& call,
                              const pb::CreateSettlementRequest& request,
                              pb::CreateSettlementResponse& response);
absl::Status ReviewSettlement(const App& app, const rpc::Call& call,
                              const pb::ReviewSettlementRequest& request,
                              pb::ReviewSettlementResponse& response);
absl::Status AppraiseSettlement(const App& app, const rpc::Call& call,
                                const pb::AppraiseSettlementRequest& request,
                                pb::AppraiseSettlementResponse& response);
absl::Status ApproveSettlement(const App& app, const rpc::Call& call,
                               const pb::ApproveSettlementRequest& request,
                               pb::ApproveSettlementResponse& response);
absl::Status ListSettlements(const App& app, const rpc::Call& call, const pb::ListSettlementsRequest& request,
                             pb::ListSettlementsResponse& response);

}  // namespace cpb::disbursement::app
