#include "services/allocation/app/approval_chains.h"

#include <utility>

#include "libs/rpc/status.h"

namespace cpb::allocation {
namespace {

namespace rpb = cpbudget::registration::v1;

absl::StatusOr<Chain> Read(const rpb::ApprovalChain& message) {
  Chain chain{message.version(), message.source(), {}};
  for (const rpb::ApprovalStep& step : message.steps()) {
    // Of a step that is not known here nobody could say that it was taken.
    if (step.kind() != rpb::ApprovalStep::KIND_PREPARE && step.kind() != rpb::ApprovalStep::KIND_APPROVE)
      return absl::InternalError("an approval chain of allocation has a step that allocation does not know");
    ChainStep& read = chain.steps.emplace_back();
    read.kind =
        step.kind() == rpb::ApprovalStep::KIND_PREPARE ? ChainStepKind::kPrepare : ChainStepKind::kApprove;
    read.roles = {step.roles().begin(), step.roles().end()};
    read.agency = step.agency();
  }
  return chain;
}

}  // namespace

absl::StatusOr<std::string> DocumentChains::CheckStep(const rpc::Call& call, ChainStepKind step,
                                                      const std::set<std::string>& sources,
                                                      const std::string& document) const {
  const ChainCaller caller{{call.identity.roles().begin(), call.identity.roles().end()},
                           call.identity.agency()};
  if (const auto refusal = CheckChainStep(chains_, step, sources, caller, document))
    return rpc::ToStatus(*refusal);
  return chains_.empty() ? "" : chains_.front().version;
}

absl::StatusOr<DocumentChains> ApprovalChains::InForce(const rpc::Call& call, ChainDocument document) const {
  rpb::ListApprovalChainsRequest request;
  request.set_as_of_date(clock::FormatDate(call.today));
  request.set_document(document);
  grpc::ClientContext context;
  rpc::PassOnAsProgram(server_, call, context);
  rpb::ListApprovalChainsResponse response;
  const grpc::Status status = registration_.ListApprovalChains(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  std::vector<Chain> chains;
  for (const rpb::ApprovalChain& message : response.chains()) {
    CPB_ASSIGN_OR_RETURN(Chain chain, Read(message));
    chains.push_back(std::move(chain));
  }
  return DocumentChains{std::move(chains)};
}

}  // namespace cpb::allocation
