/// What happens to money after it was paid: an advance is cleared by accepted work, or money comes back.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status ClearAdvance(const App& app, const rpc::Call& call, const pb::ClearAdvanceRequest& request,
                          pb::ClearAdvanceResponse& response);
absl::Status ListAdvances(const App& app, const rpc::Call& call, const pb::ListAdvancesRequest& request,
                          pb::ListAdvancesResponse& response);
absl::Status RefundPayment(const App& app, const rpc::Call& call, const pb::RefundPaymentRequest& request,
                           pb::RefundPaymentResponse& response);

}  // namespace cpb::disbursement::app
