#include "libs/ledger/moves.h"

#include <limits>
#include <map>
#include <string>
#include <utility>

#include "libs/ledger/reasons.h"

namespace cpb::ledger {
namespace {

using refusal::Violation;

/// The step that a move belongs to, and the budget year whose period counts; nothing when it is not listed.
struct MoveClass {
  Step step;
  int budget_year;
};

std::optional<MoveClass> Classify(const Movement& movement) {
  const Kind from = movement.from.kind;
  const Kind to = movement.to.kind;
  const int year = movement.from.budget_year;
  const bool same_year = year == movement.to.budget_year;
  const auto is = [&](Kind a, Kind b) { return from == a && to == b; };
  if (same_year &&
      (is(Kind::kAuthority, Kind::kAppropriation) || is(Kind::kAppropriation, Kind::kAuthority) ||
       is(Kind::kAppropriation, Kind::kAvailable) || is(Kind::kAvailable, Kind::kAppropriation) ||
       is(Kind::kAvailable, Kind::kAvailable))) {
    return MoveClass{Step::kBudget, year};
  }
  if (is(Kind::kAppropriation, Kind::kAppropriation) &&
      IsSetAside(movement.from) != IsSetAside(movement.to)) {
    AccountKey other = movement.from;
    other.budget_line = movement.to.budget_line;
    if (other == movement.to) return MoveClass{Step::kBudget, year};
  }
  const bool same_place = WithKind(movement.from, to) == movement.to;
  if (same_place && is(Kind::kAvailable, Kind::kCarriedForward)) return MoveClass{Step::kCarryOver, year};
  if (same_place && is(Kind::kBroughtForward, Kind::kAvailable)) return MoveClass{Step::kCarryOver, year - 1};
  return std::nullopt;
}

/// Appropriations have neither project nor line, but for what is set aside for a round; the stages after them
/// have a line.
bool PlaceFitsKind(const Movement& movement, const AccountKey& key) {
  if (IsSetAside(key) && movement.from.kind != Kind::kAuthority && movement.to.kind != Kind::kAuthority)
    return key.component_project.empty();
  const bool of_holder = key.kind == Kind::kAuthority || key.kind == Kind::kAppropriation;
  return of_holder ? key.budget_line.empty() && key.component_project.empty() : !key.budget_line.empty();
}

/// A sum out of range stays as far from zero as it can be, so that the two sides still differ.
void AddSaturated(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum)) sum = std::numeric_limits<std::int64_t>::max();
}

/// What leaves year Y carried forward must enter year Y+1 brought forward, place by place.
std::vector<Violation> CheckCarryOver(const std::vector<Movement>& movements) {
  std::map<AccountKey, std::int64_t> open;  // Keyed by the available account of the year that gives.
  for (const Movement& movement : movements) {
    if (movement.amount_vnd < 1) continue;  // Decide refuses it.
    if (movement.to.kind == Kind::kCarriedForward) AddSaturated(open[movement.from], movement.amount_vnd);
    if (movement.from.kind == Kind::kBroughtForward) {
      AccountKey giver = movement.to;
      --giver.budget_year;
      AddSaturated(open[giver], -movement.amount_vnd);
    }
  }
  std::vector<Violation> violations;
  for (const auto& [key, difference] : open) {
    if (difference == 0) continue;
    violations.push_back(
        {.subject = CanonicalText(key),
         .text_vi = "Số chuyển nguồn đi và số nhận ở năm sau không bằng nhau.",
         .text_en = "What is carried forward differs from what the next year brings forward.",
         .limit_vnd = {},
         .actual_vnd = difference,
         .rule_id = "",
         .citation = ""});
  }
  return violations;
}

std::vector<Violation> CheckKinds(const std::vector<Movement>& movements) {
  std::vector<Violation> violations;
  for (std::size_t i = 0; i < movements.size(); ++i) {
    const Movement& movement = movements[i];
    if (Classify(movement) && PlaceFitsKind(movement, movement.from) && PlaceFitsKind(movement, movement.to))
      continue;
    violations.push_back({.subject = "lines[" + std::to_string(i) + "]",
                          .text_vi = "Không được chuyển từ " + CanonicalText(movement.from) + " sang " +
                                     CanonicalText(movement.to) + ".",
                          .text_en = "Money may not move from " + CanonicalText(movement.from) + " to " +
                                     CanonicalText(movement.to) + ".",
                          .limit_vnd = {},
                          .actual_vnd = movement.amount_vnd,
                          .rule_id = "",
                          .citation = ""});
  }
  return violations;
}

}  // namespace

bool IsSetAside(const AccountKey& key) {
  return key.kind == Kind::kAppropriation && !key.budget_line.empty();
}

std::optional<refusal::Refusal> CheckBudgetMoves(const std::vector<Movement>& movements,
                                                 clock::Date effective, clock::Date today) {
  std::vector<Violation> violations = CheckKinds(movements);
  if (violations.empty()) violations = CheckCarryOver(movements);
  if (!violations.empty()) {
    return refusal::Refusal{
        &kMoveNotAllowed, {{"count", std::to_string(violations.size())}}, std::move(violations)};
  }
  for (const Movement& movement : movements) {
    const MoveClass move = *Classify(movement);
    if (auto refusal = CheckPeriod(move.step, move.budget_year, effective)) return refusal;
    if (today <= AdjustmentEnd(move.budget_year)) continue;
    return CheckPeriod(Step::kPayment, move.budget_year, today);
  }
  return std::nullopt;
}

}  // namespace cpb::ledger
