#include "services/registration/domain/plan_steps.h"

#include "gtest/gtest.h"

namespace cpb::registration {
namespace {

clock::Date Day(const char* text) {
  return *clock::ParseDate(text);
}

PlanFacts PlanIn(State state) {
  return PlanFacts{.name = "plans/SXSH2020-2019-SCT-68",
                   .state = state,
                   .etag = "e1",
                   .history = {{Action::kCreate, "users/preparer", 1}},
                   .has_items = true,
                   .submission_deadline = Day("2018-07-20"),
                   .appraisal_deadline = Day("2018-11-15")};
}

WantedStep Want(Action action, std::string actor = "users/somebody", const char* today = "2018-07-20") {
  return WantedStep{
      .action = action, .actor = std::move(actor), .actor_name = "Lan", .etag = "e1", .today = Day(today)};
}

std::string Answer(const PlanFacts& plan, const WantedStep& step) {
  const auto refusal = CheckStep(plan, step);
  return refusal ? std::string{refusal->reason->name} : "ok";
}

TEST(CheckStep, StateDecidesWhichStepFits) {
  const struct {
    State state;
    const char* update;
    const char* submit;
    const char* give_back;
    const char* endorse;
    const char* approve;
  } table[] = {
      {State::kDraft, "ok", "ok", "PLAN_STATE", "PLAN_STATE", "PLAN_STATE"},
      {State::kSubmitted, "PLAN_STATE", "PLAN_STATE", "ok", "ok", "PLAN_STATE"},
      {State::kReturned, "ok", "ok", "PLAN_STATE", "PLAN_STATE", "PLAN_STATE"},
      {State::kEndorsed, "PLAN_STATE", "PLAN_STATE", "ok", "PLAN_STATE", "ok"},
      {State::kApproved, "PLAN_STATE", "PLAN_STATE", "PLAN_STATE", "PLAN_STATE", "PLAN_STATE"},
  };
  for (const auto& row : table) {
    const PlanFacts plan = PlanIn(row.state);
    EXPECT_EQ(Answer(plan, Want(Action::kUpdate, "users/preparer")), row.update) << ToText(row.state);
    EXPECT_EQ(Answer(plan, Want(Action::kSubmit, "users/preparer")), row.submit) << ToText(row.state);
    EXPECT_EQ(Answer(plan, Want(Action::kReturn)), row.give_back) << ToText(row.state);
    EXPECT_EQ(Answer(plan, Want(Action::kEndorse)), row.endorse) << ToText(row.state);
    EXPECT_EQ(Answer(plan, Want(Action::kApprove)), row.approve) << ToText(row.state);
  }
}

TEST(CheckStep, PreparerAppraiserAndApproverAreDifferentPeople) {
  // done before | wanted now | answer
  const struct {
    Action past;
    Action wanted;
    const char* answer;
  } table[] = {
      {Action::kCreate, Action::kEndorse, "SAME_PERSON"}, {Action::kUpdate, Action::kEndorse, "SAME_PERSON"},
      {Action::kSubmit, Action::kApprove, "SAME_PERSON"}, {Action::kUpdate, Action::kApprove, "SAME_PERSON"},
      {Action::kCreate, Action::kReturn, "SAME_PERSON"},  {Action::kEndorse, Action::kApprove, "SAME_PERSON"},
      {Action::kReturn, Action::kApprove, "SAME_PERSON"}, {Action::kReturn, Action::kUpdate, "SAME_PERSON"},
      {Action::kEndorse, Action::kSubmit, "SAME_PERSON"}, {Action::kReturn, Action::kEndorse, "ok"},
      {Action::kEndorse, Action::kReturn, "ok"},          {Action::kUpdate, Action::kSubmit, "ok"},
      {Action::kCreate, Action::kUpdate, "ok"},
  };
  for (const auto& row : table) {
    State state = State::kDraft;
    if (row.wanted == Action::kEndorse || row.wanted == Action::kReturn) state = State::kSubmitted;
    if (row.wanted == Action::kApprove) state = State::kEndorsed;
    PlanFacts plan = PlanIn(state);
    plan.history.push_back({row.past, "users/x", 1});
    plan.history.push_back({Action::kUpdate, "users/preparer", 2});
    EXPECT_EQ(Answer(plan, Want(row.wanted, "users/x")), row.answer)
        << ToText(row.past) << " then " << ToText(row.wanted);
  }
}

TEST(CheckStep, BothEndsOfADelegationCount) {
  // done before | wanted now | answer
  const struct {
    const char* past;
    const char* wanted;
    const char* answer;
  } table[] = {
      {"users/x", "users/y for users/x", "SAME_PERSON"},
      {"users/y for users/x", "users/x", "SAME_PERSON"},
      {"users/y for users/x", "users/y", "SAME_PERSON"},
      {"users/y for users/x", "users/z for users/x", "SAME_PERSON"},
      {"users/y for users/x", "users/x for users/z", "SAME_PERSON"},
      {"users/y for users/x", "users/z", "ok"},
  };
  for (const auto& row : table) {
    PlanFacts plan = PlanIn(State::kEndorsed);
    plan.history.push_back({Action::kEndorse, row.past, 1});
    EXPECT_EQ(Answer(plan, Want(Action::kApprove, row.wanted)), row.answer)
        << row.past << " then " << row.wanted;
  }
}

TEST(CheckStep, SamePersonNamesPersonAndEarlierStep) {
  PlanFacts plan = PlanIn(State::kEndorsed);
  const auto refusal = CheckStep(plan, Want(Action::kApprove, "users/preparer"));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->parameters.at("person"), "Lan");
  EXPECT_EQ(refusal->parameters.at("earlier_step"), "create");
}

TEST(CheckStep, DraftMustComeByTheSubmissionDeadlineReturnedPlanByTheEndOfAppraisal) {
  const PlanFacts draft = PlanIn(State::kDraft);
  EXPECT_EQ(Answer(draft, Want(Action::kSubmit, "users/preparer", "2018-07-20")), "ok");
  EXPECT_EQ(Answer(draft, Want(Action::kSubmit, "users/preparer", "2018-07-21")), "PLAN_LATE");
  EXPECT_EQ(Answer(draft, Want(Action::kUpdate, "users/preparer", "2018-07-21")), "ok");
  const PlanFacts returned = PlanIn(State::kReturned);
  EXPECT_EQ(Answer(returned, Want(Action::kSubmit, "users/preparer", "2018-11-15")), "ok");
  EXPECT_EQ(Answer(returned, Want(Action::kSubmit, "users/preparer", "2018-11-16")), "PLAN_LATE");
}

TEST(CheckStep, EtagMustBeTheCurrentOne) {
  WantedStep step = Want(Action::kSubmit, "users/preparer");
  step.etag = "e0";
  EXPECT_EQ(Answer(PlanIn(State::kDraft), step), "ETAG_MISMATCH");
  // What cannot be mended by reading again is said first.
  EXPECT_EQ(Answer(PlanIn(State::kApproved), step), "PLAN_STATE");
}

TEST(CheckStep, EmptyPlanIsNotSubmitted) {
  PlanFacts plan = PlanIn(State::kDraft);
  plan.has_items = false;
  EXPECT_EQ(Answer(plan, Want(Action::kSubmit, "users/preparer")), "PLAN_EMPTY");
  EXPECT_EQ(Answer(plan, Want(Action::kUpdate, "users/preparer")), "ok");
}

TEST(UpdateStartsRevision, OnceAfterEachReturn) {
  PlanFacts plan = PlanIn(State::kReturned);
  EXPECT_FALSE(UpdateStartsRevision(plan));
  plan.history.push_back({Action::kReturn, "users/a", 1});
  EXPECT_TRUE(UpdateStartsRevision(plan));
  plan.revision = 2;
  plan.history.push_back({Action::kUpdate, "users/preparer", 2});
  EXPECT_FALSE(UpdateStartsRevision(plan)) << "a second edit stays in the revision";
  plan.history.push_back({Action::kReturn, "users/a", 2});
  EXPECT_TRUE(UpdateStartsRevision(plan));
}

TEST(ParseAction, RoundTrip) {
  for (const Action action : {Action::kCreate, Action::kUpdate, Action::kSubmit, Action::kReturn,
                              Action::kEndorse, Action::kApprove}) {
    EXPECT_EQ(ParseAction(ToText(action)), action);
  }
  EXPECT_FALSE(ParseAction("pay").has_value());
}

}  // namespace
}  // namespace cpb::registration
