#include "services/registration/app/plan_change.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "libs/feed/feed.h"
#include "libs/people/people.h"
#include "libs/rpc/status.h"
#include "services/registration/domain/reasons.h"
#include "services/registration/store/cycles.h"
#include "services/registration/store/plans.h"

namespace cpb::registration {
namespace {

State FromProto(v1::Plan::State state) {
  switch (state) {
    case v1::Plan::STATE_SUBMITTED:
      return State::kSubmitted;
    case v1::Plan::STATE_RETURNED:
      return State::kReturned;
    case v1::Plan::STATE_ENDORSED:
      return State::kEndorsed;
    case v1::Plan::STATE_APPROVED:
      return State::kApproved;
    default:
      return State::kDraft;
  }
}

/// Past tense for the feed.
std::string_view EventType(Action action) {
  switch (action) {
    case Action::kCreate:
      return "plan.created";
    case Action::kUpdate:
      return "plan.updated";
    case Action::kDecideLocal:
      return "plan.local_decision_recorded";
    case Action::kSubmit:
      return "plan.submitted";
    case Action::kReturn:
      return "plan.returned";
    case Action::kAnswer:
      return "plan.remark_answered";
    case Action::kEndorse:
      return "plan.endorsed";
    case Action::kApprove:
      return "plan.approved";
  }
  return "plan.updated";
}

absl::StatusOr<v1::Plan> WithItems(store::Plans& plans, const rpc::Call& call, std::string_view name,
                                   std::optional<v1::Plan> plan) {
  if (!plan) return rpc::Refuse(kPlanNotFound, {{"plan", std::string{name}}});
  if (!call.SeesProvince(plan->province_code())) {
    return rpc::Refuse(kPlanOfAnotherProvince, {{"plan", std::string{name}}});
  }
  plans.LoadItems(*plan);
  return *std::move(plan);
}

}  // namespace

v1::Plan::State ToProto(State state) {
  switch (state) {
    case State::kDraft:
      return v1::Plan::STATE_DRAFT;
    case State::kSubmitted:
      return v1::Plan::STATE_SUBMITTED;
    case State::kReturned:
      return v1::Plan::STATE_RETURNED;
    case State::kEndorsed:
      return v1::Plan::STATE_ENDORSED;
    case State::kApproved:
      return v1::Plan::STATE_APPROVED;
  }
  return v1::Plan::STATE_UNSPECIFIED;
}

absl::StatusOr<v1::Plan> ReadPlan(storage::Session& session, const rpc::Call& call, std::string_view name) {
  store::Plans plans{session};
  return WithItems(plans, call, name, plans.Find(name));
}

absl::StatusOr<v1::Plan> LockPlan(storage::Session& session, const rpc::Call& call, std::string_view name) {
  store::Plans plans{session};
  return WithItems(plans, call, name, plans.Lock(name));
}

absl::Status CheckOwnAgency(const rpc::Call& call, const v1::Plan& plan) {
  if (!plan.agency().empty() && plan.agency() == call.identity.agency()) return absl::OkStatus();
  return rpc::Refuse(kPlanOfAnotherProvince, {{"plan", plan.name()}});
}

absl::StatusOr<PlanFacts> FactsOf(storage::Session& session, const v1::Plan& plan) {
  const auto cycle = store::FindCycle(session, plan.programme(), plan.budget_year());
  if (!cycle) return absl::InternalError("a plan without its cycle");
  const auto submission = clock::ParseDate(cycle->submission_deadline());
  const auto appraisal = clock::ParseDate(cycle->appraisal_deadline());
  if (!submission || !appraisal) return absl::InternalError("a cycle without its deadlines");
  PlanFacts facts{.name = plan.name(),
                  .state = FromProto(plan.state()),
                  .revision = plan.revision(),
                  .etag = plan.etag(),
                  .history = {},
                  .has_items = plan.items_size() > 0,
                  .submission_deadline = *submission,
                  .appraisal_deadline = *appraisal};
  for (const v1::PlanEvent& event : plan.history()) {
    const auto action = ParseAction(event.action());
    if (!action) return absl::InternalError("an unknown step in the history of a plan");
    facts.history.push_back({*action, people::Sign(event.actor(), event.acting_for()), event.revision()});
  }
  return facts;
}

absl::Status CheckStepOf(const rpc::Call& call, const PlanFacts& facts, Action action,
                         const std::string& etag) {
  const WantedStep step{.action = action,
                        .actor = call.signature(),
                        .actor_name = call.identity.display_name(),
                        .etag = etag,
                        .today = call.today};
  if (const auto refusal = CheckStep(facts, step)) return rpc::ToStatus(*refusal);
  return absl::OkStatus();
}

void RecordStep(const rpc::Call& call, Action action, const std::string& note, v1::Plan& plan) {
  v1::PlanEvent* event = plan.add_history();
  event->set_action(std::string{ToText(action)});
  event->set_actor(call.actor());
  event->set_acting_for(call.identity.acting_for().delegator());
  event->set_actor_name(call.identity.display_name());
  *event->mutable_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(call.now.time_since_epoch().count());
  event->set_revision(plan.revision());
  event->set_note(note);
  store::MarkVoided(plan);
  // Every change adds an event, so the count of events tells any two versions apart.
  plan.set_etag(absl::StrCat("r", plan.revision(), "-", plan.history_size()));
}

void SavePlan(storage::Session& session, const rpc::Call& call, const v1::Plan& plan) {
  store::Plans plans{session};
  plans.SaveRevision(plan);
  plans.WriteItems(plan);
  plans.AppendLastEvent(plan);
  Tell(session, call, plan);
}

void Tell(storage::Session& session, const rpc::Call& call, const v1::Plan& plan) {
  const auto action = ParseAction(plan.history(plan.history_size() - 1).action());
  feed::Append(session, call, {{std::string{EventType(*action)}, plan.name(), &plan}});
}

}  // namespace cpb::registration
