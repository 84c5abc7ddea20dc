/// The approval chains that a plan goes under.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "services/registration/app/context.h"
#include "services/registration/domain/chains.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// The version that the plan was submitted under, or today's when it was not submitted yet (or before chains
/// were data). CHAIN_MISSING.
absl::StatusOr<const ChainVersion*> ChainOf(const Context& context, const rpc::Call& call,
                                            const v1::Plan& plan);
/// Today's version, for a plan that is being submitted. CHAIN_MISSING.
absl::StatusOr<const ChainVersion*> ChainOfToday(const Context& context, const rpc::Call& call,
                                                 const v1::Plan& plan);

/// Warnings about what the deciding step will ask for and the plan lacks: the province's own decision.
std::vector<types::v1::Finding> WhatTheChainWillNeed(const ChainVersion& chains, const v1::Plan& plan);

/// May the caller take the step under the chains of the money in the plan?
absl::Status CheckChainOf(const rpc::Call& call, const ChainVersion& chains, const v1::Plan& plan,
                          Action action);

}  // namespace cpb::registration
