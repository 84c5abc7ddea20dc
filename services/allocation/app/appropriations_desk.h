/// Appropriations: record and post, release their reserves, list; and the frameworks that bound them.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/approval_chains.h"
#include "services/allocation/app/poster.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class AppropriationsDesk {
 public:
  AppropriationsDesk(storage::Database& database, const Sources& sources, const ApprovalChains& chains,
                     Poster& poster)
      : database_{database}, sources_{sources}, chains_{chains}, poster_{poster} {}

  absl::Status Create(const rpc::Call& call,
                      const cpbudget::allocation::v1::CreateAppropriationRequest& request,
                      cpbudget::allocation::v1::CreateAppropriationResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListAppropriationsRequest& request,
                    cpbudget::allocation::v1::ListAppropriationsResponse& response);
  absl::Status ReleaseReserve(const rpc::Call& call,
                              const cpbudget::allocation::v1::ReleaseReserveRequest& request,
                              cpbudget::allocation::v1::ReleaseReserveResponse& response);
  absl::Status CutReserve(const rpc::Call& call, const cpbudget::allocation::v1::CutReserveRequest& request,
                          cpbudget::allocation::v1::CutReserveResponse& response);
  absl::Status CreateFramework(const rpc::Call& call,
                               const cpbudget::allocation::v1::CreateFrameworkRequest& request,
                               cpbudget::allocation::v1::CreateFrameworkResponse& response);
  absl::Status ListFrameworks(const rpc::Call& call,
                              const cpbudget::allocation::v1::ListFrameworksRequest& request,
                              cpbudget::allocation::v1::ListFrameworksResponse& response);

 private:
  storage::Database& database_;
  const Sources& sources_;
  const ApprovalChains& chains_;
  Poster& poster_;
};

}  // namespace cpb::allocation
