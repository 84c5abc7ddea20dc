#include "services/allocation/domain/chain.h"

#include <algorithm>

#include "services/allocation/domain/chain_reasons.h"

namespace cpb::allocation {
namespace {

bool Fits(const ChainStep& step, const ChainCaller& caller) {
  const bool has_role = std::any_of(step.roles.begin(), step.roles.end(),
                                    [&](int role) { return caller.roles.contains(role); });
  return has_role && (step.agency.empty() || step.agency == caller.agency);
}

bool MayTake(const Chain& chain, ChainStepKind step, const ChainCaller& caller) {
  return std::any_of(chain.steps.begin(), chain.steps.end(),
                     [&](const ChainStep& one) { return one.kind == step && Fits(one, caller); });
}

}  // namespace

std::optional<refusal::Refusal> CheckChainStep(const std::vector<Chain>& chains, ChainStepKind step,
                                               const std::set<std::string>& sources,
                                               const ChainCaller& caller, const std::string& document) {
  for (const std::string& source : sources) {
    const auto chain =
        std::find_if(chains.begin(), chains.end(), [&](const Chain& one) { return one.source == source; });
    if (chain != chains.end() && MayTake(*chain, step, caller)) continue;
    return refusal::Refusal{
        &kNotInChain,
        {{"chain", chain == chains.end() ? "-" : chain->version}, {"source", source}, {"document", document}},
        {}};
  }
  return std::nullopt;
}

}  // namespace cpb::allocation
