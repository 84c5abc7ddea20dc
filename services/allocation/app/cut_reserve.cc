// Taking back part of a reserve before it is released. The ledger was never given it, so nothing is booked.
#include "libs/feed/feed.h"
#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/appropriations_desk.h"
#include "services/allocation/app/decision_numbers.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/appropriations.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {

namespace pb = cpbudget::allocation::v1;

absl::Status AppropriationsDesk::CutReserve(const rpc::Call& call, const pb::CutReserveRequest& request,
                                            pb::CutReserveResponse& response) {
  return rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        LockGrants(session);
        auto found = LockBookedAppropriation(session, request.name());
        if (!found) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
        pb::Appropriation appropriation = *std::move(found);
        CPB_RETURN_IF_ERROR(MayReleaseReserve(call, appropriation));
        CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, request.amount_vnd()));
        if (auto refusal =
                ledger::CheckPeriod(ledger::Step::kBudget, appropriation.budget_year(), call.today)) {
          return rpc::ToStatus(*refusal);
        }
        if (request.amount_vnd() > appropriation.reserve_held_vnd()) {
          return rpc::Refuse(kReserveExceeded,
                             {{"appropriation", appropriation.name()},
                              {"held", refusal::FormatVnd(appropriation.reserve_held_vnd())},
                              {"asked", refusal::FormatVnd(request.amount_vnd())}});
        }
        CPB_RETURN_IF_ERROR(UseDecisionNumber(session, NumberToday(call, request.decision_number()),
                                              {appropriation.name(), request.part_of()}));
        appropriation.set_reserve_held_vnd(appropriation.reserve_held_vnd() - request.amount_vnd());
        pb::ReserveCut& cut = *appropriation.add_reserve_cuts();
        cut.set_amount_vnd(request.amount_vnd());
        cut.set_decision_number(request.decision_number());
        cut.set_reason(request.reason());
        cut.set_cutter(call.signature());
        cut.set_effective_date(clock::FormatDate(call.today));
        UpdateAppropriation(session, appropriation);
        feed::Append(session, call,
                     {{.type = "appropriation.reserve_cut",
                       .resource = appropriation.name(),
                       .payload = &appropriation}});
        *response.mutable_appropriation() = std::move(appropriation);
        return absl::OkStatus();
      });
}

}  // namespace cpb::allocation
