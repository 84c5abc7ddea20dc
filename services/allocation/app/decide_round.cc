// Approving and issuing rounds.
#include "libs/feed/feed.h"
#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/decision_numbers.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/issue_in_parts.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/names.h"
#include "services/allocation/store/plans.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// The round, locked, in the state and with the etag that the step needs.
absl::StatusOr<Round> LockInState(storage::Session& session, const std::string& name, const std::string& etag,
                                  Round::State state) {
  auto round = LockRound(session, name);
  if (!round) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  if (round->state() != state) {
    return rpc::Refuse(kRoundState, {{"round", name}, {"state", Round::State_Name(round->state())}});
  }
  if (round->etag() != etag) return rpc::Refuse(refusal::kEtagMismatch, {{"resource", name}});
  return *std::move(round);
}

absl::StatusOr<Intent> WholeRound(storage::Session& session, const Round& round, clock::Date effective) {
  return Intent{
      .kind = PostingKind::kRound,
      .document = round.name(),
      .request = RoundDocument(round, ListAllRoundLines(session, round.name()),
                               PlansOfRound(session, round.name()), effective, Giver::kAppropriation)};
}

}  // namespace

absl::Status RoundsDesk::Approve(const rpc::Call& call, const pb::ApproveRoundRequest& request,
                                 pb::ApproveRoundResponse& response) {
  const auto chains = chains_.InForce(call, cpbudget::registration::v1::ApprovalChain::DOCUMENT_ROUND);
  return rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        LockGrants(session);
        CPB_ASSIGN_OR_RETURN(Round round,
                             LockInState(session, request.name(), request.etag(), Round::STATE_COMPUTED));
        CPB_RETURN_IF_ERROR(chains.status());
        CPB_ASSIGN_OR_RETURN(const std::string chain_version,
                             chains->CheckStep(call, ChainStepKind::kApprove,
                                               SourcesOfRound(session, round.name()), round.name()));
        CPB_RETURN_IF_ERROR(MayApproveRound(call, round, PlansOfRound(session, round.name())));
        CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, round.allotted_vnd()));
        CPB_RETURN_IF_ERROR(UseDecisionNumber(session, NumberToday(call, request.decision_number()),
                                              {round.name(), request.part_of()}));
        round.set_state(Round::STATE_APPROVED);
        round.set_approver(call.signature());
        round.set_chain_version(chain_version);
        round.set_decision_number(request.decision_number());
        UpdateRound(session, round, /*new_version=*/true);
        FillLines(session, "", round);
        feed::Append(session, call,
                     {{.type = "round.approved", .resource = round.name(), .payload = &round}});
        *response.mutable_round() = std::move(round);
        return absl::OkStatus();
      });
}

absl::Status RoundsDesk::Issue(const rpc::Call& call, const pb::IssueRoundRequest& request,
                               pb::IssueRoundResponse& response) {
  const auto Prepare = [&](storage::Session& session) -> absl::StatusOr<Intent> {
    CPB_ASSIGN_OR_RETURN(Round round,
                         LockInState(session, request.name(), request.etag(), Round::STATE_APPROVED));
    if (auto refusal = ledger::CheckPeriod(ledger::Step::kBudget, round.budget_year(), call.today)) {
      return rpc::ToStatus(*refusal);
    }
    CPB_ASSIGN_OR_RETURN(Intent intent, NeedsParts(round) ? SetAside(session, round, call.today)
                                                          : WholeRound(session, round, call.today));
    round.set_state(Round::STATE_ISSUING);
    UpdateRound(session, round, /*new_version=*/false);
    return intent;
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    Round round = FindRound(session, posting.document).value();
    if (round.state() == Round::STATE_ISSUING)
      return absl::UnavailableError("parts of the round are on their way");
    FillLines(session, "", round);
    *response.mutable_round() = std::move(round);
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

}  // namespace cpb::allocation
