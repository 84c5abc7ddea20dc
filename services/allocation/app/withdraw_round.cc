// Withdrawing a round that is not issued: its plans wait again.
#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/names.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {

namespace pb = cpbudget::allocation::v1;

absl::Status RoundsDesk::Withdraw(const rpc::Call& call, const pb::WithdrawRoundRequest& request,
                                  pb::WithdrawRoundResponse& response) {
  const auto Work = [&](storage::Session& session) -> absl::Status {
    LockGrants(session);  // What its establishments were promised is free again.
    auto round = LockRound(session, request.name());
    if (!round) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    if (round->state() != Round::STATE_COMPUTED && round->state() != Round::STATE_APPROVED) {
      return rpc::Refuse(kRoundState,
                         {{"round", request.name()}, {"state", Round::State_Name(round->state())}});
    }
    if (round->etag() != request.etag()) {
      return rpc::Refuse(refusal::kEtagMismatch, {{"resource", request.name()}});
    }
    ReleaseRound(session, round->name());
    round->set_state(Round::STATE_WITHDRAWN);
    round->set_withdrawer(call.signature());
    round->set_withdraw_reason(request.reason());
    UpdateRound(session, *round, /*new_version=*/true);
    FillLines(session, "", *round);
    feed::Append(session, call, {{.type = "round.withdrawn", .resource = round->name(), .payload = &*round}});
    *response.mutable_round() = *std::move(round);
    return absl::OkStatus();
  };
  return rpc::Once(database_, call, request.request_id(), request, response, Work);
}

}  // namespace cpb::allocation
