/// The two signatures without which nothing leaves for the treasury: the chief accountant's, then the head's.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status SignPayment(const App& app, const rpc::Call& call, const pb::SignPaymentRequest& request,
                         pb::SignPaymentResponse& response);
absl::Status ApprovePayment(const App& app, const rpc::Call& call, const pb::ApprovePaymentRequest& request,
                            pb::ApprovePaymentResponse& response);

}  // namespace cpb::disbursement::app
