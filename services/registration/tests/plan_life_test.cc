// The whole life of a plan, over real gRPC on a real database.
#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::ElementsAre;

class PlanLife : public RegistrationTest {};

v1::ItemCut Cut(const std::string& item, std::int64_t amount) {
  v1::ItemCut cut;
  cut.set_item_id(item);
  cut.set_approved_vnd(amount);
  cut.set_reason("Cân đối ngân sách.");
  return cut;
}

std::vector<std::int64_t> Approved(const v1::PlanItem& item) {
  std::vector<std::int64_t> amounts;
  for (const auto& funding : item.approved()) amounts.push_back(funding.amount_vnd());
  return amounts;
}

TEST_F(PlanLife, FromDraftToApprovalWithOneRevisionInBetween) {
  const v1::Plan draft = Create();
  EXPECT_EQ(draft.name(), "plans/SXSH2020-2019-SCT-68");
  EXPECT_EQ(draft.state(), v1::Plan::STATE_DRAFT);
  EXPECT_EQ(draft.requested_vnd(), 190'000'000);
  EXPECT_EQ(draft.eligible_cost_vnd(), 250'000'000);
  EXPECT_EQ(draft.items(1).admissible_vnd(), 50'000'000) << "the rules were asked while typing";
  EXPECT_EQ(draft.items(1).findings(0).rule_id(), "CP-ASSESS");
  EXPECT_EQ(draft.items(1).findings(0).item_id(), "02");
  EXPECT_EQ(draft.rulebook_version(), "2013-02-10-test");

  const v1::Plan submitted = Submit(Lan(), draft).value();
  EXPECT_EQ(submitted.state(), v1::Plan::STATE_SUBMITTED);
  EXPECT_NE(submitted.etag(), draft.etag());
  const v1::Plan returned = Return(Appraiser(), submitted, "02", "Giảm mức đề nghị.").value();
  EXPECT_EQ(returned.state(), v1::Plan::STATE_RETURNED);
  EXPECT_EQ(returned.items(1).remark(), "Giảm mức đề nghị.");

  v1::Plan edited = returned;
  edited.mutable_items(1)->mutable_requested(0)->set_amount_vnd(50'000'000);
  edited = Update(Lan(), edited).value();
  EXPECT_EQ(edited.revision(), 2);
  EXPECT_EQ(edited.state(), v1::Plan::STATE_RETURNED);
  EXPECT_EQ(edited.items(1).remark(), "");

  const v1::Plan again = Submit(Lan(), edited).value();
  const v1::Plan endorsed = Endorse(Appraiser("users/appraiser2"), again).value();
  const v1::Plan approved = Approve(Approver(), endorsed, {Cut("01", 70'000'001)}).value();
  EXPECT_EQ(approved.state(), v1::Plan::STATE_APPROVED);
  EXPECT_EQ(approved.decision_number(), "1788/QĐ-BTC");
  // The 40 million of the province stay: the ministry registers them.
  EXPECT_THAT(Approved(approved.items(0)), ElementsAre(30'000'001, 40'000'000));
  EXPECT_THAT(Approved(approved.items(1)), ElementsAre(50'000'000, 60'000'000));
  EXPECT_THAT(Approved(approved.items(2)), ElementsAre(10'000'000, 20'000'000));
  EXPECT_EQ(approved.approved_vnd(), 150'000'001);
  EXPECT_EQ(approved.items(0).remark(), "Cân đối ngân sách.");

  // What was stored is what was answered.
  EXPECT_EQ(Get(Lan(), approved.name())->SerializeAsString(), approved.SerializeAsString());
  // The earlier revision stays as it was returned.
  EXPECT_EQ(Get(Lan(), approved.name(), 1)->SerializeAsString(), returned.SerializeAsString());

  std::vector<std::string> steps;
  for (const auto& event : approved.history()) steps.push_back(event.action() + " " + event.actor());
  EXPECT_THAT(
      steps, ElementsAre("create users/lan", "submit users/lan", "return users/appraiser", "update users/lan",
                         "submit users/lan", "endorse users/appraiser2", "approve users/approver"));
  EXPECT_THAT(FeedTypes(), ElementsAre("cycle.opened", "establishment.created", "plan.created",
                                       "plan.submitted", "plan.returned", "plan.updated", "plan.submitted",
                                       "plan.endorsed", "plan.approved"));
}

TEST_F(PlanLife, FeedCarriesThePlanAsItIsAfterTheEvent) {
  const v1::Plan submitted = Submit(Lan(), Create()).value();
  const auto payload = opened_.database->Read([](storage::Session& session) -> absl::StatusOr<std::string> {
    return session.Query("SELECT payload FROM feed ORDER BY position DESC LIMIT 1").at(0).Text(0);
  });
  v1::Plan told;
  ASSERT_TRUE(told.ParseFromString(payload.value()));
  EXPECT_EQ(told.SerializeAsString(), submitted.SerializeAsString());
}

