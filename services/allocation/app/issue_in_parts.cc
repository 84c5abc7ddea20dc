#include "services/allocation/app/issue_in_parts.h"

#include <map>
#include <set>
#include <utility>

#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/domain/reasons.h"

namespace cpb::allocation {
namespace {

/// Lines of one part, and the plans that they come from.
struct Part {
  std::vector<RoundLine> lines;
  std::vector<Plan> plans;
  std::int64_t next_line = 0;  ///< With which the next part begins.
};

/// The next lines that are allotted something, from a place on; without lines at the end.
Part ReadPart(storage::Session& session, const std::string& round, std::int64_t from) {
  Part part{.lines = {}, .plans = {}, .next_line = from};
  std::set<std::string> plans;
  while (part.lines.empty()) {
    auto placed = ListRoundLines(session, round, "", part.next_line, kLinesInMessage);
    if (placed.empty()) break;
    part.next_line = placed.back().ordinal + 1;
    for (PlacedLine& one : placed) {
      if (one.line.allotted_vnd() == 0) continue;
      plans.insert(one.line.plan());
      part.lines.push_back(std::move(one.line));
    }
  }
  for (const std::string& plan : plans) part.plans.push_back(FindPlan(session, plan).value());
  return part;
}

/// By source and holder.
GivenByHolder SumByHolder(storage::Session& session, const std::string& round) {
  GivenByHolder sums;
  for (std::int64_t from = 0;;) {
    const auto placed = ListRoundLines(session, round, "", from, kLinesInMessage);
    if (placed.empty()) return sums;
    // A round's sum is within the range of money, so that of its lines is.
    for (const PlacedLine& one : placed)
      sums[{one.line.source(), one.line.holder()}] += one.line.allotted_vnd();
    from = placed.back().ordinal + 1;
  }
}

Allotment ToAllotment(const Round& round, const cpbudget::disbursement::v1::DocumentLine& line,
                      const BudgetLine& described) {
  Allotment allotment;
  allotment.set_budget_line(described.id());
  allotment.set_source(line.to().source());
  allotment.set_programme(round.programme());
  allotment.set_budget_year(round.budget_year());
  allotment.set_agency(line.to().agency());
  allotment.set_component_project(line.to().component_project());
  allotment.set_title(described.title());
  allotment.set_original_vnd(line.amount_vnd());
  allotment.set_revised_vnd(line.amount_vnd());
  allotment.set_round(round.name());
  allotment.set_plan(described.plan());
  allotment.set_item_id(described.item_id());
  allotment.set_holder(line.from().agency());
  return allotment;
}

void InsertAllotmentsOf(storage::Session& session, const Round& round, const PostDocumentRequest& document) {
  std::map<std::string, const BudgetLine*> described;
  for (const BudgetLine& line : document.budget_lines()) described[line.id()] = &line;
  std::vector<StoredAllotment> allotments;
  for (const auto& line : document.lines()) {
    const BudgetLine& budget_line = *described.at(line.to().budget_line());
    allotments.push_back({.allotment = ToAllotment(round, line, budget_line), .line = budget_line});
  }
  InsertAllotments(session, allotments);
}

}  // namespace

bool NeedsParts(const Round& round) {
  return round.lines_count() > kLinesInMessage;
}

std::vector<Plan> PlansOfRound(storage::Session& session, const std::string& round) {
  std::vector<Plan> plans;
  for (const std::string& name : ListRoundPlans(session, round))
    plans.push_back(FindPlan(session, name).value());
  return plans;
}

absl::StatusOr<Intent> SetAside(storage::Session& session, const Round& round, clock::Date effective) {
  if (const auto line = FindLineOfAnotherProject(session, round.name()))
    return rpc::Refuse(kLineChanged, {{"budget_line", *line}});
  return Intent{.kind = PostingKind::kRoundMoney,
                .document = round.name(),
                .request = SetAsideDocument(round, SumByHolder(session, round.name()), effective)};
}

std::optional<Posting> NextPart(storage::Session& session, const rpc::Call& call, const Round& round,
                                const Posting& booked) {
  if (booked.kind != PostingKind::kRoundMoney && booked.kind != PostingKind::kRoundPart) return std::nullopt;
  const Part part = ReadPart(session, round.name(), booked.next_line);
  if (part.lines.empty()) return std::nullopt;
  Posting next = booked;
  next.kind = PostingKind::kRoundPart;
  next.state = PostingState::kPending;
  next.journal_position = 0;
  next.next_line = part.next_line;
  // The day on which the money was set aside, whenever the part is sent.
  const clock::Date effective = clock::ParseDate(booked.request.effective_date()).value();
  next.request = RoundDocument(round, part.lines, part.plans, effective, Giver::kRound);
  next.request.set_actor(booked.request.actor());
  // No person's request: an id made of what is sent, which no other part shares.
  next.client_request_id = rpc::UuidOf(rpc::Fingerprint(call, next.request));
  next.request.set_request_id(next.client_request_id);
  return next;
}

void AllotLines(storage::Session& session, const Round& round, const Posting& booked) {
  if (booked.kind != PostingKind::kRoundPart) return InsertAllotmentsOf(session, round, booked.request);
  for (std::int64_t after = 0;;) {
    const auto part = FindPartAfter(session, round.name(), after);
    if (!part) return;
    InsertAllotmentsOf(session, round, part->request);
    after = part->next_line;
  }
}

}  // namespace cpb::allocation
