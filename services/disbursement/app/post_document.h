/// Documents of the program that decides about money: appropriations, allotments, virements, supplements,
/// carry-overs.
#pragma once

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

/// The request was checked field by field.
absl::Status PostDocument(const App& app, const rpc::Call& call, const pb::PostDocumentRequest& request,
                          pb::PostDocumentResponse& response);

}  // namespace cpb::disbursement::app
