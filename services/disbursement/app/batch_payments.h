/// Many payments in one transaction, each judged as if it came alone.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cpbudget/disbursement/v1/vouchers.pb.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

/// One payment of a batch.
struct BatchRow {
  pb::CreatePaymentRequest request;  ///< Without an id of its own, that of the batch stands for it.
  int row = 0;                       ///< Of the file, as a spreadsheet numbers it; 0 without a file.
  absl::Status fault;                ///< What is wrong with its fields; OK when they may be judged.
};

/// `rows` are those of the request, checked.
absl::Status BatchCreatePayments(const App& app, const rpc::Call& call,
                                 const pb::BatchCreatePaymentsRequest& request,
                                 const std::vector<BatchRow>& rows,
                                 pb::BatchCreatePaymentsResponse& response);
/// `rows` are those of the file, checked.
absl::Status ImportPayments(const App& app, const rpc::Call& call, const pb::ImportPaymentsRequest& request,
                            const std::vector<BatchRow>& rows, pb::ImportPaymentsResponse& response);

/// The payments of a CSV file; see ImportPayments in the contract. Cells that are wrong are faults of their
/// rows; INVALID_REQUEST when the file as a whole cannot be read.
absl::StatusOr<std::vector<BatchRow>> ReadPayments(std::string_view csv);

}  // namespace cpb::disbursement::app
