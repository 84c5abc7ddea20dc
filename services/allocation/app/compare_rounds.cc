// Two rounds side by side: stored ones, or scenarios that are computed and forgotten.
#include <map>
#include <set>
#include <utility>

#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/compute_round.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

absl::StatusOr<pb::Round> ReadStored(storage::Session& session, const std::string& name) {
  auto round = FindRound(session, name);
  if (!round) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  for (pb::RoundLine& line : ListAllRoundLines(session, name)) *round->add_lines() = std::move(line);
  return *std::move(round);
}

/// Below the 8 MiB of a message between the programs.
constexpr std::size_t kMaxAnswerBytes = 6 << 20;

/// What a scenario leaves open is that of the round on the other side.
void FillFromRound(const pb::Round& round, std::vector<std::string> plans, pb::Scenario& scenario) {
  if (scenario.programme().empty()) scenario.set_programme(round.programme());
  if (scenario.budget_year() == 0) scenario.set_budget_year(round.budget_year());
  if (!scenario.plans().empty()) return;
  if (plans.empty()) {  // Withdrawn: its plans are free, its lines still name them.
    std::set<std::string> named;
    for (const pb::RoundLine& line : round.lines()) named.insert(line.plan());
    plans.assign(named.begin(), named.end());
  }
  for (std::string& plan : plans) scenario.add_plans(std::move(plan));
}

void FillFromScenario(const pb::Scenario& from, pb::Scenario& scenario) {
  if (scenario.programme().empty()) scenario.set_programme(from.programme());
  if (scenario.budget_year() == 0) scenario.set_budget_year(from.budget_year());
  if (scenario.plans().empty()) *scenario.mutable_plans() = from.plans();
}

/// Lines of both rounds by budget line and source.
using Pairs =
    std::map<std::pair<std::string, std::string>, std::pair<const pb::RoundLine*, const pb::RoundLine*>>;

Pairs PairUp(const pb::Round& base, const pb::Round& other) {
  Pairs pairs;
  for (const pb::RoundLine& line : base.lines()) pairs[{line.budget_line(), line.source()}].first = &line;
  for (const pb::RoundLine& line : other.lines()) pairs[{line.budget_line(), line.source()}].second = &line;
  return pairs;
}

pb::LineChange ChangeOf(const pb::RoundLine* base, const pb::RoundLine* other) {
  const pb::RoundLine& any = other == nullptr ? *base : *other;
  pb::LineChange change;
  change.set_budget_line(any.budget_line());
  change.set_source(any.source());
  change.set_agency(any.agency());
  change.set_title(any.title());
  change.set_requested_vnd(any.requested_vnd());
  if (base != nullptr) {
    change.set_base_vnd(base->allotted_vnd());
    change.set_base_explanation_vi(base->explanation_vi());
    change.set_base_explanation_en(base->explanation_en());
  }
  if (other != nullptr) {
    change.set_other_vnd(other->allotted_vnd());
    change.set_other_explanation_vi(other->explanation_vi());
    change.set_other_explanation_en(other->explanation_en());
  }
  change.set_change_vnd(change.other_vnd() - change.base_vnd());
  return change;
}

void AddToAgency(const pb::LineChange& change, pb::AgencyChange& agency) {
  agency.set_agency(change.agency());
  agency.set_base_vnd(agency.base_vnd() + change.base_vnd());
  agency.set_other_vnd(agency.other_vnd() + change.other_vnd());
  agency.set_change_vnd(agency.other_vnd() - agency.base_vnd());
  if (change.change_vnd() > 0) agency.set_gaining_lines(agency.gaining_lines() + 1);
  if (change.change_vnd() < 0) agency.set_losing_lines(agency.losing_lines() + 1);
}

