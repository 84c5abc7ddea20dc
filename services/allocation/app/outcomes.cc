#include "services/allocation/app/outcomes.h"

#include <map>

#include "libs/feed/feed.h"
#include "libs/telemetry/log.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/issue_in_parts.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/store/adjustments.h"
#include "services/allocation/store/allotments.h"
#include "services/allocation/store/appropriations.h"
#include "services/allocation/store/decision_numbers.h"
#include "services/allocation/store/exchange_differences.h"
#include "services/allocation/store/hand_overs.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {
namespace {

void IssueRound(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  Round round = LockRound(session, posting.document).value();
  if (const auto next = NextPart(session, call, round, posting))
    return InsertPosting(session, *next, clock::FormatInstant(call.now));
  round.set_state(Round::STATE_ISSUED);
  round.set_journal_position(posting.journal_position);
  UpdateRound(session, round, /*new_version=*/true);
  AllotLines(session, round, posting);
  FillLines(session, "", round);
  feed::Append(session, call, {{.type = "round.issued", .resource = round.name(), .payload = &round}},
               posting.request.actor());
}

void RevokeRound(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  Round round = LockRound(session, posting.document).value();
  DeleteAllotmentsOfRound(session, round.name());
  ReleaseRound(session, round.name());
  round.set_state(Round::STATE_REVOKED);
  round.set_revoke_journal_position(posting.journal_position);
  UpdateRound(session, round, /*new_version=*/true);
  FillLines(session, "", round);
  feed::Append(session, call, {{.type = "round.revoked", .resource = round.name(), .payload = &round}},
               posting.request.actor());
}

void StayIssued(storage::Session& session, const Posting& posting) {
  Round round = LockRound(session, posting.document).value();
  round.set_state(Round::STATE_ISSUED);
  round.clear_revoker();
  round.clear_revoke_reason();
  round.clear_revoke_decision_number();
  UpdateRound(session, round, /*new_version=*/false);
}

/// The same line in the next year, opened by the first carry-over into it.
void BringForward(storage::Session& session, const Adjustment& adjustment, const Posting& posting) {
  const int next_year = adjustment.budget_year() + 1;
  const std::string& line = adjustment.from_budget_line();
  if (FindAllotment(session, line, adjustment.source(), next_year, /*lock=*/true)) {
    ReviseAllotment(session, line, adjustment.source(), next_year, adjustment.amount_vnd());
    return;
  }
  StoredAllotment next =
      FindAllotment(session, line, adjustment.source(), adjustment.budget_year(), /*lock=*/true).value();
  next.allotment.set_budget_year(next_year);
  next.allotment.set_original_vnd(0);
  next.allotment.set_revised_vnd(adjustment.amount_vnd());
  next.line = posting.request.budget_lines(0);
  InsertAllotments(session, {next});
}

void PostAdjustment(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  Adjustment adjustment = FindAdjustment(session, posting.document, /*lock=*/true).value();
  adjustment.set_state(Adjustment::STATE_POSTED);
  adjustment.set_journal_position(posting.journal_position);
  const int year = adjustment.budget_year();
  if (adjustment.kind() != Adjustment::KIND_SUPPLEMENT) {
    ReviseAllotment(session, adjustment.from_budget_line(), adjustment.source(), year,
                    -adjustment.amount_vnd());
  }
  if (adjustment.kind() == Adjustment::KIND_CARRY_OVER) {
    BringForward(session, adjustment, posting);
  } else if (adjustment.kind() != Adjustment::KIND_CUT) {
    ReviseAllotment(session, adjustment.to_budget_line(), adjustment.source(), year, adjustment.amount_vnd());
  }
  UpdateAdjustment(session, adjustment, /*new_version=*/true);
  feed::Append(session, call,
               {{.type = "adjustment.posted", .resource = adjustment.name(), .payload = &adjustment}},
               posting.request.actor());
}

/// The successor's line, opened by the first hand-over into it.
void Receive(storage::Session& session, const HandOver& hand_over,
             const cpbudget::allocation::v1::HandOverLine& line, const BudgetLine& described) {
  const int year = hand_over.budget_year();
  if (FindAllotment(session, line.to_budget_line(), line.source(), year, /*lock=*/true)) {
    ReviseAllotment(session, line.to_budget_line(), line.source(), year, HandedOf(line));
    return;
  }
  StoredAllotment next =
      FindAllotment(session, line.budget_line(), line.source(), year, /*lock=*/true).value();
  // Local money was held by the old department; the ministry's stays the ministry's.
  if (next.allotment.holder() == hand_over.from_agency()) next.allotment.set_holder(hand_over.to_agency());
  next.allotment.set_budget_line(line.to_budget_line());
  next.allotment.set_agency(hand_over.to_agency());
  next.allotment.set_original_vnd(0);
  next.allotment.set_revised_vnd(HandedOf(line));
  next.allotment.set_hand_over(hand_over.name());
  next.allotment.set_from_budget_line(line.budget_line());
  next.line = described;
  InsertAllotments(session, {next});
}

void PostHandOver(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  HandOver hand_over = FindHandOver(session, posting.document, /*lock=*/true).value();
  std::map<std::string, const BudgetLine*> described;
  for (const BudgetLine& line : posting.request.budget_lines()) described[line.id()] = &line;
  for (const auto& line : hand_over.lines()) {
    if (HandedOf(line) == 0) continue;
    ReviseAllotment(session, line.budget_line(), line.source(), hand_over.budget_year(), -HandedOf(line));
    Receive(session, hand_over, line, *described.at(line.to_budget_line()));
  }
  hand_over.set_state(HandOver::STATE_POSTED);
  hand_over.set_journal_position(posting.journal_position);
  UpdateHandOver(session, hand_over, /*new_version=*/true);
  feed::Append(session, call,
               {{.type = "hand_over.posted", .resource = hand_over.name(), .payload = &hand_over}},
               posting.request.actor());
}

void StayProposed(storage::Session& session, const Posting& posting) {
  HandOver hand_over = FindHandOver(session, posting.document, /*lock=*/true).value();
  hand_over.set_state(HandOver::STATE_PROPOSED);
  hand_over.clear_approver();
  hand_over.clear_decision_number();
  hand_over.clear_effective_date();
  UpdateHandOver(session, hand_over, /*new_version=*/false);
}

void PostAppropriation(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  Appropriation appropriation = GetAppropriation(session, posting.document);
  appropriation.set_posted(true);
  FinishAppropriation(session, appropriation, /*booked=*/true);
  feed::Append(
      session, call,
      {{.type = "appropriation.created", .resource = appropriation.name(), .payload = &appropriation}},
      posting.request.actor());
}

void ReleaseReserve(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  Appropriation appropriation = LockBookedAppropriation(session, posting.document).value();
  auto& release = *appropriation.mutable_releases()->rbegin();
  release.set_posted(true);
  release.set_journal_position(posting.journal_position);
  UpdateAppropriation(session, appropriation);
  feed::Append(session, call,
               {{.type = "appropriation.reserve_released",
                 .resource = appropriation.name(),
                 .payload = &appropriation}},
               posting.request.actor());
}

void PostExchangeDifference(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  ExchangeDifference difference = GetExchangeDifference(session, posting.document);
  difference.set_posted(true);
  difference.set_journal_position(posting.journal_position);
  FinishExchangeDifference(session, difference, /*booked=*/true);
  feed::Append(
      session, call,
      {{.type = "exchange_difference.posted", .resource = difference.name(), .payload = &difference}},
      posting.request.actor());
}

/// The reserve holds again what was to be released.
void ForgetRelease(storage::Session& session, const Posting& posting) {
  Appropriation appropriation = LockBookedAppropriation(session, posting.document).value();
  appropriation.set_reserve_held_vnd(appropriation.reserve_held_vnd() +
                                     appropriation.releases().rbegin()->amount_vnd());
  appropriation.mutable_releases()->RemoveLast();
  UpdateAppropriation(session, appropriation);
}

}  // namespace

