/// Payments and advances: reading and withdrawing them, and what every step on them needs.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/treasury.h"
#include "services/disbursement/store/payments.h"

namespace cpb::disbursement::app {

absl::Status CancelPayment(const App& app, const rpc::Call& call, const pb::CancelPaymentRequest& request,
                           pb::CancelPaymentResponse& response);
absl::Status GetPayment(const App& app, const rpc::Call& call, const pb::GetPaymentRequest& request,
                        pb::GetPaymentResponse& response);
absl::Status ListPayments(const App& app, const rpc::Call& call, const pb::ListPaymentsRequest& request,
                          pb::ListPaymentsResponse& response);

/// Locks a payment by name; NOT_FOUND.
absl::StatusOr<store::Payment> LockPaymentByName(storage::Session& session, const std::string& name);
/// PAYMENT_STATE and its like, unless the step is possible now.
absl::Status CheckState(PaymentStep step, const pb::Payment& payment);
/// SAME_PERSON when the caller decided about the payment's budget line.
absl::Status CheckNotDecider(storage::Session& session, const rpc::Call& call, const pb::Payment& payment);
/// Gives reserved money back to where it came from: the document to book. Raises what remains of the
/// commitment.
absl::StatusOr<Document> ReturnMoney(storage::Session& session, const rpc::Call& call,
                                     const store::Payment& payment, const std::string& step);

}  // namespace cpb::disbursement::app
