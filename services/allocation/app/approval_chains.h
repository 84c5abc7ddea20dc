/// The approval chains in force, asked of registration when somebody is about to decide.
#pragma once

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "cpbudget/registration/v1/reference.grpc.pb.h"
#include "libs/rpc/call.h"
#include "services/allocation/domain/chain.h"

namespace cpb::allocation {

using ChainDocument = cpbudget::registration::v1::ApprovalChain::Document;

/// Chains of one kind of document on one day.
class DocumentChains {
 public:
  explicit DocumentChains(std::vector<Chain> chains) : chains_{std::move(chains)} {}

  /// The version of the chains by which the caller may take the step for all of these sources, else
  /// NOT_IN_CHAIN.
  absl::StatusOr<std::string> CheckStep(const rpc::Call& call, ChainStepKind step,
                                        const std::set<std::string>& sources,
                                        const std::string& document) const;

 private:
  std::vector<Chain> chains_;
};

class ApprovalChains {
 public:
  using Stub = cpbudget::registration::v1::ReferenceService::Stub;

  ApprovalChains(rpc::Server& server, Stub& registration) : server_{server}, registration_{registration} {}

  /// In force today. Asked ahead of the unit of work, so that no lock is held meanwhile; what was decided
  /// before is repeated whatever it says. UNAVAILABLE without registration: nobody decides unchecked.
  absl::StatusOr<DocumentChains> InForce(const rpc::Call& call, ChainDocument document) const;

 private:
  rpc::Server& server_;
  Stub& registration_;
};

}  // namespace cpb::allocation
