// Every reason that a step is refused for, over real gRPC on a real database.
#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PlanRefusals : public RegistrationTest {
 protected:
  v1::Plan Submitted() { return Submit(Lan(), Create()).value(); }
  v1::Plan Endorsed() { return Endorse(Appraiser(), Submitted()).value(); }
};

v1::ItemCut Cut(const std::string& item, std::int64_t amount) {
  v1::ItemCut cut;
  cut.set_item_id(item);
  cut.set_approved_vnd(amount);
  cut.set_reason("Cân đối.");
  return cut;
}

types::v1::Identity Everything(const std::string& subject, const std::string& agency,
                               const std::string& province) {
  return rpc::Person(subject,
                     {types::v1::ROLE_PROVINCE_OFFICER, types::v1::ROLE_APPRAISER, types::v1::ROLE_APPROVER},
                     agency, province);
}

TEST_F(PlanRefusals, OneCycleAYearAndOnlyWithACalendar) {
  v1::OpenCycleRequest request;
  request.set_request_id(NewId());
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  EXPECT_EQ(ReasonOf(instance_.Call(Appraiser(), &Stub::OpenCycle, request)), "CYCLE_EXISTS");
  request.set_budget_year(2021);
  EXPECT_EQ(ReasonOf(instance_.Call(Appraiser(), &Stub::OpenCycle, request)), "INVALID_REQUEST")
      << "outside the programme";
  request.set_programme("programmes/NONE");
  EXPECT_EQ(ReasonOf(instance_.Call(Appraiser(), &Stub::OpenCycle, request)), "INVALID_REQUEST");
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::OpenCycle, request)), "ROLE_MISSING");
}

TEST_F(PlanRefusals, OnePlanAYearInAnOpenCycle) {
  Create();
  EXPECT_EQ(ReasonOf(TryCreate(rpc::Officer("users/hoa", "68"), SamplePlan())), "PLAN_EXISTS");
  v1::Plan other_year = SamplePlan();
  other_year.set_budget_year(2020);
  EXPECT_EQ(ReasonOf(TryCreate(Lan(), other_year)), "CYCLE_CLOSED");
  instance_.SetDay("2018-07-21");
  v1::Plan plan = SamplePlan();
  plan.clear_items();
  EXPECT_EQ(ReasonOf(TryCreate(Minh(), plan)), "CYCLE_CLOSED");
}

TEST_F(PlanRefusals, AgencyOfTheCallerMustBeKnownAndOfTheProvince) {
  const auto roles = {types::v1::ROLE_PROVINCE_OFFICER};
  EXPECT_EQ(ReasonOf(TryCreate(rpc::Person("users/x", roles, "agencies/NONE", ""), SamplePlan())),
            "OUTSIDE_JURISDICTION");
  EXPECT_EQ(ReasonOf(TryCreate(rpc::Person("users/x", roles, "agencies/SCT-68", "01"), SamplePlan())),
            "OUTSIDE_JURISDICTION");
  const v1::Plan central = Create(rpc::Person("users/x", roles, "agencies/BCT", ""), SamplePlan());
  EXPECT_EQ(central.name(), "plans/SXSH2020-2019-BCT");
  EXPECT_EQ(central.province_code(), "");
}

TEST_F(PlanRefusals, AnotherProvincesPlanIsNeitherReadNorChanged) {
  const v1::Plan plan = Create();
  EXPECT_EQ(ReasonOf(Get(Minh(), plan.name())), "PLAN_OF_ANOTHER_PROVINCE");
  EXPECT_EQ(Get(Minh(), plan.name()).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(Update(Minh(), plan)), "PLAN_OF_ANOTHER_PROVINCE");
  EXPECT_EQ(ReasonOf(Submit(Minh(), plan)), "PLAN_OF_ANOTHER_PROVINCE");
  v1::CheckPlanRequest check;
  check.set_name(plan.name());
  EXPECT_EQ(ReasonOf(instance_.Call(Minh(), &Stub::CheckPlan, check)), "PLAN_OF_ANOTHER_PROVINCE");
  // A central unit sees the plan, yet it is not its own.
  const auto central = rpc::Person("users/x", {types::v1::ROLE_PROVINCE_OFFICER}, "agencies/BCT", "");
  EXPECT_TRUE(Get(central, plan.name()).ok());
  EXPECT_EQ(ReasonOf(Update(central, plan)), "PLAN_OF_ANOTHER_PROVINCE");
  EXPECT_EQ(ReasonOf(Submit(central, plan)), "PLAN_OF_ANOTHER_PROVINCE");
  v1::ListPlansRequest list;
  EXPECT_EQ(instance_.Call(Minh(), &Stub::ListPlans, list)->plans_size(), 0);
  list.set_province_code("68");
  EXPECT_EQ(ReasonOf(instance_.Call(Minh(), &Stub::ListPlans, list)), "OUTSIDE_JURISDICTION");
  EXPECT_EQ(Get(Lan(), plan.name())->SerializeAsString(), plan.SerializeAsString());
}

