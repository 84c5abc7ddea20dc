/// Checks the fields of requests: everything that is wrong at once, as INVALID_REQUEST with field paths.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"

namespace cpb::disbursement::wire {

namespace pb = ::cpbudget::disbursement::v1;

absl::Status Validate(const pb::PostDocumentRequest& request);
absl::Status Validate(const pb::ListBalancesRequest& request);
absl::Status Validate(const pb::ListEntriesRequest& request);
absl::Status Validate(const pb::VerifyLedgerRequest& request);
absl::Status Validate(const pb::ReverseEntryRequest& request);
absl::Status Validate(const pb::RebuildBalancesRequest& request);
absl::Status Validate(const pb::CreateCommitmentRequest& request);
absl::Status Validate(const pb::ReleaseCommitmentRequest& request);
absl::Status Validate(const pb::ListCommitmentsRequest& request);
absl::Status Validate(const pb::CreatePaymentRequest& request);
absl::Status Validate(const pb::SignPaymentRequest& request);
absl::Status Validate(const pb::ApprovePaymentRequest& request);
absl::Status Validate(const pb::GetControlChecklistRequest& request);
absl::Status Validate(const pb::ControlPaymentRequest& request);
absl::Status Validate(const pb::ProposeOutcomeRequest& request);
absl::Status Validate(const pb::ConfirmOutcomeRequest& request);
absl::Status Validate(const pb::CancelPaymentRequest& request);
absl::Status Validate(const pb::RecordOutcomeRequest& request);
absl::Status Validate(const pb::ImportStatementRequest& request);
absl::Status Validate(const pb::ClearAdvanceRequest& request);
absl::Status Validate(const pb::RefundPaymentRequest& request);
absl::Status Validate(const pb::GetPaymentRequest& request);
absl::Status Validate(const pb::ListPaymentsRequest& request);
absl::Status Validate(const pb::CloseYearRequest& request);
absl::Status Validate(const pb::CreateSettlementRequest& request);
absl::Status Validate(const pb::ReviewSettlementRequest& request);
absl::Status Validate(const pb::AppraiseSettlementRequest& request);
absl::Status Validate(const pb::ApproveSettlementRequest& request);
absl::Status Validate(const pb::ListAdvancesRequest& request);
absl::Status Validate(const pb::ListSettlementsRequest& request);

}  // namespace cpb::disbursement::wire
