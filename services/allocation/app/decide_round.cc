// Approving, issuing and reading rounds.
#include "libs/feed/feed.h"
#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/domain/reasons.h"
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
  for (RoundLine& line : ListRoundLines(session, name, "")) *round->add_lines() = std::move(line);
  return *std::move(round);
}

std::vector<Plan> PlansOfRound(storage::Session& session, const std::string& round) {
  std::vector<Plan> plans;
  for (const std::string& name : ListRoundPlans(session, round))
    plans.push_back(FindPlan(session, name).value());
  return plans;
}

}  // namespace

absl::Status RoundsDesk::Approve(const rpc::Call& call, const pb::ApproveRoundRequest& request,
                                 pb::ApproveRoundResponse& response) {
  const auto chains = chains_.InForce(call, cpbudget::registration::v1::ApprovalChain::DOCUMENT_ROUND);
  return rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(Round round,
                             LockInState(session, request.name(), request.etag(), Round::STATE_COMPUTED));
        CPB_RETURN_IF_ERROR(chains.status());
        CPB_ASSIGN_OR_RETURN(const std::string chain_version,
                             chains->CheckStep(call, ChainStepKind::kApprove,
                                               SourcesOfRound(session, round.name()), round.name()));
        CPB_RETURN_IF_ERROR(MayApproveRound(call, round, PlansOfRound(session, round.name())));
        CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, round.allotted_vnd()));
        round.set_state(Round::STATE_APPROVED);
        round.set_approver(call.signature());
        round.set_chain_version(chain_version);
        round.set_decision_number(request.decision_number());
        UpdateRound(session, round, /*new_version=*/true);
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
    Intent intent{.kind = PostingKind::kRound,
                  .document = round.name(),
                  .request = RoundDocument(round, PlansOfRound(session, round.name()), call.today)};
    round.set_state(Round::STATE_ISSUING);
    UpdateRound(session, round, /*new_version=*/false);
    return intent;
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    Round round = FindRound(session, posting.document).value();
    for (RoundLine& line : ListRoundLines(session, round.name(), "")) *round.add_lines() = std::move(line);
    *response.mutable_round() = std::move(round);
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

absl::Status RoundsDesk::Get(const rpc::Call& call, const pb::GetRoundRequest& request,
                             pb::GetRoundResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    const std::string& province = call.identity.province_code();
    auto round = FindRound(session, request.name());
    auto lines = ListRoundLines(session, request.name(), province);
    // A province sees its own lines of a round, and no round without them.
    if (!round || lines.empty()) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    std::int64_t allotted = 0;
    for (RoundLine& line : lines) {
      allotted += line.allotted_vnd();
      *round->add_lines() = std::move(line);
    }
    round->set_allotted_vnd(allotted);
    *response.mutable_round() = *std::move(round);
    return absl::OkStatus();
  });
}

absl::Status RoundsDesk::List(const rpc::Call& call, const pb::ListRoundsRequest& request,
                              pb::ListRoundsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    const std::string& province = call.identity.province_code();
    auto rounds = ListRounds(session, request.budget_year(), province, page.after, page.size + 1);
    const bool more = rounds.size() > static_cast<std::size_t>(page.size);
    if (more) rounds.pop_back();
    for (ListedRound& listed : rounds) {
      if (!province.empty()) {
        std::int64_t allotted = 0;
        for (const RoundLine& line : ListRoundLines(session, listed.round.name(), province)) {
          allotted += line.allotted_vnd();
        }
        listed.round.set_allotted_vnd(allotted);
      }
      *response.add_rounds() = std::move(listed.round);
    }
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, rounds.back().sort_key));
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation
