#include "services/registration/domain/plan_steps.h"

#include <algorithm>

#include "libs/people/people.h"
#include "services/registration/domain/reasons.h"

namespace cpb::registration {
namespace {

/// The three parts that different people play.
enum class Part { kPrepare, kAppraise, kApprove };

Part PartOf(Action action) {
  switch (action) {
    case Action::kCreate:
    case Action::kUpdate:
    case Action::kDecideLocal:
    case Action::kSubmit:
    case Action::kAnswer:
      return Part::kPrepare;
    case Action::kReturn:
    case Action::kEndorse:
      return Part::kAppraise;
    case Action::kApprove:
      return Part::kApprove;
  }
  return Part::kPrepare;
}

bool Fits(State state, Action action) {
  switch (action) {
    case Action::kCreate:
      return false;
    case Action::kUpdate:
    case Action::kSubmit:
      return state == State::kDraft || state == State::kReturned;
    case Action::kDecideLocal:
      return state != State::kApproved;
    case Action::kAnswer:
      return state == State::kReturned;
    case Action::kReturn:
      return state == State::kSubmitted || state == State::kEndorsed;
    case Action::kEndorse:
      return state == State::kSubmitted;
    case Action::kApprove:
      return state == State::kEndorsed;
  }
  return false;
}

const PastStep* OtherPartPlayed(const PlanFacts& plan, const WantedStep& step) {
  const auto found = std::find_if(plan.history.begin(), plan.history.end(), [&](const PastStep& past) {
    return people::Same(past.actor, step.actor) && PartOf(past.action) != PartOf(step.action);
  });
  return found == plan.history.end() ? nullptr : &*found;
}

}  // namespace

std::string_view ToText(State state) {
  switch (state) {
    case State::kDraft:
      return "draft";
    case State::kSubmitted:
      return "submitted";
    case State::kReturned:
      return "returned";
    case State::kEndorsed:
      return "endorsed";
    case State::kApproved:
      return "approved";
  }
  return "";
}

std::string_view ToText(Action action) {
  switch (action) {
    case Action::kCreate:
      return "create";
    case Action::kUpdate:
      return "update";
    case Action::kDecideLocal:
      return "decide-local";
    case Action::kSubmit:
      return "submit";
    case Action::kReturn:
      return "return";
    case Action::kAnswer:
      return "answer";
    case Action::kEndorse:
      return "endorse";
    case Action::kApprove:
      return "approve";
  }
  return "";
}

std::optional<Action> ParseAction(std::string_view text) {
  for (const Action action : {Action::kCreate, Action::kUpdate, Action::kDecideLocal, Action::kSubmit,
                              Action::kReturn, Action::kAnswer, Action::kEndorse, Action::kApprove}) {
    if (ToText(action) == text) return action;
  }
  return std::nullopt;
}

clock::Date SubmissionDeadline(const PlanFacts& plan) {
  return plan.state == State::kReturned ? plan.appraisal_deadline : plan.submission_deadline;
}

std::optional<refusal::Refusal> CheckStep(const PlanFacts& plan, const WantedStep& step) {
  const std::string step_text{ToText(step.action)};
  if (const PastStep* past = OtherPartPlayed(plan, step)) {
    return refusal::Refusal{&refusal::kSamePerson,
                            {{"person", step.actor_name.empty() ? step.actor : step.actor_name},
                             {"earlier_step", std::string{ToText(past->action)}},
                             {"resource", plan.name}},
                            {}};
  }
  if (!Fits(plan.state, step.action)) {
    return refusal::Refusal{
        &kPlanState,
        {{"plan", plan.name}, {"state", std::string{ToText(plan.state)}}, {"step", step_text}},
        {}};
  }
  if (step.etag != plan.etag) return refusal::Refusal{&refusal::kEtagMismatch, {{"resource", plan.name}}, {}};
  if (step.action != Action::kSubmit) return std::nullopt;
  if (const clock::Date deadline = SubmissionDeadline(plan); step.today > deadline) {
    return refusal::Refusal{&kPlanLate,
                            {{"plan", plan.name},
                             {"deadline", clock::FormatDate(deadline)},
                             {"today", clock::FormatDate(step.today)}},
                            {}};
  }
  if (!plan.has_items) return refusal::Refusal{&kPlanEmpty, {{"plan", plan.name}}, {}};
  return std::nullopt;
}

State StateAfter(const PlanFacts& plan, Action action) {
  switch (action) {
    case Action::kCreate:
      return State::kDraft;
    case Action::kUpdate:
    case Action::kDecideLocal:
    case Action::kAnswer:
      return plan.state;
    case Action::kSubmit:
      return State::kSubmitted;
    case Action::kReturn:
      return State::kReturned;
    case Action::kEndorse:
      return State::kEndorsed;
    case Action::kApprove:
      return State::kApproved;
  }
  return plan.state;
}

bool UpdateStartsRevision(const PlanFacts& plan) {
  return std::any_of(plan.history.begin(), plan.history.end(), [&](const PastStep& past) {
    return past.action == Action::kReturn && past.revision == plan.revision;
  });
}

}  // namespace cpb::registration
