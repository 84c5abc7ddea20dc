/// Trails: from one payment back to the money, the plan and the people behind it; and the list of events.
#pragma once

#include "absl/status/statusor.h"
#include "cpbudget/audit/v1/audit.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"

namespace cpb::audit {

/// Stateless.
class Trail {
 public:
  explicit Trail(storage::Database& database) : database_{database} {}

  /// Plan, appropriation, round, adjustments, commitment and the payment's own steps, oldest first. NOT_FOUND
  /// for an unknown payment.
  absl::StatusOr<cpbudget::audit::v1::TracePaymentResponse> Trace(const rpc::Call& call,
                                                                  const std::string& payment);
  /// One page of events, oldest first; an auditor of one province sees those of that province.
  absl::StatusOr<cpbudget::audit::v1::ListEventsResponse> List(
      const rpc::Call& call, const cpbudget::audit::v1::ListEventsRequest& request);

 private:
  storage::Database& database_;
};

}  // namespace cpb::audit
