/// Rounds: compute, approve, issue, read.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/feed/feed.h"
#include "libs/rpc/call.h"
#include "libs/rulebook/rule.h"
#include "libs/storage/database.h"
#include "services/allocation/app/poster.h"
#include "services/allocation/app/sources.h"
#include "services/allocation/store/plans.h"

namespace cpb::allocation {

class RoundsDesk {
 public:
  /// `plans` is the consumer of registration's feed.
  RoundsDesk(storage::Database& database, const rulebook::Rulebook& book, const Sources& sources,
             feed::Consumer& plans, Poster& poster)
      : database_{database}, book_{book}, sources_{sources}, plans_{plans}, poster_{poster} {}

  absl::Status Create(const rpc::Call& call, const cpbudget::allocation::v1::CreateRoundRequest& request,
                      cpbudget::allocation::v1::CreateRoundResponse& response);
  absl::Status Approve(const rpc::Call& call, const cpbudget::allocation::v1::ApproveRoundRequest& request,
                       cpbudget::allocation::v1::ApproveRoundResponse& response);
  absl::Status Issue(const rpc::Call& call, const cpbudget::allocation::v1::IssueRoundRequest& request,
                     cpbudget::allocation::v1::IssueRoundResponse& response);
  absl::Status Get(const rpc::Call& call, const cpbudget::allocation::v1::GetRoundRequest& request,
                   cpbudget::allocation::v1::GetRoundResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListRoundsRequest& request,
                    cpbudget::allocation::v1::ListRoundsResponse& response);

 private:
  absl::StatusOr<std::vector<Plan>> PlansOf(storage::Session& session,
                                            const cpbudget::allocation::v1::CreateRoundRequest& request);
  absl::StatusOr<cpbudget::allocation::v1::Round> Compute(
      storage::Session& session, const rpc::Call& call,
      const cpbudget::allocation::v1::CreateRoundRequest& request, const std::vector<Plan>& plans);

  storage::Database& database_;
  const rulebook::Rulebook& book_;
  const Sources& sources_;
  feed::Consumer& plans_;
  Poster& poster_;
};

}  // namespace cpb::allocation
