/// The life of a plan: which step fits which state, who may take it, and until when.
///
///   draft --submit--> submitted --endorse--> endorsed --approve--> approved
///                        |  <--return--         |
///                        +------> returned <----+      (returned --submit--> submitted)
///
/// Preparing (create, update, decide-local, submit, answer), appraising (return, endorse) and approving are
/// done by different people over the whole life of a plan, whatever was undone in between.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::registration {

enum class State { kDraft, kSubmitted, kReturned, kEndorsed, kApproved };
enum class Action { kCreate, kUpdate, kDecideLocal, kSubmit, kReturn, kAnswer, kEndorse, kApprove };

std::string_view ToText(State state);
std::string_view ToText(Action action);
std::optional<Action> ParseAction(std::string_view text);

/// A step that was taken.
struct PastStep {
  Action action = Action::kCreate;
  std::string actor;  ///< users/…, or users/… for users/… (libs/people)
  int revision = 1;
};

/// Everything that the decision on a step needs to know of the plan.
struct PlanFacts {
  std::string name;
  State state = State::kDraft;
  int revision = 1;
  std::string etag;
  std::vector<PastStep> history;  ///< Oldest first.
  bool has_items = false;
  clock::Date submission_deadline{};
  clock::Date appraisal_deadline{};
};

/// A step that somebody wants to take.
struct WantedStep {
  Action action = Action::kUpdate;
  std::string actor;  ///< As in PastStep: both ends count.
  std::string actor_name;
  std::string etag;  ///< Of the plan as the person saw it.
  clock::Date today{};
};

/// Why the step may not be taken; nothing when it may. What cannot be mended comes first: the person, then
/// the state, then the etag, the deadline, the content.
std::optional<refusal::Refusal> CheckStep(const PlanFacts& plan, const WantedStep& step);

/// The state after an allowed step.
State StateAfter(const PlanFacts& plan, Action action);

/// True when an update starts a new revision: the current one was returned, so it stays as it was judged.
bool UpdateStartsRevision(const PlanFacts& plan);

/// Last day on which the plan may be submitted.
clock::Date SubmissionDeadline(const PlanFacts& plan);

}  // namespace cpb::registration
