/// Payments as a workbook.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "cpbudget/disbursement/v1/workbook.pb.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::app {

/// Most payments that one workbook holds, the newest; it says so when there are more.
inline constexpr int kMostPaymentsInWorkbook = 20'000;

/// The list that the workbook shows.
pb::ListPaymentsRequest ListRequestOf(const pb::ExportPaymentsRequest& request);

/// The bytes of an .xlsx of the payments that ListPayments would list.
absl::StatusOr<std::string> PaymentsWorkbook(const App& app, const rpc::Call& call,
                                             const pb::ExportPaymentsRequest& request);

}  // namespace cpb::disbursement::app