void ApplyBooked(storage::Session& session, const rpc::Call& call, const Posting& posting) {
  switch (posting.kind) {
    case PostingKind::kAppropriation:
      return PostAppropriation(session, call, posting);
    case PostingKind::kRound:
    case PostingKind::kRoundMoney:
    case PostingKind::kRoundPart:
      return IssueRound(session, call, posting);
    case PostingKind::kAdjustment:
      return PostAdjustment(session, call, posting);
    case PostingKind::kReserveRelease:
      return ReleaseReserve(session, call, posting);
    case PostingKind::kRevocation:
      return RevokeRound(session, call, posting);
    case PostingKind::kHandOver:
      return PostHandOver(session, call, posting);
    case PostingKind::kExchangeDifference:
      return PostExchangeDifference(session, call, posting);
  }
}

void ApplyRefused(storage::Session& session, const Posting& posting) {
  switch (posting.kind) {
    case PostingKind::kAppropriation:
      ForgetDecisionNumbers(session, posting.document);
      return FinishAppropriation(session, GetAppropriation(session, posting.document), /*booked=*/false);
    case PostingKind::kRound:
    case PostingKind::kRoundMoney: {
      Round round = LockRound(session, posting.document).value();
      round.set_state(Round::STATE_APPROVED);
      return UpdateRound(session, round, /*new_version=*/false);
    }
    case PostingKind::kAdjustment: {
      Adjustment adjustment = FindAdjustment(session, posting.document, /*lock=*/true).value();
      adjustment.set_state(Adjustment::STATE_PROPOSED);
      adjustment.clear_approver();
      adjustment.clear_decision_number();
      adjustment.clear_effective_date();
      return UpdateAdjustment(session, adjustment, /*new_version=*/false);
    }
    case PostingKind::kReserveRelease:
      return ForgetRelease(session, posting);
    case PostingKind::kRevocation:
      return StayIssued(session, posting);
    case PostingKind::kHandOver:
      return StayProposed(session, posting);
    case PostingKind::kRoundPart:
      // What it could refuse was checked before money was set aside: a fault to look at. The round stays on
      // its way.
      return telemetry::Log(telemetry::Level::kError, "the ledger refused a part of a round",
                            {{"round", posting.document}, {"request_id", posting.request.request_id()}});
    case PostingKind::kExchangeDifference:
      return FinishExchangeDifference(session, GetExchangeDifference(session, posting.document),
                                      /*booked=*/false);
  }
}

}  // namespace cpb::allocation
