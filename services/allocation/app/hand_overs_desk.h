/// Hand-overs: what a dissolved unit still has free goes to its successor by a decision. History stays with
/// the old unit: its lines keep what they spent, the successor gets lines of its own.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/allocation/app/poster.h"
#include "services/allocation/app/provinces.h"

namespace cpb::allocation {

class HandOversDesk {
 public:
  HandOversDesk(rpc::Server& server, storage::Database& database, const Provinces& provinces,
                cpbudget::disbursement::v1::LedgerService::StubInterface& ledger, Poster& poster)
      : server_{server}, database_{database}, provinces_{provinces}, ledger_{ledger}, poster_{poster} {}

  absl::Status Create(const rpc::Call& call, const cpbudget::allocation::v1::CreateHandOverRequest& request,
                      cpbudget::allocation::v1::CreateHandOverResponse& response);
  absl::Status Approve(const rpc::Call& call, const cpbudget::allocation::v1::ApproveHandOverRequest& request,
                       cpbudget::allocation::v1::ApproveHandOverResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListHandOversRequest& request,
                    cpbudget::allocation::v1::ListHandOversResponse& response);

 private:
  rpc::Server& server_;
  storage::Database& database_;
  const Provinces& provinces_;
  cpbudget::disbursement::v1::LedgerService::StubInterface& ledger_;
  Poster& poster_;
};

}  // namespace cpb::allocation
