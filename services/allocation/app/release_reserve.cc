// Releasing part of a reserve: a second person decides, the ledger books it, and only then can it be
// allotted.
#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/appropriations_desk.h"
#include "services/allocation/app/decision_numbers.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/appropriations.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {

namespace pb = cpbudget::allocation::v1;

absl::Status AppropriationsDesk::ReleaseReserve(const rpc::Call& call,
                                                const pb::ReleaseReserveRequest& request,
                                                pb::ReleaseReserveResponse& response) {
  const auto Prepare = [&](storage::Session& session) -> absl::StatusOr<Intent> {
    LockGrants(session);
    auto found = LockBookedAppropriation(session, request.name());
    if (!found) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    pb::Appropriation appropriation = *std::move(found);
    CPB_RETURN_IF_ERROR(MayReleaseReserve(call, appropriation));
    CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, request.amount_vnd()));
    if (auto refusal = ledger::CheckPeriod(ledger::Step::kBudget, appropriation.budget_year(), call.today)) {
      return rpc::ToStatus(*refusal);
    }
    // One at a time, so that a refusal of the ledger undoes the right one.
    if (!appropriation.releases().empty() && !appropriation.releases().rbegin()->posted())
      return rpc::Refuse(kReleaseUnderWay, {{"appropriation", appropriation.name()}});
    if (request.amount_vnd() > appropriation.reserve_held_vnd()) {
      return rpc::Refuse(kReserveExceeded, {{"appropriation", appropriation.name()},
                                            {"held", refusal::FormatVnd(appropriation.reserve_held_vnd())},
                                            {"asked", refusal::FormatVnd(request.amount_vnd())}});
    }
    CPB_RETURN_IF_ERROR(UseDecisionNumber(session, NumberToday(call, request.decision_number()),
                                          {appropriation.name(), request.part_of()}));
    appropriation.set_reserve_held_vnd(appropriation.reserve_held_vnd() - request.amount_vnd());
    pb::ReserveRelease& release = *appropriation.add_releases();
    release.set_amount_vnd(request.amount_vnd());
    release.set_decision_number(request.decision_number());
    release.set_reason(request.reason());
    release.set_releaser(call.signature());
    release.set_effective_date(clock::FormatDate(call.today));
    UpdateAppropriation(session, appropriation);
    return Intent{.kind = PostingKind::kReserveRelease,
                  .document = appropriation.name(),
                  .request = ReleaseDocument(appropriation, request.amount_vnd(), call.today)};
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    *response.mutable_appropriation() = GetAppropriation(session, posting.document);
    response.set_journal_position(posting.journal_position);
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

}  // namespace cpb::allocation
