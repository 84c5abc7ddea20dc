// Taking an issued round back whole: one compensating document over all its lines, or nothing.
#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/adjustments.h"
#include "services/allocation/store/allotments.h"
#include "services/allocation/store/names.h"
#include "services/allocation/store/plans.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Of one document of the ledger, which takes all lines back or none.
constexpr int kLinesOfDocument = 10'000;

/// What an adjustment brought to a line, or took from it, belongs to another decision than the round's.
absl::Status CheckUnadjusted(storage::Session& session, const std::string& round) {
  refusal::Refusal refusal{&kRoundAdjusted, {{"round", round}}, {}};
  for (const LineAdjustment& one : ListAdjustmentsOfRound(session, round)) {
    refusal.violations.push_back({.subject = one.budget_line,
                                  .text_vi = one.budget_line + ": " + one.adjustment,
                                  .text_en = one.budget_line + ": " + one.adjustment,
                                  .limit_vnd = {},
                                  .actual_vnd = {},
                                  .rule_id = "",
                                  .citation = ""});
  }
  if (refusal.violations.empty()) return absl::OkStatus();
  refusal.parameters["count"] = std::to_string(refusal.violations.size());
  return rpc::ToStatus(refusal);
}

absl::StatusOr<Round> LockIssued(storage::Session& session, const pb::RevokeRoundRequest& request) {
  auto round = LockRound(session, request.name());
  if (!round) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
  if (round->state() != Round::STATE_ISSUED) {
    return rpc::Refuse(kRoundState,
                       {{"round", request.name()}, {"state", Round::State_Name(round->state())}});
  }
  if (round->etag() != request.etag())
    return rpc::Refuse(refusal::kEtagMismatch, {{"resource", request.name()}});
  return *std::move(round);
}

}  // namespace

absl::Status RoundsDesk::Revoke(const rpc::Call& call, const pb::RevokeRoundRequest& request,
                                pb::RevokeRoundResponse& response) {
  const auto Prepare = [&](storage::Session& session) -> absl::StatusOr<Intent> {
    LockGrants(session);  // No adjustment of its lines begins meanwhile.
    CPB_ASSIGN_OR_RETURN(Round round, LockIssued(session, request));
    std::vector<Plan> plans;
    for (const std::string& plan : ListRoundPlans(session, round.name()))
      plans.push_back(FindPlan(session, plan).value());
    CPB_RETURN_IF_ERROR(MayApproveRound(call, round, plans));
    if (auto refusal = ledger::CheckPeriod(ledger::Step::kBudget, round.budget_year(), call.today))
      return rpc::ToStatus(*refusal);
    CPB_RETURN_IF_ERROR(CheckUnadjusted(session, round.name()));
    if (round.lines_count() > kLinesOfDocument)
      return rpc::Refuse(kRevocationTooLarge, {{"count", std::to_string(round.lines_count())}});
    round.set_state(Round::STATE_REVOKING);
    round.set_revoker(call.signature());
    round.set_revoke_reason(request.reason());
    round.set_revoke_decision_number(request.decision_number());
    UpdateRound(session, round, /*new_version=*/false);
    for (RoundLine& line : ListAllRoundLines(session, round.name())) *round.add_lines() = std::move(line);
    return Intent{.kind = PostingKind::kRevocation,
                  .document = round.name(),
                  .request = RevocationDocument(round, call.today)};
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    *response.mutable_round() = FindRound(session, posting.document).value();
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

}  // namespace cpb::allocation
