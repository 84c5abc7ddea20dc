/// Drafting, approving, withdrawing and reading versions of the rulebook.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rulebooks.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/rulebooks.h"

namespace cpb::allocation {

class PublishingDesk {
 public:
  PublishingDesk(storage::Database& database, Rulebooks& rulebooks)
      : database_{database}, rulebooks_{rulebooks} {}

  absl::Status Create(const rpc::Call& call,
                      const cpbudget::allocation::v1::CreateRulebookDraftRequest& request,
                      cpbudget::allocation::v1::CreateRulebookDraftResponse& response);
  absl::Status Approve(const rpc::Call& call,
                       const cpbudget::allocation::v1::ApproveRulebookDraftRequest& request,
                       cpbudget::allocation::v1::ApproveRulebookDraftResponse& response);
  absl::Status Withdraw(const rpc::Call& call,
                        const cpbudget::allocation::v1::WithdrawRulebookDraftRequest& request,
                        cpbudget::allocation::v1::WithdrawRulebookDraftResponse& response);
  absl::Status Get(const cpbudget::allocation::v1::GetRulebookDraftRequest& request,
                   cpbudget::allocation::v1::GetRulebookDraftResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListRulebookDraftsRequest& request,
                    cpbudget::allocation::v1::ListRulebookDraftsResponse& response);
  absl::Status GetRulebook(const rpc::Call& call, const cpbudget::allocation::v1::GetRulebookRequest& request,
                           cpbudget::allocation::v1::GetRulebookResponse& response);

 private:
  storage::Database& database_;
  Rulebooks& rulebooks_;
};

/// What is known of a version; `in_force` is the one of today.
cpbudget::allocation::v1::RulebookVersion ToMessage(const StoredRulebook& stored,
                                                    const std::string& in_force);

}  // namespace cpb::allocation
