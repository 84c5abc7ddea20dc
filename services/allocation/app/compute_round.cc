#include "services/allocation/app/compute_round.h"

#include <algorithm>
#include <map>

#include "libs/money/money.h"
#include "libs/rpc/status.h"
#include "libs/rulebook/kinds.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/terms.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/domain/round.h"
#include "services/allocation/store/grants.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Three national rounds in one: some 300 MB in memory and half a minute to store.
constexpr std::size_t kMaxLines = 100'000;

void FillLine(const Line& line, const std::map<std::string, std::string>& titles, pb::RoundLine& message) {
  const Item& item = *line.item;
  message.set_plan(item.plan);
  message.set_item_id(item.item_id);
  message.set_budget_line(BudgetLineId(item.plan, item.item_id));
  message.set_agency(item.agency);
  message.set_province_code(item.province_code);
  message.set_component_project(item.component_project);
  message.set_source(line.source);
  message.set_holder(line.holder);
  message.set_requested_vnd(line.requested_vnd);
  message.set_approved_vnd(line.approved_vnd);
  message.set_capped_vnd(line.capped_vnd);
  message.set_allotted_vnd(line.allotted_vnd);
  for (const rulebook::Finding& finding : *line.findings)
    *message.add_findings() = ToMessage(finding, item.item_id);
  message.set_envelope_text_vi(line.envelope_text_vi);
  message.set_envelope_text_en(line.envelope_text_en);
  message.set_title(titles.at(message.budget_line()));
  message.set_establishment(item.establishment);
  message.set_activity(item.activity);
  message.set_rank(line.rank);
  message.set_guaranteed_vnd(line.guaranteed_vnd);
  message.set_reduced_by(line.reduced_by + 1);
  for (std::string& rule : CappingRules(line)) message.add_capped_by(std::move(rule));
  message.set_explanation_vi(ExplainLineVi(line));
  message.set_explanation_en(ExplainLineEn(line));
}

/// Everything but the lines.
pb::Round HeadOf(const rpc::Call& call, const rulebook::Rulebook& book, const pb::Scenario& scenario) {
  pb::Round round;
  round.set_programme(scenario.programme());
  round.set_budget_year(scenario.budget_year());
  round.set_state(pb::Round::STATE_COMPUTED);
  round.set_method(scenario.method() == pb::METHOD_UNSPECIFIED ? pb::METHOD_PROPORTIONAL : scenario.method());
  *round.mutable_envelopes() = scenario.envelopes();
  *round.mutable_priorities() = scenario.priorities();
  *round.mutable_guarantees() = scenario.guarantees();
  round.set_rulebook_version(book.version);
  round.set_creator(call.signature());
  const auto micros = call.now.time_since_epoch().count();
  round.mutable_create_time()->set_seconds(micros / 1'000'000);
  round.mutable_create_time()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
  return round;
}

}  // namespace

absl::Status TooLarge(int lines) {
  return rpc::Refuse(kRoundTooLarge, {{"count", std::to_string(lines)}});
}

absl::Status AlreadyAllotted(const std::string& plan, const std::string& round) {
  return rpc::Refuse(kPlanAlreadyAllotted, {{"plan", plan}, {"round", round}});
}

absl::StatusOr<std::vector<Plan>> PlansOfScenario(storage::Session& session, const pb::Scenario& scenario,
                                                  const std::string& ignored_round) {
  if (scenario.plans().empty()) {
    return ListWaitingPlans(session, scenario.programme(), scenario.budget_year());
  }
  std::vector<std::string> names{scenario.plans().begin(), scenario.plans().end()};
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<Plan> plans;
  for (const std::string& name : names) {
    auto plan = FindPlan(session, name);
    if (!plan || plan->programme() != scenario.programme() || plan->budget_year() != scenario.budget_year()) {
      return rpc::Refuse(kPlanNotApproved,
                         {{"plan", name}, {"budget_year", std::to_string(scenario.budget_year())}});
    }
    const auto round = FindRoundOfPlan(session, name);
    if (round && *round != ignored_round) return AlreadyAllotted(name, *round);
    plans.push_back(*std::move(plan));
  }
  return plans;
}

absl::StatusOr<pb::Round> ComputeScenario(storage::Session& session, const rpc::Call& call,
                                          const rulebook::Rulebook& book, const Sources& sources,
                                          const pb::Scenario& scenario, const std::vector<Plan>& plans,
                                          const std::string& ignored_round) {
  std::vector<Item> items;
  std::vector<std::string> establishments;
  std::map<std::string, std::string> titles;
  for (const Plan& plan : plans) {
    for (Item& item : ToItems(plan, sources)) {
      establishments.push_back(item.establishment);
      items.push_back(std::move(item));
    }
    for (const auto& item : plan.items()) titles[BudgetLineId(plan.name(), item.item_id())] = item.title();
  }
  Terms terms = ToTerms(scenario);
  CPB_RETURN_IF_ERROR(FillUsedBefore(session, scenario, ignored_round, terms));
  const ComputedRound computed =
      ComputeRound(book, items, terms, ListGrants(session, establishments), ignored_round);
  CPB_RETURN_IF_ERROR(CheckGuarantees(computed));
  if (computed.lines.size() > kMaxLines) return TooLarge(static_cast<int>(computed.lines.size()));

  pb::Round round = HeadOf(call, book, scenario);
  FillEnvelopes(computed, round);
  std::int64_t sum = 0;
  for (const Line& line : computed.lines) {
    FillLine(line, titles, *round.add_lines());
    sum = rulebook::SaturatingAdd(sum, line.allotted_vnd);
  }
  if (sum == 0) return rpc::Refuse(kRoundEmpty, {{"budget_year", std::to_string(scenario.budget_year())}});
  if (sum > money::kMaxDong) return rpc::Refuse(kAmountInvalid, {{"least", "1"}});
  round.set_allotted_vnd(sum);
  round.set_lines_count(round.lines_size());
  return round;
}

}  // namespace cpb::allocation
