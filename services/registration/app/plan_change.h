/// What all changes of a plan share: finding it under its lock, whose it is, whether the step may be taken,
/// and how the step is written down.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/registration/app/context.h"
#include "services/registration/domain/plan_steps.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// A plan with items, unlocked, as somebody who may see it sees it.
absl::StatusOr<v1::Plan> ReadPlan(storage::Session& session, const rpc::Call& call, std::string_view name);
/// The same under its row lock.
absl::StatusOr<v1::Plan> LockPlan(storage::Session& session, const rpc::Call& call, std::string_view name);

/// Only the agency whose plan it is prepares it.
absl::Status CheckOwnAgency(const rpc::Call& call, const v1::Plan& plan);

/// The facts of the plan; reads its cycle.
absl::StatusOr<PlanFacts> FactsOf(storage::Session& session, const v1::Plan& plan);

/// May `call` take the step now?
absl::Status CheckStepOf(const rpc::Call& call, const PlanFacts& facts, Action action,
                         const std::string& etag);

/// Puts the event into the history and gives the plan its new etag.
void RecordStep(const rpc::Call& call, Action action, const std::string& note, v1::Plan& plan);

/// Stores a changed current revision with its items and its last event, and tells the others
/// ("plan.submitted").
void SavePlan(storage::Session& session, const rpc::Call& call, const v1::Plan& plan);
/// The feed event that belongs to the last step.
void Tell(storage::Session& session, const rpc::Call& call, const v1::Plan& plan);

v1::Plan::State ToProto(State state);

}  // namespace cpb::registration
