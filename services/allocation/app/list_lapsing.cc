// What would lapse if the year ended with the ledger as it is.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "libs/ledger/period.h"
#include "libs/rpc/requests.h"
#include "libs/rulebook/engine.h"
#include "services/allocation/app/allotments_desk.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/execution.h"
#include "services/allocation/domain/carry_over.h"
#include "services/allocation/store/adjustments.h"
#include "services/allocation/store/allotments.h"
#include "services/allocation/store/appropriations.h"
#include "services/allocation/store/hand_overs.h"
#include "services/allocation/store/plans.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;
constexpr int kAll = std::numeric_limits<int>::max();

/// A line with what is known of it here.
struct Candidate {
  Allotment allotment;
  rulebook::Subject subject;
  std::vector<Adjustment> supplements;
};

/// The item behind the line as the rules see it at the year's end.
std::optional<rulebook::Subject> SubjectOfAllotment(storage::Session& session, const Sources& sources,
                                                    const Allotment& allotment) {
  const auto plan = FindPlan(session, allotment.plan());
  if (!plan) return std::nullopt;
  for (const Item& item : ToItems(*plan, sources)) {
    if (item.item_id != allotment.item_id()) continue;
    rulebook::Subject subject = SubjectOf(item);
    subject.budget_year = allotment.budget_year();
    subject.event_date =
        ledger::EffectiveDate(allotment.budget_year(), ledger::AdjustmentEnd(allotment.budget_year()));
    return subject;
  }
  return std::nullopt;
}

/// What one ground would allow for one line; nothing when it does not hold.
std::optional<pb::CarryOverOption> TryGround(const rulebook::Rulebook& book, const rulebook::Rule& rule,
                                             const Candidate& candidate, std::int64_t lapsing,
                                             const Adjustment* supplement) {
  const std::string& ground = std::get<rulebook::CarryOverGround>(rule.kind).ground;
  rulebook::Subject subject = candidate.subject;
  subject.ground = ground;
  std::int64_t at_most = lapsing;
  if (supplement != nullptr) {
    subject.ground_date = clock::ParseDate(supplement->effective_date());
    at_most = std::min(at_most, supplement->amount_vnd());
  }
  subject.asked = {{.source = candidate.allotment.source(), .enterprise = false, .amount_vnd = at_most}};
  const auto outcome = rulebook::Evaluate(book, rulebook::Step::kYearEnd, std::span{&subject, 1}, {}).front();
  const bool spoke =
      std::any_of(outcome.findings.begin(), outcome.findings.end(),
                  [&](const rulebook::Finding& finding) { return finding.rule_id == rule.id; });
  if (!outcome.allowed || !spoke || at_most < 1) return std::nullopt;
  pb::CarryOverOption option;
  option.set_ground(ground);
  option.set_rule_id(rule.id);
  option.set_title_vi(rule.title_vi);
  option.set_title_en(rule.title_en);
  if (supplement != nullptr) option.set_proof(supplement->name());
  option.set_at_most_vnd(at_most);
  return option;
}

void FillOptions(const rulebook::Rulebook& book, const Candidate& candidate, pb::LapsingLine& line) {
  if (line.lapsing_vnd() == 0) return;
  for (const rulebook::Rule& rule : book.rules) {
    const auto* ground = std::get_if<rulebook::CarryOverGround>(&rule.kind);
    if (ground == nullptr || ground->ground.empty()) continue;
    if (!rulebook::InForce(rule, candidate.subject.event_date)) continue;
    if (!ground->dated_after) {
      if (auto option = TryGround(book, rule, candidate, line.lapsing_vnd(), nullptr))
        *line.add_options() = *std::move(option);
      continue;
    }
    // A ground with a date is proved by what was added to the line after it.
    for (const Adjustment& supplement : candidate.supplements) {
      if (auto option = TryGround(book, rule, candidate, line.lapsing_vnd(), &supplement))
        *line.add_options() = *std::move(option);
    }
  }
}

pb::LapsingLine ToLine(const Allotment& allotment, const LineExecution& execution) {
  pb::LapsingLine line;
  line.set_budget_line(allotment.budget_line());
  line.set_source(allotment.source());
  line.set_agency(allotment.agency());
  line.set_component_project(allotment.component_project());
  line.set_title(allotment.title());
  line.set_original_vnd(allotment.original_vnd());
  line.set_revised_vnd(allotment.revised_vnd());
  line.set_spent_vnd(execution.spent_vnd);
  line.set_available_vnd(execution.available_vnd);
  line.set_committed_vnd(execution.committed_vnd);
  line.set_advanced_vnd(execution.advanced_vnd);
  line.set_lapsing_vnd(execution.available_vnd + execution.committed_vnd);
  return line;
}

/// Who may hold money that is not allotted: those who were granted it, and successors of dissolved holders.
struct Holders {
  std::set<std::string> agencies;
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> reserves;  ///< As the rows below.
};

