/// A round computed over plans under the terms of a scenario: the one way for rounds to be stored and for
/// rounds that are only compared.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/rpc/call.h"
#include "libs/rulebook/rule.h"
#include "libs/storage/database.h"
#include "services/allocation/app/sources.h"
#include "services/allocation/store/plans.h"

namespace cpb::allocation {

/// Plans of the scenario: those named, or all that wait. PLAN_NOT_APPROVED, PLAN_ALREADY_ALLOTTED; plans of
/// `ignored_round` count as free.
absl::StatusOr<std::vector<Plan>> PlansOfScenario(storage::Session& session,
                                                  const cpbudget::allocation::v1::Scenario& scenario,
                                                  const std::string& ignored_round);

/// The round with its lines, without a name. `ignored_round` counts neither as history nor under envelopes.
/// ROUND_EMPTY, ROUND_TOO_LARGE above 100,000 lines, ENVELOPE_BELOW_ISSUED, GUARANTEES_ABOVE_ENVELOPE,
/// AMOUNT_INVALID.
absl::StatusOr<cpbudget::allocation::v1::Round> ComputeScenario(
    storage::Session& session, const rpc::Call& call, const rulebook::Rulebook& book, const Sources& sources,
    const cpbudget::allocation::v1::Scenario& scenario, const std::vector<Plan>& plans,
    const std::string& ignored_round);

/// ROUND_TOO_LARGE.
absl::Status TooLarge(int lines);
/// PLAN_ALREADY_ALLOTTED.
absl::Status AlreadyAllotted(const std::string& plan, const std::string& round);

}  // namespace cpb::allocation
