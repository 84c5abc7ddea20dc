/// An unknown outcome decided by people: one proposes it with proof, another confirms or rejects it.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status ProposeOutcome(const App& app, const rpc::Call& call, const pb::ProposeOutcomeRequest& request,
                            pb::ProposeOutcomeResponse& response);
absl::Status ConfirmOutcome(const App& app, const rpc::Call& call, const pb::ConfirmOutcomeRequest& request,
                            pb::ConfirmOutcomeResponse& response);

}  // namespace cpb::disbursement::app