TEST_F(PlanLife, RevisionsAreListedNewestFirst) {
  const v1::Plan returned = Return(Appraiser(), Submit(Lan(), Create()).value()).value();
  v1::Plan edited = returned;
  edited.set_title("Bản sửa");
  ASSERT_TRUE(Update(Lan(), edited).ok());
  v1::ListPlanRevisionsRequest request;
  request.set_name(returned.name());
  const auto revisions = instance_.Call(Lan(), &Stub::ListPlanRevisions, request).value().revisions();
  ASSERT_EQ(revisions.size(), 2);
  EXPECT_EQ(revisions[0].revision(), 2);
  EXPECT_EQ(revisions[0].title(), "Bản sửa");
  EXPECT_EQ(revisions[1].revision(), 1);
  EXPECT_EQ(revisions[1].items_size(), 0);
}

TEST_F(PlanLife, EarlierRevisionIsGuardedByTheDatabase) {
  const v1::Plan returned = Return(Appraiser(), Submit(Lan(), Create()).value()).value();
  ASSERT_TRUE(Update(Lan(), returned).ok());
  const auto change = [&](const char* sql) {
    return opened_.database->Write([&](storage::Session& session) -> absl::Status {
      session.Execute(sql, {returned.name()});
      return absl::OkStatus();
    });
  };
  EXPECT_FALSE(change("DELETE FROM plan_item WHERE plan = ? AND revision = 1").ok());
  EXPECT_FALSE(change("UPDATE plan_revision SET title = 'x' WHERE plan = ? AND revision = 1").ok());
  EXPECT_FALSE(change("DELETE FROM plan_event WHERE plan = ?").ok());
  EXPECT_EQ(Get(Lan(), returned.name(), 1)->SerializeAsString(), returned.SerializeAsString());
}

TEST_F(PlanLife, CheckSaysWhatTheRulesFindWithoutChangingAnything) {
  const v1::Plan draft = Create();
  v1::CheckPlanRequest request;
  request.set_name(draft.name());
  const auto check = instance_.Call(Lan(), &Stub::CheckPlan, request).value();
  EXPECT_TRUE(check.submittable());
  ASSERT_EQ(check.findings_size(), 1);
  EXPECT_EQ(check.findings(0).citation().instrument(), "221/2012/TTLT-BTC-BCT");
  ASSERT_EQ(check.items_size(), 3);
  EXPECT_EQ(check.items(1).requested_vnd(), 60'000'000);
  EXPECT_EQ(check.items(1).admissible_vnd(), 50'000'000);
  EXPECT_EQ(Get(Lan(), draft.name())->etag(), draft.etag());
  instance_.SetDay("2018-07-21");
  EXPECT_FALSE(instance_.Call(Lan(), &Stub::CheckPlan, request).value().submittable())
      << "the deadline has passed";
}

TEST_F(PlanLife, ValidateOnlyRunsEveryCheckAndChangesNothing) {
  const v1::Plan draft = Create();
  v1::SubmitPlanRequest request;
  request.set_request_id(NewId());
  request.set_name(draft.name());
  request.set_etag(draft.etag());
  request.set_validate_only(true);
  EXPECT_EQ(instance_.Call(Lan(), &Stub::SubmitPlan, request).value().plan().state(),
            v1::Plan::STATE_SUBMITTED);
  EXPECT_EQ(Get(Lan(), draft.name())->SerializeAsString(), draft.SerializeAsString());
  instance_.SetDay("2018-07-21");
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::SubmitPlan, request)), "PLAN_LATE");
}

TEST_F(PlanLife, WithoutTheRulesPlansAreTypedButNotJudged) {
  rules_.Stop();
  const v1::Plan draft = Create();
  EXPECT_EQ(draft.items(1).findings_size(), 0);
  EXPECT_EQ(draft.rulebook_version(), "");
  v1::CheckPlanRequest check;
  check.set_name(draft.name());
  EXPECT_EQ(instance_.Call(Lan(), &Stub::CheckPlan, check).status().code(), absl::StatusCode::kUnavailable);
  v1::SubmitPlanRequest submit;
  submit.set_request_id(NewId());
  submit.set_name(draft.name());
  submit.set_etag(draft.etag());
  EXPECT_EQ(instance_.Call(Lan(), &Stub::SubmitPlan, submit).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Get(Lan(), draft.name())->state(), v1::Plan::STATE_DRAFT);
  // The failure decided nothing: the same request succeeds when the rules are back.
  rules_.Start();
  absl::StatusOr<v1::SubmitPlanResponse> again = instance_.Call(Lan(), &Stub::SubmitPlan, submit);
  for (int i = 0; i < 500 && !again.ok(); ++i) again = instance_.Call(Lan(), &Stub::SubmitPlan, submit);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->plan().items(1).admissible_vnd(), 50'000'000);
}

TEST_F(PlanLife, TheCalendarOfTheBudgetYearSetsTheDeadlinesOfTheCycle) {
  const auto cycles = instance_.Call(Lan(), &Stub::ListCycles, v1::ListCyclesRequest{}).value();
  ASSERT_EQ(cycles.cycles_size(), 1);
  EXPECT_EQ(cycles.cycles(0).name(), "cycles/SXSH2020-2019");
  EXPECT_EQ(cycles.cycles(0).submission_deadline(), "2018-07-20");
  EXPECT_EQ(cycles.cycles(0).appraisal_deadline(), "2018-11-15");
  EXPECT_GT(cycles.cycles(0).deadlines_size(), 10);
  EXPECT_EQ(cycles.cycles(0).deadlines(0).date(), "2018-05-15");
  EXPECT_TRUE(cycles.cycles(0).deadlines(0).verified());
}

}  // namespace
}  // namespace cpb::registration
