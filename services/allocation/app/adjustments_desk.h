/// Adjustments: propose, approve and post, list.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/approval_chains.h"
#include "services/allocation/app/poster.h"
#include "services/allocation/app/rulebooks.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class AdjustmentsDesk {
 public:
  AdjustmentsDesk(storage::Database& database, Rulebooks& rulebooks, const Sources& sources,
                  const ApprovalChains& chains, Poster& poster)
      : database_{database}, rulebooks_{rulebooks}, sources_{sources}, chains_{chains}, poster_{poster} {}

  absl::Status Create(const rpc::Call& call, const cpbudget::allocation::v1::CreateAdjustmentRequest& request,
                      cpbudget::allocation::v1::CreateAdjustmentResponse& response);
  absl::Status Approve(const rpc::Call& call,
                       const cpbudget::allocation::v1::ApproveAdjustmentRequest& request,
                       cpbudget::allocation::v1::ApproveAdjustmentResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListAdjustmentsRequest& request,
                    cpbudget::allocation::v1::ListAdjustmentsResponse& response);

 private:
  storage::Database& database_;
  Rulebooks& rulebooks_;
  const Sources& sources_;
  const ApprovalChains& chains_;
  Poster& poster_;
};

}  // namespace cpb::allocation
