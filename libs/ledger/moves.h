/// Which moves a program that decides about money may ask of the ledger, and when. Spending (commitments,
/// payments, …) is not among them: it belongs to the ledger's own program.
///
///   AUTHORITY ⇄ APPROPRIATION            appropriation, and its cut
///   APPROPRIATION ⇄ AVAILABLE            allotment, supplement, and their cut
///   APPROPRIATION ⇄ APPROPRIATION of the same holder that names a round: set aside for a round of many
///   documents AVAILABLE → AVAILABLE                virement AVAILABLE(Y) → CARRIED_FORWARD(Y),
///   BROUGHT_FORWARD(Y+1) → AVAILABLE(Y+1)    carry-over, both in one document
#pragma once

#include <optional>
#include <vector>

#include "libs/ledger/decide.h"
#include "libs/ledger/period.h"

namespace cpb::ledger {

/// Part of an appropriation that is set aside for a round while it is being issued: the round's id stands
/// where other accounts have their line.
bool IsSetAside(const AccountKey& key);

/// Guards in this order: MOVE_NOT_ALLOWED (a pair of kinds that is not listed; a carry-over whose two sides
/// differ; a place that does not fit its kind), then PERIOD_CLOSED for the effective date, then PERIOD_CLOSED
/// when it is recorded after the adjustment period of its year (`today`).
std::optional<refusal::Refusal> CheckBudgetMoves(const std::vector<Movement>& movements,
                                                 clock::Date effective, clock::Date today);

}  // namespace cpb::ledger
