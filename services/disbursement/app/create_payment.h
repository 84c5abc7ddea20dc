/// Preparing a payment or an advance: its money is reserved at once, so nobody else can spend it meanwhile.
#pragma once

#include <memory>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "libs/rpc/later.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/app/voucher.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status CreatePayment(const App& app, const rpc::Call& call, const pb::CreatePaymentRequest& request,
                           pb::CreatePaymentResponse& response);

/// The same without blocking: `finish` is called once, from any thread. `call`, `request` and `response` stay
/// until then.
void CreatePaymentLater(const App& app, const rpc::Call& call, const pb::CreatePaymentRequest& request,
                        pb::CreatePaymentResponse& response, rpc::Finish finish);

/// A payment (no advance) that is to be decided together with others. `call`, `request` and `response`
/// outlive it.
std::unique_ptr<Voucher> MakePaymentVoucher(const rpc::Call& call, rpc::RequestKey key,
                                            const pb::CreatePaymentRequest& request,
                                            pb::CreatePaymentResponse& response);

}  // namespace cpb::disbursement::app