Holders FindHolders(storage::Session& session, const rpc::Call& call, const pb::ListLapsingRequest& request) {
  const std::string& province = call.identity.province_code();
  const std::string own = province.empty() ? "" : "agencies/SCT-" + province;
  const auto Wanted = [&](const std::string& programme, const std::string& holder) {
    return (request.programme().empty() || programme == request.programme()) &&
           (request.agency().empty() || holder == request.agency()) && (own.empty() || holder == own);
  };
  Holders holders;
  for (const ListedAppropriation& listed : ListAppropriations(session, request.budget_year(), "", "", kAll)) {
    const Appropriation& one = listed.appropriation;
    if (!Wanted(one.programme(), one.holder())) continue;
    holders.agencies.insert(one.holder());
    holders.reserves[{one.programme(), one.source(), one.holder()}] += one.reserve_held_vnd();
  }
  for (const ListedHandOver& listed : ListHandOvers(session, request.budget_year(), "", "", kAll)) {
    const HandOver& one = listed.hand_over;
    if (Wanted(one.programme(), one.to_agency())) holders.agencies.insert(one.to_agency());
  }
  return holders;
}

void FillAppropriations(const Holders& holders, const Execution& execution,
                        const pb::ListLapsingRequest& request, pb::ListLapsingResponse& response) {
  std::map<std::tuple<std::string, std::string, std::string>, pb::LapsingAppropriation> rows;
  for (const auto& [key, held] : holders.reserves) {
    if (held > 0) rows[key].set_reserve_held_vnd(held);
  }
  for (const auto& [key, unallotted] : execution.unallotted) {
    const auto& [programme, source, holder, year] = key;
    const bool wanted = request.programme().empty() || programme == request.programme();
    if (wanted && unallotted > 0 && holders.agencies.contains(holder))
      rows[{programme, source, holder}].set_lapsing_vnd(unallotted);
  }
  for (auto& [key, row] : rows) {
    row.set_programme(std::get<0>(key));
    row.set_source(std::get<1>(key));
    row.set_holder(std::get<2>(key));
    *response.add_appropriations() = std::move(row);
  }
}

void FillAgencies(pb::ListLapsingResponse& response) {
  std::map<std::string, pb::LapsingAgency> agencies;
  for (const pb::LapsingLine& line : response.lines()) {
    pb::LapsingAgency& agency = agencies[line.agency()];
    agency.set_agency(line.agency());
    if (line.lapsing_vnd() > 0) agency.set_lines(agency.lines() + 1);
    agency.set_lapsing_vnd(agency.lapsing_vnd() + line.lapsing_vnd());
    agency.set_advanced_vnd(agency.advanced_vnd() + line.advanced_vnd());
  }
  for (auto& [name, agency] : agencies) *response.add_agencies() = std::move(agency);
}

}  // namespace

absl::Status AllotmentsDesk::ListLapsing(const rpc::Call& call, const pb::ListLapsingRequest& request,
                                         pb::ListLapsingResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  std::vector<Candidate> candidates;
  const rulebook::Rulebook* book = nullptr;
  Holders holders;
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(book, rulebooks_.InForce(session, call.today));
    candidates.clear();
    response.Clear();
    holders = page.after.empty() ? FindHolders(session, call, request) : Holders{};
    auto listed = ListAllotments(session, request.budget_year(), request.agency(),
                                 call.identity.province_code(), page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedAllotment& one : listed) {
      if (!request.programme().empty() && one.allotment.programme() != request.programme()) continue;
      auto subject = SubjectOfAllotment(session, sources_, one.allotment);
      if (!subject) return absl::InternalError("an allotted item is not in its plan");
      auto supplements = ListSupplementsTo(session, one.allotment.budget_line(), one.allotment.source(),
                                           request.budget_year());
      candidates.push_back({std::move(one.allotment), *std::move(subject), std::move(supplements)});
    }
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  }));
  std::set<std::string> agencies = holders.agencies;
  for (const Candidate& candidate : candidates) agencies.insert(candidate.allotment.agency());
  CPB_ASSIGN_OR_RETURN(const Execution execution,
                       ReadExecution(server_, ledger_, call, request.budget_year(), agencies));
  for (const Candidate& candidate : candidates) {
    const Allotment& allotment = candidate.allotment;
    const auto found =
        execution.lines.find({allotment.budget_line(), allotment.source(), request.budget_year()});
    if (found == execution.lines.end()) continue;
    pb::LapsingLine line = ToLine(allotment, found->second);
    if (line.lapsing_vnd() == 0 && line.advanced_vnd() == 0) continue;
    FillOptions(*book, candidate, line);
    *response.add_lines() = std::move(line);
  }
  FillAgencies(response);
  FillAppropriations(holders, execution, request, response);
  response.set_ledger_position(execution.position);
  response.set_carry_over_from(clock::FormatDate(FirstCarryOverDay(request.budget_year())));
  response.set_lapse_date(clock::FormatDate(ledger::AdjustmentEnd(request.budget_year())));
  return absl::OkStatus();
}

}  // namespace cpb::allocation
