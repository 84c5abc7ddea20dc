/// Who may take a step in a document of allocation, by source of funds: the approval chains that registration
/// publishes, as far as they concern appropriations, rounds and adjustments.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "libs/refusal/refusal.h"

namespace cpb::allocation {

/// What documents of allocation pass through. Their chains know no other steps: registration's loader sees to
/// that.
enum class ChainStepKind { kPrepare, kApprove };

struct ChainStep {
  ChainStepKind kind = ChainStepKind::kPrepare;
  std::set<int> roles;  ///< Numbers of types.v1.Role; one of them is needed.
  std::string agency;   ///< `agencies/…`; empty: of any agency.
};

/// The steps that money of one source passes in one kind of document.
struct Chain {
  std::string version;
  std::string source;
  std::vector<ChainStep> steps;
};

/// Whoever wants to take a step; under a delegation the role that was delegated.
struct ChainCaller {
  std::set<int> roles;
  std::string agency;
};

/// NOT_IN_CHAIN when the caller may not take the step for one of the sources, or a source has no chain with
/// that step: nobody decides about money for which the data names nobody.
std::optional<refusal::Refusal> CheckChainStep(const std::vector<Chain>& chains, ChainStepKind step,
                                               const std::set<std::string>& sources,
                                               const ChainCaller& caller, const std::string& document);

}  // namespace cpb::allocation
