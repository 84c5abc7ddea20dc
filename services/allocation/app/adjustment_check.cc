#include "services/allocation/app/adjustment_check.h"

#include "libs/ledger/period.h"
#include "libs/money/money.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/decisions.h"
#include "services/allocation/domain/carry_over.h"
#include "services/allocation/domain/circle.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/grants.h"
#include "services/allocation/store/plans.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

constexpr char kSupplementGround[] = "SUPPLEMENT_AFTER_30_SEPTEMBER";

absl::StatusOr<StoredAllotment> FindLine(storage::Session& session, const Adjustment& adjustment,
                                         const std::string& budget_line) {
  auto found =
      FindAllotment(session, budget_line, adjustment.source(), adjustment.budget_year(), /*lock=*/true);
  if (!found || found->allotment.programme() != adjustment.programme()) {
    return rpc::Refuse(kLineNotAllotted, {{"budget_line", budget_line},
                                          {"source", adjustment.source()},
                                          {"budget_year", std::to_string(adjustment.budget_year())}});
  }
  // The gate of grants is locked: a round that is issued now is not being revoked before this is recorded.
  const auto round = FindRound(session, found->allotment.round());
  if (round && round->state() == Round::STATE_REVOKING) {
    return rpc::Refuse(kRoundState, {{"round", round->name()}, {"state", Round::State_Name(round->state())}});
  }
  return *std::move(found);
}

/// Accountants speak for their own agency, people of a province for its lines.
absl::Status MayTouch(const rpc::Call& call, const StoredAllotment& line) {
  const bool own_province = call.SeesProvince(line.line.province_code());
  const bool accountant_only =
      call.Has(types::v1::ROLE_ACCOUNTANT) && !call.Has(types::v1::ROLE_BUDGET_OFFICER);
  const bool own_agency = !accountant_only || call.identity.agency() == line.allotment.agency();
  if (own_province && own_agency) return absl::OkStatus();
  return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", line.allotment.budget_line()}});
}

std::string MoneyText(std::int64_t dong) {
  return refusal::FormatVnd(dong);
}

/// The day that supports the ground, checked against the supplement that is named as proof.
absl::StatusOr<std::optional<clock::Date>> CheckProof(storage::Session& session,
                                                      const Adjustment& adjustment) {
  const bool names_adjustment = adjustment.proof().rfind("adjustments/", 0) == 0;
  if (adjustment.ground() != kSupplementGround && !names_adjustment) return std::optional<clock::Date>{};
  const auto supplement = FindAdjustment(session, adjustment.proof(), /*lock=*/true);
  const bool fits = supplement && supplement->kind() == Adjustment::KIND_SUPPLEMENT &&
                    supplement->state() == Adjustment::STATE_POSTED &&
                    supplement->to_budget_line() == adjustment.from_budget_line() &&
                    supplement->source() == adjustment.source() &&
                    supplement->budget_year() == adjustment.budget_year();
  if (!fits) {
    return rpc::Refuse(kProofInvalid, {{"proof", adjustment.proof()},
                                       {"budget_line", adjustment.from_budget_line()},
                                       {"source", adjustment.source()}});
  }
  const std::int64_t used = SumCarriedOverUnder(session, adjustment.proof(), adjustment.name());
  const std::int64_t room = supplement->amount_vnd() - used;
  if (adjustment.amount_vnd() > room) {
    return rpc::Refuse(kCarryOverAboveSupplement, {{"proof", adjustment.proof()},
                                                   {"room", MoneyText(room)},
                                                   {"asked", MoneyText(adjustment.amount_vnd())}});
  }
  return clock::ParseDate(supplement->effective_date());
}

/// No line gives back more than it was allotted; how much of it is still free is the ledger's to say.
absl::StatusOr<std::vector<rulebook::Finding>> CheckCut(const Adjustment& adjustment,
                                                        const StoredAllotment& line) {
  const std::int64_t revised = line.allotment.revised_vnd();
  if (adjustment.amount_vnd() <= revised) return std::vector<rulebook::Finding>{};
  return rpc::Refuse(kCutAboveAllotment, {{"budget_line", adjustment.from_budget_line()},
                                          {"revised", MoneyText(revised)},
                                          {"asked", MoneyText(adjustment.amount_vnd())}});
}

/// Money that went from the receiving line to the giving one does not go back by another virement.
absl::Status CheckCircle(storage::Session& session, const Adjustment& adjustment) {
  std::vector<Move> moves;
  for (const Way& way :
       ListVirements(session, adjustment.budget_year(), adjustment.source(), adjustment.name()))
    moves.emplace_back(way.from_line, way.to_line);
  const auto way = FindWay(moves, adjustment.to_budget_line(), adjustment.from_budget_line());
  if (way.empty()) return absl::OkStatus();
  std::string text;
  for (const std::string& line : way) text += (text.empty() ? "" : " → ") + line;
  return rpc::Refuse(
      kVirementCircle,
      {{"from", adjustment.from_budget_line()}, {"to", adjustment.to_budget_line()}, {"way", text}});
}

absl::Status CheckPeriod(const Adjustment& adjustment, clock::Date today) {
  const auto refusal = adjustment.kind() == Adjustment::KIND_CARRY_OVER
                           ? CheckCarryOverDay(adjustment.budget_year(), today)
                           : ledger::CheckPeriod(ledger::Step::kBudget, adjustment.budget_year(), today);
  return refusal ? rpc::ToStatus(*refusal) : absl::OkStatus();
}

