/// Gains and losses of donors' grants between two rates: recorded by a second person, booked as entries of
/// their own.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/exchange.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/poster.h"

namespace cpb::allocation {

class ExchangeDesk {
 public:
  ExchangeDesk(storage::Database& database, Poster& poster) : database_{database}, poster_{poster} {}

  absl::Status Record(const rpc::Call& call,
                      const cpbudget::allocation::v1::RecordExchangeDifferenceRequest& request,
                      cpbudget::allocation::v1::RecordExchangeDifferenceResponse& response);
  absl::Status List(const rpc::Call& call,
                    const cpbudget::allocation::v1::ListExchangeDifferencesRequest& request,
                    cpbudget::allocation::v1::ListExchangeDifferencesResponse& response);

 private:
  storage::Database& database_;
  Poster& poster_;
};

}  // namespace cpb::allocation
