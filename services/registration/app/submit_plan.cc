#include "services/registration/app/submit_plan.h"

#include "libs/rpc/requests.h"
#include "services/registration/app/judgement.h"
#include "services/registration/app/plan_chain.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/domain/plan_steps.h"

namespace cpb::registration {
namespace {

/// Asked of state and donors.
std::int64_t RequestedOf(const v1::PlanItem& item) {
  std::int64_t sum = 0;  // Bounded by the eligible cost of the item.
  for (const auto& funding : item.requested()) {
    if (funding.source_kind() != types::v1::SOURCE_KIND_ENTERPRISE) sum += funding.amount_vnd();
  }
  return sum;
}

/// Would the calendar and the state let the plan be submitted today, by whoever may?
bool FitsToday(const rpc::Call& call, const PlanFacts& facts) {
  const WantedStep step{
      .action = Action::kSubmit, .actor = "", .actor_name = "", .etag = facts.etag, .today = call.today};
  return !CheckStep(facts, step).has_value();
}

}  // namespace

absl::Status PlanSubmission::Check(const rpc::Call& call, const v1::CheckPlanRequest& request,
                                   v1::CheckPlanResponse& response) const {
  v1::Plan plan;
  PlanFacts facts;
  CPB_RETURN_IF_ERROR(context_.database->Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(plan, ReadPlan(session, call, request.name()));
    CPB_ASSIGN_OR_RETURN(facts, FactsOf(session, plan));
    return absl::OkStatus();
  }));
  CPB_ASSIGN_OR_RETURN(const auto outcomes, context_.rules->Evaluate(call, plan));
  ApplyOutcomes(outcomes, plan);
  for (const v1::PlanItem& item : plan.items()) {
    response.mutable_findings()->MergeFrom(item.findings());
    v1::ItemAdmissible* left = response.add_items();
    left->set_item_id(item.item_id());
    left->set_requested_vnd(RequestedOf(item));
    left->set_admissible_vnd(item.admissible_vnd());
  }
  CPB_ASSIGN_OR_RETURN(const ChainVersion* chains, ChainOf(context_, call, plan));
  for (types::v1::Finding& finding : WhatTheChainWillNeed(*chains, plan)) {
    *response.add_findings() = std::move(finding);
  }
  response.set_rulebook_version(outcomes.rulebook_version());
  response.set_submittable(FitsToday(call, facts) && CheckNothingBlocks(plan, outcomes).ok());
  return absl::OkStatus();
}

absl::Status PlanSubmission::Submit(const rpc::Call& call, const v1::SubmitPlanRequest& request,
                                    v1::SubmitPlanResponse& response) const {
  const Judgement judgement = Judgement::Of(context_, call, request.name(), request.etag());
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     v1::Plan& plan = *response.mutable_plan();
                     CPB_ASSIGN_OR_RETURN(plan, LockPlan(session, call, request.name()));
                     CPB_RETURN_IF_ERROR(CheckOwnAgency(call, plan));
                     CPB_ASSIGN_OR_RETURN(const PlanFacts facts, FactsOf(session, plan));
                     CPB_RETURN_IF_ERROR(CheckStepOf(call, facts, Action::kSubmit, request.etag()));
                     CPB_ASSIGN_OR_RETURN(const auto outcomes, judgement.For(plan));
                     CPB_RETURN_IF_ERROR(CheckNothingBlocks(plan, outcomes));
                     ApplyOutcomes(outcomes, plan);
                     CPB_ASSIGN_OR_RETURN(const ChainVersion* chains, ChainOfToday(context_, call, plan));
                     plan.set_chain_version(chains->id);
                     plan.set_state(ToProto(StateAfter(facts, Action::kSubmit)));
                     RecordStep(call, Action::kSubmit, request.note(), plan);
                     SavePlan(session, call, plan);
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::registration
