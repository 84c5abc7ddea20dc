/// Documents and enterprises' own spending, attached to a payment before anybody signs it.
#pragma once

#include "cpbudget/disbursement/v1/payment_papers.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status AttachPaymentDocument(const App& app, const rpc::Call& call,
                                   const pb::AttachPaymentDocumentRequest& request,
                                   pb::AttachPaymentDocumentResponse& response);
absl::Status ListPaymentPapers(const App& app, const rpc::Call& call,
                               const pb::ListPaymentPapersRequest& request,
                               pb::ListPaymentPapersResponse& response);
absl::Status GetPaymentDocument(const App& app, const rpc::Call& call,
                                const pb::GetPaymentDocumentRequest& request,
                                pb::GetPaymentDocumentResponse& response);
absl::Status RecordContribution(const App& app, const rpc::Call& call,
                                const pb::RecordContributionRequest& request,
                                pb::RecordContributionResponse& response);

}  // namespace cpb::disbursement::app
