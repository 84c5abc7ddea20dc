#include "services/allocation/app/hand_overs_desk.h"

#include "libs/feed/feed.h"
#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/decision_numbers.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/execution.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/allotments.h"
#include "services/allocation/store/hand_overs.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;
constexpr std::string_view kDepartment = "agencies/SCT-";

/// What became of the department's province by that day.
absl::StatusOr<Fate> FateOfUnit(const Provinces& provinces, const std::string& agency, clock::Date today) {
  const std::string code = agency.substr(std::min(agency.size(), kDepartment.size()));
  const Fate* fate = agency.rfind(kDepartment, 0) == 0 ? provinces.FateOf(code) : nullptr;
  if (fate == nullptr || fate->successor_code == code || today <= fate->last_day) {
    return rpc::Refuse(kUnitNotDissolved, {{"agency", agency}, {"date", clock::FormatDate(today)}});
  }
  return *fate;
}

/// The successor's own line for what an old one still had; the old one keeps its name and its history.
std::string LineOfSuccessor(const std::string& budget_line, const std::string& to_agency) {
  return budget_line + "-" + to_agency.substr(std::string_view{"agencies/"}.size());
}

void FillLines(const std::vector<Allotment>& allotments, const Execution& execution, HandOver& hand_over) {
  for (const Allotment& allotment : allotments) {
    const auto found =
        execution.lines.find({allotment.budget_line(), allotment.source(), allotment.budget_year()});
    if (found == execution.lines.end()) continue;
    const LineExecution& executed = found->second;
    if (executed.available_vnd == 0 && executed.committed_vnd == 0 && executed.advanced_vnd == 0) continue;
    pb::HandOverLine& line = *hand_over.add_lines();
    line.set_budget_line(allotment.budget_line());
    line.set_source(allotment.source());
    line.set_title(allotment.title());
    line.set_handed_vnd(executed.available_vnd);
    line.set_handed_committed_vnd(executed.committed_vnd);
    line.set_handed_advanced_vnd(executed.advanced_vnd - executed.in_payment_vnd);
    line.set_staying_advanced_vnd(executed.in_payment_vnd);
    if (HandedOf(line) > 0)
      line.set_to_budget_line(LineOfSuccessor(allotment.budget_line(), hand_over.to_agency()));
  }
  for (const auto& [holder, balance] : execution.unallotted) {
    const auto& [programme, source, agency, year] = holder;
    if (programme != hand_over.programme() || agency != hand_over.from_agency() || balance == 0) continue;
    pb::HandOverAppropriation& unallotted = *hand_over.add_appropriations();
    unallotted.set_source(source);
    unallotted.set_handed_vnd(balance);
  }
}

std::int64_t SumHanded(const HandOver& hand_over) {
  std::int64_t sum = 0;
  for (const auto& line : hand_over.lines()) sum += HandedOf(line);
  for (const auto& unallotted : hand_over.appropriations()) sum += unallotted.handed_vnd();
  return sum;
}

/// The old lines, locked, as the document needs them.
absl::StatusOr<std::vector<StoredAllotment>> LockLines(storage::Session& session, const HandOver& hand_over) {
  std::vector<StoredAllotment> lines;
  for (const pb::HandOverLine& line : hand_over.lines()) {
    if (HandedOf(line) == 0) continue;
    auto found =
        FindAllotment(session, line.budget_line(), line.source(), hand_over.budget_year(), /*lock=*/true);
    if (!found) {
      return rpc::Refuse(kLineNotAllotted, {{"budget_line", line.budget_line()},
                                            {"source", line.source()},
                                            {"budget_year", std::to_string(hand_over.budget_year())}});
    }
    lines.push_back(*std::move(found));
  }
  return lines;
}

}  // namespace

