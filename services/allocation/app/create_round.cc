// Computing and storing a round.
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/compute_round.h"
#include "services/allocation/app/decisions.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/names.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

pb::Scenario ScenarioOf(const pb::CreateRoundRequest& request) {
  pb::Scenario scenario;
  scenario.set_programme(request.programme());
  scenario.set_budget_year(request.budget_year());
  *scenario.mutable_plans() = request.plans();
  scenario.set_method(request.method());
  *scenario.mutable_envelopes() = request.envelopes();
  *scenario.mutable_priorities() = request.priorities();
  *scenario.mutable_guarantees() = request.guarantees();
  return scenario;
}

}  // namespace

absl::Status RoundsDesk::Create(const rpc::Call& call, const pb::CreateRoundRequest& request,
                                pb::CreateRoundResponse& response) {
  // A plan that was approved a moment ago is seen.
  if (!plans_.CatchUp(call.deadline))
    return absl::UnavailableError("the feed of registration is not caught up");
  const auto chains = chains_.InForce(call, cpbudget::registration::v1::ApprovalChain::DOCUMENT_ROUND);
  return rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_RETURN_IF_ERROR(chains.status());
        LockGrants(session);
        CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.InForce(session, call.today));
        const pb::Scenario scenario = ScenarioOf(request);
        CPB_ASSIGN_OR_RETURN(const std::vector<Plan> plans, PlansOfScenario(session, scenario, ""));
        CPB_ASSIGN_OR_RETURN(pb::Round round,
                             ComputeScenario(session, call, *book, sources_, scenario, plans, ""));
        const std::int64_t number = NextNumber(session, "round", round.programme(), round.budget_year());
        round.set_name("rounds/" + NumberedId(round.programme(), round.budget_year(), number));
        round.set_etag("1");
        std::set<std::string> sources;
        for (const pb::RoundLine& line : round.lines()) sources.insert(line.source());
        CPB_ASSIGN_OR_RETURN(const std::string chain_version,
                             chains->CheckStep(call, ChainStepKind::kPrepare, sources, round.name()));
        round.set_chain_version(chain_version);
        CPB_RETURN_IF_ERROR(RecordRoundDecision(session, call, *book, sources_, plans, round));
        std::vector<std::string> names;
        for (const Plan& plan : plans) names.push_back(plan.name());
        if (const auto taken = InsertRound(session, round, names)) {
          return AlreadyAllotted(*taken, FindRoundOfPlan(session, *taken).value_or(""));
        }
        TellComputed(session, call, round);
        *response.mutable_round() = std::move(round);
        return absl::OkStatus();
      });
}

}  // namespace cpb::allocation
