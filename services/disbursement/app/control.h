/// The treasury's control of a payment, before it is paid or, where the regime allows, after.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/domain/control.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status GetControlChecklist(const App& app, const rpc::Call& call,
                                 const pb::GetControlChecklistRequest& request,
                                 pb::GetControlChecklistResponse& response);
absl::Status ControlPayment(const App& app, const rpc::Call& call, const pb::ControlPaymentRequest& request,
                            pb::ControlPaymentResponse& response);

ControlFacts FactsToControl(const rpc::Call& call, const pb::Payment& payment);

}  // namespace cpb::disbursement::app