absl::Status HandOversDesk::Create(const rpc::Call& call, const pb::CreateHandOverRequest& request,
                                   pb::CreateHandOverResponse& response) {
  CPB_ASSIGN_OR_RETURN(const Fate fate, FateOfUnit(provinces_, request.from_agency(), call.today));
  if (auto refusal = ledger::CheckPeriod(ledger::Step::kBudget, request.budget_year(), call.today))
    return rpc::ToStatus(*refusal);
  // Before the transaction: nothing is held while the ledger answers. What moves until the decision is the
  // ledger's to refuse.
  CPB_ASSIGN_OR_RETURN(const Execution execution,
                       ReadExecution(server_, ledger_, call, request.budget_year(), {request.from_agency()}));
  return rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        HandOver hand_over;
        hand_over.set_programme(request.programme());
        hand_over.set_budget_year(request.budget_year());
        hand_over.set_state(HandOver::STATE_PROPOSED);
        hand_over.set_from_agency(request.from_agency());
        hand_over.set_to_agency(std::string{kDepartment} + fate.successor_code);
        hand_over.set_successor("provinces/" + fate.successor);
        hand_over.set_dissolved_date(clock::FormatDate(fate.last_day));
        hand_over.set_reason(request.reason());
        hand_over.set_ledger_position(execution.position);
        hand_over.set_creator(call.signature());
        hand_over.set_etag("1");
        FillLines(ListAllotmentsOfYear(session, request.programme(), request.budget_year(),
                                       request.from_agency(), ""),
                  execution, hand_over);
        hand_over.set_handed_vnd(SumHanded(hand_over));
        if (hand_over.handed_vnd() == 0) {
          return rpc::Refuse(kHandOverEmpty, {{"agency", request.from_agency()},
                                              {"budget_year", std::to_string(request.budget_year())}});
        }
        const std::int64_t number =
            NextNumber(session, "hand_over", request.programme(), request.budget_year());
        hand_over.set_name("handOvers/" + NumberedId(request.programme(), request.budget_year(), number));
        InsertHandOver(session, hand_over, request.from_agency().substr(kDepartment.size()),
                       fate.successor_code, clock::FormatInstant(call.now));
        feed::Append(session, call,
                     {{.type = "hand_over.proposed", .resource = hand_over.name(), .payload = &hand_over}});
        *response.mutable_hand_over() = std::move(hand_over);
        return absl::OkStatus();
      });
}

absl::Status HandOversDesk::Approve(const rpc::Call& call, const pb::ApproveHandOverRequest& request,
                                    pb::ApproveHandOverResponse& response) {
  const auto Prepare = [&](storage::Session& session) -> absl::StatusOr<Intent> {
    LockGrants(session);
    auto found = FindHandOver(session, request.name(), /*lock=*/true);
    if (!found) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    HandOver hand_over = *std::move(found);
    if (hand_over.state() != HandOver::STATE_PROPOSED) {
      return rpc::Refuse(kHandOverState, {{"hand_over", hand_over.name()},
                                          {"state", HandOver::State_Name(hand_over.state())}});
    }
    if (hand_over.etag() != request.etag())
      return rpc::Refuse(refusal::kEtagMismatch, {{"resource", hand_over.name()}});
    CPB_RETURN_IF_ERROR(MayApproveHandOver(call, hand_over));
    CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, hand_over.handed_vnd()));
    CPB_RETURN_IF_ERROR(UseDecisionNumber(session, NumberToday(call, request.decision_number()),
                                          {hand_over.name(), request.part_of()}));
    if (auto refusal = ledger::CheckPeriod(ledger::Step::kBudget, hand_over.budget_year(), call.today))
      return rpc::ToStatus(*refusal);
    CPB_ASSIGN_OR_RETURN(const auto lines, LockLines(session, hand_over));
    hand_over.set_state(HandOver::STATE_POSTING);
    hand_over.set_approver(call.signature());
    hand_over.set_decision_number(request.decision_number());
    hand_over.set_effective_date(clock::FormatDate(call.today));
    UpdateHandOver(session, hand_over, /*new_version=*/false);
    return Intent{.kind = PostingKind::kHandOver,
                  .document = hand_over.name(),
                  .request = HandOverDocument(hand_over, lines, call.today)};
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    *response.mutable_hand_over() = FindHandOver(session, posting.document, /*lock=*/false).value();
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

absl::Status HandOversDesk::List(const rpc::Call& call, const pb::ListHandOversRequest& request,
                                 pb::ListHandOversResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto listed = ListHandOvers(session, request.budget_year(), call.identity.province_code(), page.after,
                                page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedHandOver& one : listed) *response.add_hand_overs() = std::move(one.hand_over);
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation
