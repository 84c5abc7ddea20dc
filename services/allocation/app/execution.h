/// What was executed of allotted money, asked of the ledger: allocation keeps no balance.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "absl/status/statusor.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"

namespace cpb::allocation {

/// Stages of the money of one line from one source in one budget year.
struct LineExecution {
  std::int64_t available_vnd = 0;
  std::int64_t committed_vnd = 0;
  std::int64_t advanced_vnd = 0;    ///< Advanced and not cleared, or on its way through the treasury.
  std::int64_t in_payment_vnd = 0;  ///< Of that on its way through the treasury.
  std::int64_t spent_vnd = 0;
  std::int64_t refunded_vnd = 0;
  std::int64_t lapsed_vnd = 0;
};

/// Budget line, source, budget year.
using LineKey = std::tuple<std::string, std::string, int>;

struct Execution {
  std::map<LineKey, LineExecution> lines;
  /// Granted to these agencies and not allotted: programme, source, agency, budget year.
  std::map<std::tuple<std::string, std::string, std::string, int>, std::int64_t> unallotted;
  /// Lowest position that an answer of the ledger stood for.
  std::int64_t position = 0;
};

/// Balances of the lines of some agencies in a budget year; year 0 means all years.
absl::StatusOr<Execution> ReadExecution(rpc::Server& server,
                                        cpbudget::disbursement::v1::LedgerService::StubInterface& ledger,
                                        const rpc::Call& call, int budget_year,
                                        const std::set<std::string>& agencies);

}  // namespace cpb::allocation
