/// What the rules of the payment step say of a payment with its papers, asked ahead of the first signature.
#pragma once

#include <cstdint>
#include <string>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/app/rules.h"

namespace cpb::disbursement::app {

/// The judgement, and the facts that can still change until the signature.
struct PaymentJudgement {
  std::string papers;            ///< Ids of the documents and the contribution: equal texts, equal papers.
  std::int64_t support_vnd = 0;  ///< What the line gave before.
  absl::StatusOr<rules::RuleOutcome> outcome = rules::RuleOutcome{};
};

/// Kept as the decision of `requests/{request_id}`; an empty id keeps nothing. What is not there, or cannot
/// be signed any more, is left for the unit of work to refuse or to repeat.
PaymentJudgement JudgePayment(const App& app, const rpc::Call& call, const std::string& payment,
                              const std::string& request_id);

/// Under the lock of the payment: ABORTED when a paper came in since, or another payment of the line was
/// signed: then the rules must be asked again.
absl::Status CheckStillHolds(storage::Session& session, const ::cpbudget::disbursement::v1::Payment& payment,
                             const PaymentJudgement& judgement);

}  // namespace cpb::disbursement::app