void FillChanges(const pb::Round& base, const pb::Round& other, bool changed_only,
                 pb::CompareRoundsResponse& response) {
  std::map<std::string, pb::AgencyChange> agencies;
  for (const auto& [key, pair] : PairUp(base, other)) {
    pb::LineChange change = ChangeOf(pair.first, pair.second);
    AddToAgency(change, agencies[change.agency()]);
    if (change.change_vnd() > 0) response.set_gain_vnd(response.gain_vnd() + change.change_vnd());
    if (change.change_vnd() < 0) response.set_loss_vnd(response.loss_vnd() - change.change_vnd());
    if (change.change_vnd() != 0 || !changed_only) *response.add_lines() = std::move(change);
  }
  for (auto& [name, agency] : agencies) {
    response.set_gaining_lines(response.gaining_lines() + agency.gaining_lines());
    response.set_losing_lines(response.losing_lines() + agency.losing_lines());
    *response.add_agencies() = std::move(agency);
  }
}

std::pair<std::string, std::string> KeyOf(const pb::LineChange& change) {
  return {change.budget_line(), change.source()};
}

/// Leaves one page of the lines, or all of them when no page is asked for and they fit into one message.
absl::Status CutToPage(const rpc::Call& call, const pb::CompareRoundsRequest& request, const rpc::Page& page,
                       pb::CompareRoundsResponse& response) {
  auto& lines = *response.mutable_lines();
  response.set_lines_count(lines.size());
  if (request.page_size() == 0 && request.page_token().empty()) {
    return response.ByteSizeLong() <= kMaxAnswerBytes ? absl::OkStatus() : TooLarge(lines.size());
  }
  int first = 0;
  if (!page.after.empty()) {
    const std::size_t bar = page.after.rfind('|');
    const std::pair last{page.after.substr(0, bar), page.after.substr(bar + 1)};
    while (first < lines.size() && KeyOf(lines[first]) <= last) ++first;
  }
  int end = first;
  std::size_t bytes = 0;
  while (end < lines.size() && end - first < page.size && bytes < kLineBytesInMessage)
    bytes += lines[end++].ByteSizeLong();
  if (end < lines.size()) {
    const auto [line, source] = KeyOf(lines[end - 1]);
    response.set_next_page_token(rpc::NextPageToken(call, request, line + "|" + source));
  }
  lines.DeleteSubrange(end, lines.size() - end);
  lines.DeleteSubrange(0, first);
  return absl::OkStatus();
}

}  // namespace

absl::Status RoundsDesk::Compare(const rpc::Call& call, const pb::CompareRoundsRequest& request,
                                 pb::CompareRoundsResponse& response) {
  if (!plans_.CatchUp(call.deadline))
    return absl::UnavailableError("the feed of registration is not caught up");
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    response.Clear();
    CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.InForce(session, call.today));
    pb::Scenario base_scenario = request.base(), other_scenario = request.other();
    pb::Round base, other;
    const auto Stored = [&](const std::string& name, pb::Scenario& opposite,
                            pb::Round& round) -> absl::Status {
      if (name.empty()) return absl::OkStatus();
      CPB_ASSIGN_OR_RETURN(round, ReadStored(session, name));
      FillFromRound(round, ListRoundPlans(session, name), opposite);
      return absl::OkStatus();
    };
    CPB_RETURN_IF_ERROR(Stored(request.base_round(), other_scenario, base));
    CPB_RETURN_IF_ERROR(Stored(request.other_round(), base_scenario, other));
    if (request.base_round().empty() && request.other_round().empty()) {
      FillFromScenario(base_scenario, other_scenario);
      FillFromScenario(other_scenario, base_scenario);
    }
    const auto Computed = [&](const std::string& name, const pb::Scenario& scenario,
                              const std::string& ignored, pb::Round& round) -> absl::Status {
      if (!name.empty()) return absl::OkStatus();
      CPB_ASSIGN_OR_RETURN(const std::vector<Plan> plans, PlansOfScenario(session, scenario, ignored));
      CPB_ASSIGN_OR_RETURN(round, ComputeScenario(session, call, *book, sources_, scenario, plans, ignored));
      return absl::OkStatus();
    };
    CPB_RETURN_IF_ERROR(Computed(request.base_round(), base_scenario, request.other_round(), base));
    CPB_RETURN_IF_ERROR(Computed(request.other_round(), other_scenario, request.base_round(), other));
    FillChanges(base, other, request.changed_only(), response);
    base.clear_lines();
    other.clear_lines();
    *response.mutable_base() = std::move(base);
    *response.mutable_other() = std::move(other);
    return CutToPage(call, request, page, response);
  });
}

}  // namespace cpb::allocation
