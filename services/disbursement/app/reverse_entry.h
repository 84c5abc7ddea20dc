/// Taking a booked document back: every entry of it, by new entries that name them.
#pragma once

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

absl::Status ReverseEntry(const App& app, const rpc::Call& call, const pb::ReverseEntryRequest& request,
                          pb::ReverseEntryResponse& response);

}  // namespace cpb::disbursement::app
