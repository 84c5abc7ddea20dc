/// Approval chains from `approval_chains.csv` of the reference data, one row a step.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/registration/domain/catalogue.h"

namespace cpb::registration {

/// `catalogue` needs its sources and agencies. FAILED_PRECONDITION names file, row and column of what is
/// wrong: a word that is unknown, two versions on one day, steps out of order, a source of a plan without a
/// chain, steps that a document does not know, a step that registers and yet cuts, a missing citation.
absl::StatusOr<ChainBook> LoadChains(const std::string& folder, const Catalogue& catalogue);

}  // namespace cpb::registration
