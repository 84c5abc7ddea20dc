/// The terms of a round out of the messages, and how much was given under each envelope before.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/storage/database.h"
#include "services/allocation/domain/round.h"

namespace cpb::allocation {

/// Method, envelopes, ranks and guarantees; what was used before is not known yet.
Terms ToTerms(const cpbudget::allocation::v1::Scenario& scenario);

/// Fills what issued rounds and adjustments gave under each envelope of the year, and what rounds that are
/// not issued promise; `ignored_round` does not count. ENVELOPE_BELOW_ISSUED names every envelope that holds
/// less.
absl::Status FillUsedBefore(storage::Session& session, const cpbudget::allocation::v1::Scenario& scenario,
                            const std::string& ignored_round, Terms& terms);

/// GUARANTEES_ABOVE_ENVELOPE, naming every envelope that is short.
absl::Status CheckGuarantees(const ComputedRound& computed);

/// The envelopes with what was asked of them and what they gave.
void FillEnvelopes(const ComputedRound& computed, cpbudget::allocation::v1::Round& round);

}  // namespace cpb::allocation
