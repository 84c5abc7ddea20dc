/// Closing a budget year: what is left lapses, unit by unit, and nothing can be booked into the year
/// afterwards.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status CloseYear(const App& app, const rpc::Call& call, const pb::CloseYearRequest& request,
                       pb::CloseYearResponse& response);

}  // namespace cpb::disbursement::app
