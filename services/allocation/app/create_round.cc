// Computing a round.
#include <algorithm>
#include <map>

#include "libs/feed/feed.h"
#include "libs/money/money.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "libs/rulebook/kinds.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/domain/round.h"
#include "services/allocation/store/grants.h"
#include "services/allocation/store/names.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// One document of the ledger holds so many lines, and one message so many bytes.
constexpr int kMaxLines = 10'000;
constexpr std::size_t kMaxRoundBytes = 2 << 20;

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
  for (const rulebook::Finding& finding : line.findings)
    *message.add_findings() = ToMessage(finding, item.item_id);
  message.set_envelope_text_vi(line.envelope_text_vi);
  message.set_envelope_text_en(line.envelope_text_en);
  message.set_title(titles.at(message.budget_line()));
  message.set_establishment(item.establishment);
  message.set_activity(item.activity);
}

absl::Status AlreadyAllotted(const std::string& plan, const std::string& round) {
  return rpc::Refuse(kPlanAlreadyAllotted, {{"plan", plan}, {"round", round}});
}

}  // namespace

absl::StatusOr<std::vector<Plan>> RoundsDesk::PlansOf(storage::Session& session,
                                                      const pb::CreateRoundRequest& request) {
  if (request.plans().empty()) return ListWaitingPlans(session, request.programme(), request.budget_year());
  std::vector<std::string> names{request.plans().begin(), request.plans().end()};
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<Plan> plans;
  for (const std::string& name : names) {
    auto plan = FindPlan(session, name);
    if (!plan || plan->programme() != request.programme() || plan->budget_year() != request.budget_year()) {
      return rpc::Refuse(kPlanNotApproved,
                         {{"plan", name}, {"budget_year", std::to_string(request.budget_year())}});
    }
    if (const auto round = FindRoundOfPlan(session, name)) return AlreadyAllotted(name, *round);
    plans.push_back(*std::move(plan));
  }
  return plans;
}

absl::StatusOr<pb::Round> RoundsDesk::Compute(storage::Session& session, const rpc::Call& call,
                                              const pb::CreateRoundRequest& request,
                                              const std::vector<Plan>& plans) {
  std::vector<Item> items;
  std::vector<std::string> establishments;
  std::map<std::string, std::string> titles;
  for (const Plan& plan : plans) {
    for (Item& item : ToItems(plan, sources_)) {
      establishments.push_back(item.establishment);
      items.push_back(std::move(item));
    }
    for (const auto& item : plan.items()) titles[BudgetLineId(plan.name(), item.item_id())] = item.title();
  }
  Envelopes envelopes;
  for (const pb::Envelope& envelope : request.envelopes()) {
    envelopes[{envelope.source(), envelope.holder()}] = envelope.amount_vnd();
  }
  const Method method =
      request.method() == pb::METHOD_AS_REQUESTED ? Method::kAsRequested : Method::kProportional;
  const auto lines = ComputeRound(book_, items, method, envelopes, ListGrants(session, establishments));

  pb::Round round;
  round.set_programme(request.programme());
  round.set_budget_year(request.budget_year());
  round.set_state(pb::Round::STATE_COMPUTED);
  round.set_method(method == Method::kAsRequested ? pb::METHOD_AS_REQUESTED : pb::METHOD_PROPORTIONAL);
  *round.mutable_envelopes() = request.envelopes();
  round.set_rulebook_version(book_.version);
  round.set_creator(call.actor());
  const auto micros = call.now.time_since_epoch().count();
  round.mutable_create_time()->set_seconds(micros / 1'000'000);
  round.mutable_create_time()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
  std::int64_t sum = 0;
  for (const Line& line : lines) {
    FillLine(line, titles, *round.add_lines());
    sum = rulebook::SaturatingAdd(sum, line.allotted_vnd);
  }
  if (sum == 0) return rpc::Refuse(kRoundEmpty, {{"budget_year", std::to_string(request.budget_year())}});
  if (sum > money::kMaxDong) return rpc::Refuse(kAmountInvalid, {{"least", "1"}});
  round.set_allotted_vnd(sum);
  if (round.lines_size() > kMaxLines || round.ByteSizeLong() > kMaxRoundBytes) {
    return rpc::Refuse(kRoundTooLarge, {{"count", std::to_string(round.lines_size())}});
  }
  return round;
}

absl::Status RoundsDesk::Create(const rpc::Call& call, const pb::CreateRoundRequest& request,
                                pb::CreateRoundResponse& response) {
  // A plan that was approved a moment ago is seen.
  if (!plans_.CatchUp(call.deadline))
    return absl::UnavailableError("the feed of registration is not caught up");
  return rpc::Once(database_, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     LockGrants(session);
                     CPB_ASSIGN_OR_RETURN(const std::vector<Plan> plans, PlansOf(session, request));
                     CPB_ASSIGN_OR_RETURN(pb::Round round, Compute(session, call, request, plans));
                     const std::int64_t number =
                         NextNumber(session, "round", round.programme(), round.budget_year());
                     round.set_name("rounds/" + NumberedId(round.programme(), round.budget_year(), number));
                     round.set_etag("1");
                     std::vector<std::string> names;
                     for (const Plan& plan : plans) names.push_back(plan.name());
                     if (const auto taken = InsertRound(session, round, names)) {
                       return AlreadyAllotted(*taken, FindRoundOfPlan(session, *taken).value_or(""));
                     }
                     feed::Append(session, call,
                                  {{.type = "round.computed", .resource = round.name(), .payload = &round}});
                     *response.mutable_round() = std::move(round);
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::allocation
