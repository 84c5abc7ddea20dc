/// Allotments: what was allotted and executed, and what of it would lapse.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/allocation/app/provinces.h"
#include "services/allocation/app/rulebooks.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class AllotmentsDesk {
 public:
  AllotmentsDesk(rpc::Server& server, storage::Database& database, Rulebooks& rulebooks,
                 const Sources& sources, const Provinces& provinces,
                 cpbudget::disbursement::v1::LedgerService::StubInterface& ledger)
      : server_{server},
        database_{database},
        rulebooks_{rulebooks},
        sources_{sources},
        provinces_{provinces},
        ledger_{ledger} {}

  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListAllotmentsRequest& request,
                    cpbudget::allocation::v1::ListAllotmentsResponse& response);
  absl::Status ListLapsing(const rpc::Call& call, const cpbudget::allocation::v1::ListLapsingRequest& request,
                           cpbudget::allocation::v1::ListLapsingResponse& response);
  absl::Status GetExecution(const rpc::Call& call,
                            const cpbudget::allocation::v1::GetBudgetExecutionRequest& request,
                            cpbudget::allocation::v1::GetBudgetExecutionResponse& response);

 private:
  rpc::Server& server_;
  storage::Database& database_;
  Rulebooks& rulebooks_;
  const Sources& sources_;
  const Provinces& provinces_;
  cpbudget::disbursement::v1::LedgerService::StubInterface& ledger_;
};

}  // namespace cpb::allocation
