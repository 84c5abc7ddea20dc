// Reading rounds and their lines.
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {

namespace pb = cpbudget::allocation::v1;

namespace {

/// A province sees its own lines of a round, and no round without them.
absl::StatusOr<Round> Read(storage::Session& session, const rpc::Call& call, const std::string& name) {
  auto round = FindRound(session, name);
  if (round) FillLines(session, call.identity.province_code(), *round);
  if (!round || round->lines_count() == 0) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  return *std::move(round);
}

}  // namespace

absl::Status RoundsDesk::Get(const rpc::Call& call, const pb::GetRoundRequest& request,
                             pb::GetRoundResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(*response.mutable_round(), Read(session, call, request.name()));
    return absl::OkStatus();
  });
}

absl::StatusOr<Round> RoundsDesk::GetWhole(const rpc::Call& call, const std::string& name) {
  return database_.Read([&](storage::Session& session) -> absl::StatusOr<Round> {
    CPB_ASSIGN_OR_RETURN(Round round, Read(session, call, name));
    if (round.lines_size() == round.lines_count()) return round;
    for (PlacedLine& placed :
         ListRoundLines(session, name, call.identity.province_code(), 0, round.lines_count()))
      *round.add_lines() = std::move(placed.line);
    return round;
  });
}

absl::Status RoundsDesk::ListLines(const rpc::Call& call, const pb::ListRoundLinesRequest& request,
                                   pb::ListRoundLinesResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  const std::int64_t from = page.after.empty() ? 0 : std::stoll(page.after);  // Sealed, so it is ours.
  return database_.Read([&](storage::Session& session) -> absl::Status {
    response.Clear();
    auto lines = ListRoundLines(session, request.round(), call.identity.province_code(), from, page.size + 1);
    if (from == 0 && lines.empty()) return rpc::Refuse(refusal::kNotFound, {{"resource", request.round()}});
    std::size_t bytes = 0;
    for (PlacedLine& placed : lines) {
      bytes += placed.line.ByteSizeLong();
      const bool full = response.lines_size() == page.size || bytes > kLineBytesInMessage;
      if (full && !response.lines().empty()) {
        response.set_next_page_token(rpc::NextPageToken(call, request, std::to_string(placed.ordinal)));
        break;
      }
      *response.add_lines() = std::move(placed.line);
    }
    return absl::OkStatus();
  });
}

absl::Status RoundsDesk::List(const rpc::Call& call, const pb::ListRoundsRequest& request,
                              pb::ListRoundsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    response.Clear();
    const std::string& province = call.identity.province_code();
    auto rounds = ListRounds(session, request.budget_year(), province, page.after, page.size + 1);
    const bool more = rounds.size() > static_cast<std::size_t>(page.size);
    if (more) rounds.pop_back();
    for (ListedRound& listed : rounds) {
      if (!province.empty()) {
        const LinesTotal total = SumRoundLines(session, listed.round.name(), province);
        listed.round.set_lines_count(total.count);
        listed.round.set_allotted_vnd(total.allotted_vnd);
      }
      *response.add_rounds() = std::move(listed.round);
    }
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, rounds.back().sort_key));
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation
