/// Rounds: compute, compare, approve, issue, withdraw, revoke, read.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/feed/feed.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/approval_chains.h"
#include "services/allocation/app/poster.h"
#include "services/allocation/app/rulebooks.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class RoundsDesk {
 public:
  /// `plans` is the consumer of registration's feed.
  RoundsDesk(storage::Database& database, Rulebooks& rulebooks, const Sources& sources,
             const ApprovalChains& chains, feed::Consumer& plans, Poster& poster)
      : database_{database},
        rulebooks_{rulebooks},
        sources_{sources},
        chains_{chains},
        plans_{plans},
        poster_{poster} {}

  absl::Status Create(const rpc::Call& call, const cpbudget::allocation::v1::CreateRoundRequest& request,
                      cpbudget::allocation::v1::CreateRoundResponse& response);
  absl::Status Approve(const rpc::Call& call, const cpbudget::allocation::v1::ApproveRoundRequest& request,
                       cpbudget::allocation::v1::ApproveRoundResponse& response);
  absl::Status Issue(const rpc::Call& call, const cpbudget::allocation::v1::IssueRoundRequest& request,
                     cpbudget::allocation::v1::IssueRoundResponse& response);
  absl::Status Get(const rpc::Call& call, const cpbudget::allocation::v1::GetRoundRequest& request,
                   cpbudget::allocation::v1::GetRoundResponse& response);
  /// The round with all lines that the caller sees, however many.
  absl::StatusOr<cpbudget::allocation::v1::Round> GetWhole(const rpc::Call& call, const std::string& name);
  absl::Status ListLines(const rpc::Call& call,
                         const cpbudget::allocation::v1::ListRoundLinesRequest& request,
                         cpbudget::allocation::v1::ListRoundLinesResponse& response);
  absl::Status Compare(const rpc::Call& call, const cpbudget::allocation::v1::CompareRoundsRequest& request,
                       cpbudget::allocation::v1::CompareRoundsResponse& response);
  absl::Status Withdraw(const rpc::Call& call, const cpbudget::allocation::v1::WithdrawRoundRequest& request,
                        cpbudget::allocation::v1::WithdrawRoundResponse& response);
  absl::Status Revoke(const rpc::Call& call, const cpbudget::allocation::v1::RevokeRoundRequest& request,
                      cpbudget::allocation::v1::RevokeRoundResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListRoundsRequest& request,
                    cpbudget::allocation::v1::ListRoundsResponse& response);

 private:
  storage::Database& database_;
  Rulebooks& rulebooks_;
  const Sources& sources_;
  const ApprovalChains& chains_;
  feed::Consumer& plans_;
  Poster& poster_;
};

}  // namespace cpb::allocation