TEST_F(PlanRefusals, UnknownPlanOrRevision) {
  EXPECT_EQ(ReasonOf(Get(Lan(), "plans/SXSH2020-2019-SCT-99")), "PLAN_NOT_FOUND");
  const v1::Plan plan = Create();
  EXPECT_EQ(ReasonOf(Get(Lan(), plan.name(), 2)), "PLAN_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(Lan(), plan.name(), -1)), "INVALID_REQUEST");
  EXPECT_EQ(ReasonOf(Get(Lan(), "plan")), "INVALID_REQUEST");
  v1::Plan unknown;
  unknown.set_name("plans/NONE-2019-SCT-68");
  unknown.set_etag("r1-1");
  EXPECT_EQ(ReasonOf(Submit(Lan(), unknown)), "PLAN_NOT_FOUND");
}

TEST_F(PlanRefusals, SubmittingLate) {
  const v1::Plan draft = Create();
  instance_.SetDay("2018-07-21");
  const auto late = Submit(Lan(), draft);
  EXPECT_EQ(ReasonOf(late), "PLAN_LATE");
  EXPECT_EQ(Get(Lan(), draft.name())->state(), v1::Plan::STATE_DRAFT);
}

TEST_F(PlanRefusals, AReturnedPlanMayComeBackUntilTheAppraisalEnds) {
  instance_.SetDay("2018-07-20");
  const v1::Plan returned = Return(Appraiser(), Submitted()).value();
  instance_.SetDay("2018-11-16");
  EXPECT_EQ(ReasonOf(Submit(Lan(), returned)), "PLAN_LATE");
  instance_.SetDay("2018-11-15");
  EXPECT_EQ(ReasonOf(Submit(Lan(), returned)), "ok");
}

TEST_F(PlanRefusals, EditingAfterSubmission) {
  const v1::Plan submitted = Submitted();
  EXPECT_EQ(ReasonOf(Update(Lan(), submitted)), "PLAN_STATE");
  EXPECT_EQ(ReasonOf(Submit(Lan(), submitted)), "PLAN_STATE");
  EXPECT_EQ(ReasonOf(Approve(Approver(), submitted)), "PLAN_STATE");
  const v1::Plan approved = Approve(Approver(), Endorse(Appraiser(), submitted).value()).value();
  EXPECT_EQ(ReasonOf(Update(Lan(), approved)), "PLAN_STATE");
  EXPECT_EQ(ReasonOf(Return(Appraiser("users/other"), approved)), "PLAN_STATE");
  EXPECT_EQ(ReasonOf(Return(Approver(), approved)), "SAME_PERSON") << "whoever approved does not appraise";
}

TEST_F(PlanRefusals, PreparerAppraiserAndApproverAreThreePeople) {
  // Roles alone would let this person do everything; as an officer of the province and later of the ministry.
  const auto as_officer = Everything("users/x", "agencies/SCT-68", "68");
  const auto as_ministry = Everything("users/x", "agencies/BTC", "");
  const v1::Plan submitted = Submit(Lan(), Create(as_officer, SamplePlan())).value();
  EXPECT_EQ(ReasonOf(Endorse(as_ministry, submitted)), "SAME_PERSON");
  EXPECT_EQ(ReasonOf(Return(as_ministry, submitted)), "SAME_PERSON");
  const v1::Plan endorsed = Endorse(Appraiser(), submitted).value();
  EXPECT_EQ(ReasonOf(Approve(as_ministry, endorsed)), "SAME_PERSON");
  EXPECT_EQ(ReasonOf(Approve(Everything("users/lan", "agencies/BTC", ""), endorsed)), "SAME_PERSON");
  EXPECT_EQ(ReasonOf(Approve(Everything("users/appraiser", "agencies/BTC", ""), endorsed)), "SAME_PERSON");
  // Whoever returned it once may not approve it later, nor prepare it.
  const v1::Plan returned = Return(Approver("users/first"), endorsed).value();
  EXPECT_EQ(ReasonOf(Submit(Everything("users/first", "agencies/SCT-68", "68"), returned)), "SAME_PERSON");
  const v1::Plan again = Endorse(Appraiser(), Submit(Lan(), returned).value()).value();
  EXPECT_EQ(ReasonOf(Approve(Approver("users/first"), again)), "SAME_PERSON");
  EXPECT_EQ(ReasonOf(Approve(Approver("users/second"), again)), "ok");
}

TEST_F(PlanRefusals, UnderADelegationBothPeopleCountAndAmountsAndDaysAreHeld) {
  const auto for_approver = [](const std::string& delegate, std::int64_t max_vnd) {
    types::v1::Identity identity = Approver(delegate);
    types::v1::ActingFor& acting_for = *identity.mutable_acting_for();
    acting_for.set_delegation("delegations/1");
    acting_for.set_delegator("users/approver");
    acting_for.set_max_vnd(max_vnd);
    acting_for.set_first_date("2018-06-01");
    acting_for.set_last_date("2018-06-30");
    return identity;
  };
  const v1::Plan endorsed = Endorsed();
  EXPECT_EQ(ReasonOf(Approve(for_approver("users/appraiser", 1'000'000'000), endorsed)), "SAME_PERSON");
  EXPECT_EQ(ReasonOf(Approve(for_approver("users/deputy", 179'999'999), endorsed)), "DELEGATION_AMOUNT");
  instance_.SetDay("2018-07-01");
  EXPECT_EQ(ReasonOf(Approve(for_approver("users/deputy", 1'000'000'000), endorsed)),
            "DELEGATION_NOT_IN_FORCE");
  instance_.SetDay("2018-06-30");
  // The delegator counts as well: whoever returned it in person does not approve it through somebody else,
  // nor the reverse.
  const v1::Plan returned = Return(for_approver("users/deputy", 1), endorsed).value();
  EXPECT_EQ(returned.history(3).actor(), "users/deputy");
  EXPECT_EQ(returned.history(3).acting_for(), "users/approver");
  EXPECT_EQ(Get(Lan(), returned.name())->SerializeAsString(), returned.SerializeAsString());
  const v1::Plan again = Endorse(Appraiser(), Submit(Lan(), returned).value()).value();
  EXPECT_EQ(ReasonOf(Approve(Approver("users/approver"), again)), "SAME_PERSON");
  EXPECT_EQ(ReasonOf(Approve(Approver("users/deputy"), again)), "SAME_PERSON");
  EXPECT_EQ(ReasonOf(Approve(Approver("users/third"), again)), "ok");
}

TEST_F(PlanRefusals, RolesAreCheckedByTheContract) {
  const v1::Plan submitted = Submitted();
  EXPECT_EQ(ReasonOf(Endorse(Approver(), submitted)), "ROLE_MISSING");
  EXPECT_EQ(ReasonOf(Approve(Appraiser(), submitted)), "ROLE_MISSING");
  EXPECT_EQ(ReasonOf(Submit(Appraiser(), submitted)), "ROLE_MISSING");
  EXPECT_EQ(ReasonOf(TryCreate(Approver(), SamplePlan())), "ROLE_MISSING");
}

TEST_F(PlanRefusals, WrongEtag) {
  v1::Plan plan = Create();
  v1::Plan stale = plan;
  ASSERT_TRUE(Update(Lan(), plan).ok());
  EXPECT_EQ(ReasonOf(Update(Lan(), stale)), "ETAG_MISMATCH");
  EXPECT_EQ(ReasonOf(Submit(Lan(), stale)), "ETAG_MISMATCH");
  stale.set_etag("");
  EXPECT_EQ(ReasonOf(Submit(Lan(), stale)), "INVALID_REQUEST");
  const v1::Plan submitted = Submit(Lan(), Get(Lan(), plan.name()).value()).value();
  EXPECT_EQ(ReasonOf(Endorse(Appraiser(), plan)), "ETAG_MISMATCH");
  EXPECT_EQ(ReasonOf(Return(Appraiser(), plan)), "ETAG_MISMATCH");
}

TEST_F(PlanRefusals, EmptyPlan) {
  v1::Plan plan = SamplePlan();
  plan.clear_items();
  EXPECT_EQ(ReasonOf(Submit(Lan(), Create(Lan(), plan))), "PLAN_EMPTY");
}

TEST_F(PlanRefusals, ARuleThatBlocksStopsSubmissionAndNamesTheItem) {
  v1::Plan plan = SamplePlan();
  plan.mutable_items(2)->set_quantity(13);
  const v1::Plan draft = Create(Lan(), plan);
  EXPECT_EQ(draft.items(2).findings(0).severity(), types::v1::SEVERITY_BLOCK);
  const auto blocked = Submit(Lan(), draft);
  EXPECT_EQ(ReasonOf(blocked), "RULE_BLOCKS");
  EXPECT_THAT(rpc::ToGrpcStatus(blocked.status()).error_details(), HasSubstr("item 03"));
  v1::CheckPlanRequest check;
  check.set_name(draft.name());
  EXPECT_FALSE(instance_.Call(Lan(), &Stub::CheckPlan, check)->submittable());
}

TEST_F(PlanRefusals, CutsMustNameItemsAndStayWithinTheRequest) {
  const v1::Plan endorsed = Endorsed();
  EXPECT_EQ(ReasonOf(Approve(Approver(), endorsed, {Cut("77", 1), Cut("88", 1)})), "CUT_UNKNOWN_ITEM");
  EXPECT_EQ(ReasonOf(Approve(Approver(), endorsed, {Cut("01", 100'000'001)})), "CUT_ABOVE_REQUEST");
  EXPECT_EQ(ReasonOf(Approve(Approver(), endorsed, {Cut("01", 1), Cut("01", 2)})), "INVALID_REQUEST");
  EXPECT_EQ(ReasonOf(Approve(Approver(), endorsed, {Cut("01", -1)})), "INVALID_REQUEST");
  v1::ItemCut without_amount = Cut("01", 1);
  without_amount.clear_approved_vnd();
  EXPECT_EQ(ReasonOf(Approve(Approver(), endorsed, {without_amount})), "INVALID_REQUEST");
  EXPECT_EQ(Get(Lan(), endorsed.name())->state(), v1::Plan::STATE_ENDORSED);
  // A cut between what the rules leave (50 million) and the request (60 million) gives what the rules leave.
  const v1::Plan approved =
      Approve(Approver(), endorsed, {Cut("02", 55'000'000), Cut("03", 10'000'000)}).value();
  EXPECT_EQ(approved.items(1).approved(0).amount_vnd(), 50'000'000);
  EXPECT_EQ(approved.approved_vnd(), 160'000'000);
}

TEST_F(PlanRefusals, RemarksMustNameItems) {
  const v1::Plan submitted = Submitted();
  EXPECT_EQ(ReasonOf(Return(Appraiser(), submitted, "77", "?")), "INVALID_REQUEST");
  v1::ReturnPlanRequest nothing;
  nothing.set_request_id(NewId());
  nothing.set_name(submitted.name());
  nothing.set_etag(submitted.etag());
  EXPECT_EQ(ReasonOf(instance_.Call(Appraiser(), &Stub::ReturnPlan, nothing)), "INVALID_REQUEST");
  EXPECT_EQ(Get(Lan(), submitted.name())->state(), v1::Plan::STATE_SUBMITTED);
}

TEST_F(PlanRefusals, RepeatedRequestsReturnTheFirstOutcome) {
  v1::CreatePlanRequest create;
  create.set_request_id(NewId());
  *create.mutable_plan() = SamplePlan();
  const auto first = instance_.Call(Lan(), &Stub::CreatePlan, create).value();
  EXPECT_EQ(instance_.Call(Lan(), &Stub::CreatePlan, create)->SerializeAsString(), first.SerializeAsString());
  v1::SubmitPlanRequest submit;
  submit.set_request_id(NewId());
  submit.set_name(first.plan().name());
  submit.set_etag(first.plan().etag());
  const auto submitted = instance_.Call(Lan(), &Stub::SubmitPlan, submit).value();
  // Whatever the state is now, and even without the rules.
  ASSERT_TRUE(Endorse(Appraiser(), submitted.plan()).ok());
  rules_.Stop();
  EXPECT_EQ(instance_.Call(Lan(), &Stub::SubmitPlan, submit)->SerializeAsString(),
            submitted.SerializeAsString());
  submit.set_note("another content");
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::SubmitPlan, submit)), "REQUEST_ID_REUSED");
  create.set_request_id("not-a-uuid");
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::CreatePlan, create)), "INVALID_REQUEST");
}

TEST_F(PlanRefusals, ARefusalIsRememberedToo) {
  const v1::Plan draft = Create();
  instance_.SetDay("2018-07-21");
  v1::SubmitPlanRequest submit;
  submit.set_request_id(NewId());
  submit.set_name(draft.name());
  submit.set_etag(draft.etag());
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::SubmitPlan, submit)), "PLAN_LATE");
  instance_.SetDay("2018-07-20");
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::SubmitPlan, submit)), "PLAN_LATE");
  submit.set_request_id(NewId());
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::SubmitPlan, submit)), "ok");
}

}  // namespace
}  // namespace cpb::registration
