/// Preparing a payment or an advance: its money is reserved at once, so nobody else can spend it meanwhile.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status CreatePayment(const App& app, const rpc::Call& call, const pb::CreatePaymentRequest& request,
                           pb::CreatePaymentResponse& response);

}  // namespace cpb::disbursement::app
