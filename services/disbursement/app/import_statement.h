/// A statement of the treasury: every line is matched, decides or waits, and is kept.
#pragma once

#include <optional>
#include <string>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/domain/matching.h"
#include "services/disbursement/store/payments.h"

namespace cpb::disbursement::app {

absl::Status ImportStatement(const App& app, const rpc::Call& call, const pb::ImportStatementRequest& request,
                             pb::ImportStatementResponse& response);

/// A locked payment as the matching sees it. `matched_reference`: of a statement line that it has already.
Candidate CandidateOf(const pb::Payment& payment, std::optional<std::string> matched_reference);

}  // namespace cpb::disbursement::app