/// Item of the plan behind a line, as the rules see it; what was allotted before counts with it.
absl::StatusOr<rulebook::Subject> SubjectOfLine(storage::Session& session, const Sources& sources,
                                                const Adjustment& adjustment, const StoredAllotment& line) {
  const auto plan = FindPlan(session, line.allotment.plan());
  if (!plan) return absl::InternalError("an allotted plan has no copy");
  for (const Item& item : ToItems(*plan, sources)) {
    if (item.item_id != line.allotment.item_id()) continue;
    rulebook::Subject subject = SubjectOf(item);
    subject.budget_year = adjustment.budget_year();
    subject.asked = {
        {.source = adjustment.source(), .enterprise = false, .amount_vnd = adjustment.amount_vnd()}};
    return subject;
  }
  return absl::InternalError("an allotted item is not in its plan");
}

/// What is approved keeps its inputs; what is only proposed has no name yet and is judged again at approval.
absl::StatusOr<std::vector<rulebook::Finding>> Judge(storage::Session& session, const rpc::Call& call,
                                                     const rulebook::Rulebook& book, rulebook::Step step,
                                                     const rulebook::Subject& subject,
                                                     const std::vector<rulebook::Grant>& history,
                                                     const Adjustment& adjustment) {
  rulebook::Outcome outcome = rulebook::Evaluate(book, step, std::span{&subject, 1}, history).front();
  refusal::Refusal blocked{&kRuleBlocks, {}, {}};
  for (const rulebook::Finding& finding : outcome.findings) {
    if (finding.severity < rulebook::Severity::kCap) continue;
    blocked.violations.push_back(ToViolation(finding, adjustment.to_budget_line()));
  }
  if (blocked.violations.empty()) {
    if (!adjustment.name().empty()) {
      RecordDecision(session, call, book, step, adjustment.name(), std::span{&subject, 1}, history,
                     std::span{&outcome, 1});
    }
    return std::move(outcome.findings);
  }
  blocked.parameters["count"] = std::to_string(blocked.violations.size());
  return rpc::ToStatus(blocked);
}

}  // namespace

absl::StatusOr<TouchedLines> FindLines(storage::Session& session, const rpc::Call& call,
                                       const Adjustment& adjustment) {
  TouchedLines lines;
  const bool gives = adjustment.kind() != Adjustment::KIND_SUPPLEMENT;
  const bool receives = adjustment.kind() != Adjustment::KIND_CUT;
  const std::string& first = receives ? adjustment.to_budget_line() : adjustment.from_budget_line();
  CPB_ASSIGN_OR_RETURN(lines.to, FindLine(session, adjustment, first));
  lines.from = lines.to;
  if (gives && receives) {
    CPB_ASSIGN_OR_RETURN(lines.from, FindLine(session, adjustment, adjustment.from_budget_line()));
  }
  CPB_RETURN_IF_ERROR(MayTouch(call, lines.from));
  CPB_RETURN_IF_ERROR(MayTouch(call, lines.to));
  return lines;
}

absl::StatusOr<std::vector<rulebook::Finding>> CheckAdjustment(
    storage::Session& session, const rpc::Call& call, const rulebook::Rulebook& book, const Sources& sources,
    const Adjustment& adjustment, const TouchedLines& lines) {
  CPB_RETURN_IF_ERROR(CheckPeriod(adjustment, call.today));
  CPB_ASSIGN_OR_RETURN(rulebook::Subject subject, SubjectOfLine(session, sources, adjustment, lines.to));
  subject.event_date = call.today;
  subject.agency = lines.to.allotment.agency();
  if (adjustment.kind() == Adjustment::KIND_CARRY_OVER) {
    CPB_ASSIGN_OR_RETURN(subject.ground_date, CheckProof(session, adjustment));
    subject.ground = adjustment.ground();
    return Judge(session, call, book, rulebook::Step::kYearEnd, subject, {}, adjustment);
  }
  // What is taken back passes no limit of the rulebook; the ledger keeps what is committed or paid.
  if (adjustment.kind() == Adjustment::KIND_CUT) return CheckCut(adjustment, lines.from);
  const std::int64_t revised = lines.to.allotment.revised_vnd();
  if (adjustment.amount_vnd() > money::kMaxDong - revised)
    return rpc::Refuse(kAmountInvalid, {{"least", "1"}});
  if (adjustment.kind() == Adjustment::KIND_VIREMENT) {
    CPB_RETURN_IF_ERROR(CheckCircle(session, adjustment));
    subject.giving_agency = lines.from.allotment.agency();
    subject.giving_source = lines.from.allotment.source();
    subject.giving_budget_year = lines.from.allotment.budget_year();
  }
  subject.ignore_document = adjustment.name();
  subject.earlier_vnd =
      SumRevised(session, BudgetLineId(lines.to.allotment.plan(), lines.to.allotment.item_id()),
                 adjustment.budget_year()) +
      SumPendingTo(session, adjustment.to_budget_line(), adjustment.budget_year(), adjustment.name());
  return Judge(session, call, book, rulebook::Step::kAdjustment, subject,
               ListGrants(session, {subject.establishment}), adjustment);
}

}  // namespace cpb::allocation
