#include "services/disbursement/app/settlements.h"

#include <array>
#include <utility>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/journal.h"
#include "services/disbursement/store/settlements.h"

namespace cpb::disbursement::app {
namespace {

std::string AfterSlash(const std::string& name) {
  return name.substr(name.find('/') + 1);
}

/// "settlements/SXSH2020-2019-SCT-68"
std::string SettlementName(const pb::CreateSettlementRequest& request) {
  return "settlements/" + AfterSlash(request.programme()) + "-" + std::to_string(request.budget_year()) +
         "-" + AfterSlash(request.agency());
}

absl::Status RefuseState(const pb::Settlement& settlement) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTexts{
      {{"", ""},
       {"đã lập", "compiled"},
       {"đã xét duyệt", "reviewed"},
       {"đã phê duyệt", "approved and locked"},
       {"đã thẩm định", "appraised"}}};
  const auto& [vi, en] = kTexts[static_cast<std::size_t>(settlement.state())];
  return rpc::Refuse(
      kSettlementState,
      {{"settlement", settlement.name()}, {"state_vi", std::string(vi)}, {"state_en", std::string(en)}});
}

/// Locks a settlement that the caller may decide about, in the state and version that the step needs. Never
/// by the unit itself.
absl::StatusOr<pb::Settlement> LockToDecide(storage::Session& session, const rpc::Call& call,
                                            const std::string& name, const std::string& etag,
                                            pb::Settlement::State state) {
  const auto settlement = store::LockSettlement(session, name);
  if (!settlement) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  const bool own_unit = call.identity.agency() == settlement->agency();
  if (own_unit || !call.identity.province_code().empty()) {
    return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", name}});
  }
  if (settlement->etag() != etag) return rpc::Refuse(refusal::kEtagMismatch, {{"resource", name}});
  if (settlement->state() != state) return RefuseState(*settlement);
  if (const auto refusal = CheckOtherPerson(call.signature(), name,
                                            {{settlement->creator(), "compilation"},
                                             {settlement->reviewer(), "review"},
                                             {settlement->appraiser(), "appraisal"}})) {
    return rpc::ToStatus(*refusal);
  }
  std::int64_t spent_vnd = 0;
  for (const pb::SettlementLine& line : settlement->lines())
    spent_vnd += line.spent_vnd();  // Booked: no overflow.
  CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, spent_vnd));
  return *settlement;
}

/// One step of a settlement: from which state to which, who took it, and its event.
struct SettlementStep {
  pb::Settlement::State from;
  pb::Settlement::State to;
  void (*sign)(pb::Settlement& settlement, const std::string& person);
  const char* event;
};

/// Takes the step that a request names.
template <class Request>
absl::Status Advance(storage::Session& session, const rpc::Call& call, const Request& request,
                     const SettlementStep& step, pb::Settlement& settlement) {
  CPB_ASSIGN_OR_RETURN(settlement, LockToDecide(session, call, request.name(), request.etag(), step.from));
  settlement.set_state(step.to);
  step.sign(settlement, call.signature());
  store::UpdateSettlement(session, settlement);
  feed::Append(session, call, {{step.event, settlement.name(), &settlement}});
  return absl::OkStatus();
}

}  // namespace

absl::Status CreateSettlement(const App& app, const rpc::Call& call,
                              const pb::CreateSettlementRequest& request,
                              pb::CreateSettlementResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        pb::Settlement& settlement = *response.mutable_settlement();
        settlement.set_name(SettlementName(request));
        CPB_RETURN_IF_ERROR(CheckOwnAgency(call, request.agency(), settlement.name()));
        const auto year = store::LockKnownYear(session, request.programme(), request.budget_year());
        if (!year || !year->closed_at) {
          return rpc::Refuse(kYearNotClosed, {{"budget_year", std::to_string(request.budget_year())}});
        }
        settlement.set_programme(request.programme());
        settlement.set_budget_year(request.budget_year());
        settlement.set_agency(request.agency());
        settlement.set_state(pb::Settlement::STATE_COMPILED);
        settlement.set_creator(call.signature());
        settlement.set_etag("1");
        settlement.set_journal_position(store::JournalHead(session));
        for (pb::SettlementLine& line :
             store::CompileLines(session, request.programme(), request.budget_year(), request.agency())) {
          *settlement.add_lines() = std::move(line);
        }
        if (!store::InsertSettlement(session, settlement)) {
          return rpc::Refuse(kSettlementExists, {{"settlement", settlement.name()}});
        }
        feed::Append(session, call, {{"settlement.compiled", settlement.name(), &settlement}});
        return absl::OkStatus();
      });
}

absl::Status ReviewSettlement(const App& app, const rpc::Call& call,
                              const pb::ReviewSettlementRequest& request,
                              pb::ReviewSettlementResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response, [&](storage::Session& session) {
        return Advance(
            session, call, request,
            {pb::Settlement::STATE_COMPILED, pb::Settlement::STATE_REVIEWED,
             [](pb::Settlement& settlement, const std::string& person) { settlement.set_reviewer(person); },
             "settlement.reviewed"},
            *response.mutable_settlement());
      });
}

absl::Status AppraiseSettlement(const App& app, const rpc::Call& call,
                                const pb::AppraiseSettlementRequest& request,
                                pb::AppraiseSettlementResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response, [&](storage::Session& session) {
        return Advance(
            session, call, request,
            {pb::Settlement::STATE_REVIEWED, pb::Settlement::STATE_APPRAISED,
             [](pb::Settlement& settlement, const std::string& person) { settlement.set_appraiser(person); },
             "settlement.appraised"},
            *response.mutable_settlement());
      });
}

absl::Status ApproveSettlement(const App& app, const rpc::Call& call,
                               const pb::ApproveSettlementRequest& request,
                               pb::ApproveSettlementResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response, [&](storage::Session& session) {
        return Advance(
            session, call, request,
            {pb::Settlement::STATE_APPRAISED, pb::Settlement::STATE_APPROVED,
             [](pb::Settlement& settlement, const std::string& person) { settlement.set_approver(person); },
             "settlement.approved"},
            *response.mutable_settlement());
      });
}

absl::Status ListSettlements(const App& app, const rpc::Call& call, const pb::ListSettlementsRequest& request,
                             pb::ListSettlementsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_ASSIGN_OR_RETURN(const std::string agency, AgencyToList(call, ""));
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    std::vector<pb::Settlement> settlements =
        store::ListSettlements(session, request.budget_year(), agency, page);
    const bool more = settlements.size() > static_cast<std::size_t>(page.size);
    if (more) settlements.pop_back();
    for (pb::Settlement& settlement : settlements) *response.add_settlements() = std::move(settlement);
    if (more) {
      response.set_next_page_token(
          rpc::NextPageToken(call, request, store::SortKey(response.settlements(page.size - 1))));
    }
    return absl::OkStatus();
  });
}

}  // namespace cpb::disbursement::app
