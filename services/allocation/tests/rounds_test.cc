/// Rounds through the wire, and the rules as they are listed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using ::testing::HasSubstr;
constexpr std::int64_t kMillion = 1'000'000;

TEST(Rounds, CapsOverPlansAndLeavesEnterpriseMoneyAlone) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {Assessment("03", "0100000001", 120 * kMillion, 60 * kMillion),
                                      Assessment("04", "0100000002", 80 * kMillion, 45 * kMillion)}));
  harness.Publish(ApprovedPlan("87", {Assessment("01", "0100000001", 100 * kMillion, 30 * kMillion)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  ASSERT_EQ(round->lines_size(), 3);
  EXPECT_EQ(round->lines(0).allotted_vnd(), 50 * kMillion);
  EXPECT_EQ(round->lines(1).allotted_vnd(), 40 * kMillion);
  EXPECT_EQ(round->lines(2).allotted_vnd(),
            0);  // The establishment had its 50 million from another province.
  EXPECT_EQ(round->allotted_vnd(), 90 * kMillion);
  EXPECT_EQ(round->name(), "rounds/SXSH2020-2019-01");
  EXPECT_THAT(round->rulebook_version(), HasSubstr("2026-11-21-"));
  ASSERT_GE(round->lines(0).findings_size(), 2);
  EXPECT_EQ(round->lines(0).findings(0).citation().instrument(), "221/2012/TTLT-BTC-BCT");
}

TEST(Rounds, ALaterRoundSeesWhatAnEarlierOneGranted) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {Assessment("03", "0100000001", 120 * kMillion, 30 * kMillion)}));
  ASSERT_TRUE(harness.Compute().ok());
  harness.Publish(ApprovedPlan("87", {Assessment("01", "0100000001", 100 * kMillion, 30 * kMillion)}));
  const auto second = harness.Compute();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->lines(0).allotted_vnd(), 20 * kMillion);
}

TEST(Rounds, RefusesWhatCannotBeAllotted) {
  Harness harness;
  EXPECT_EQ(rpc::ReasonOf(harness.Compute().status()), "ROUND_EMPTY");
  EXPECT_EQ(rpc::ReasonOf(harness.Compute({"plans/SXSH2020-2019-SCT-68"}).status()), "PLAN_NOT_APPROVED");
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
  ASSERT_TRUE(harness.Compute({"plans/SXSH2020-2019-SCT-68"}).ok());
  EXPECT_EQ(rpc::ReasonOf(harness.Compute({"plans/SXSH2020-2019-SCT-68"}).status()), "PLAN_ALREADY_ALLOTTED");
  EXPECT_EQ(rpc::ReasonOf(harness.Compute().status()), "ROUND_EMPTY");
}

TEST(Rounds, TwoAtOnceDoNotAllotAPlanTwice) {
  Harness harness;
  for (int i = 0; i < 4; ++i) {
    harness.Publish(ApprovedPlan(std::to_string(60 + i), {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
    const std::string plan = "plans/SXSH2020-2019-SCT-" + std::to_string(60 + i);
    std::atomic<int> made{0};
    std::vector<std::thread> people;
    for (int k = 0; k < 4; ++k) {
      people.emplace_back([&] {
        const auto round = harness.Compute({plan});
        if (round.ok()) {
          ++made;
        } else {
          EXPECT_EQ(rpc::ReasonOf(round.status()), "PLAN_ALREADY_ALLOTTED") << round.status();
        }
      });
    }
    for (std::thread& person : people) person.join();
    EXPECT_EQ(made, 1);
  }
}

TEST(Rounds, ValidateOnlyLeavesNothing) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
  pb::CreateRoundRequest request;
  request.set_request_id(NewRequestId());
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  request.set_validate_only(true);
  const auto dry = harness.Call(BudgetOfficer(), &pb::AllocationService::Stub::CreateRound, request);
  ASSERT_TRUE(dry.ok()) << dry.status();
  EXPECT_EQ(dry->round().allotted_vnd(), 100);
  EXPECT_TRUE(harness.FeedTypes().empty());
  EXPECT_EQ(harness.Compute()->name(), "rounds/SXSH2020-2019-01");
}

TEST(Rounds, EnvelopesLowerInProportion) {
  Harness harness;
  harness.Publish(
      ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 100, 0), PlainItem("02", "LEAFLET", 50, 0)}));
  pb::CreateRoundRequest request;
  request.set_request_id(NewRequestId());
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  pb::Envelope& envelope = *request.add_envelopes();
  envelope.set_source("central");
  envelope.set_holder("agencies/BCT");
  envelope.set_amount_vnd(100);
  const auto made = harness.Call(BudgetOfficer(), &pb::AllocationService::Stub::CreateRound, request);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->round().lines(0).allotted_vnd(), 67);
  EXPECT_EQ(made->round().lines(1).allotted_vnd(), 33);
  EXPECT_FALSE(made->round().lines(0).envelope_text_vi().empty());
}

TEST(Rounds, NobodyApprovesTheirOwnWork) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
  const auto round = harness.Compute();
  pb::ApproveRoundRequest request;
  request.set_name(round->name());
  request.set_etag(round->etag());
  request.set_decision_number("1");
  for (const char* person : {"users/budget", "users/plan-approver", "users/appraiser", "users/lan"}) {
    request.set_request_id(NewRequestId());
    const auto refused = harness.Call(rpc::Person(person, {types::v1::ROLE_APPROVER}, "agencies/BTC"),
                                      &pb::AllocationService::Stub::ApproveRound, request);
    EXPECT_EQ(rpc::ReasonOf(refused.status()), "SAME_PERSON") << person;
  }
  request.set_request_id(NewRequestId());
  request.set_etag("9");
  EXPECT_EQ(
      rpc::ReasonOf(harness.Call(Approver(), &pb::AllocationService::Stub::ApproveRound, request).status()),
      "ETAG_MISMATCH");
  EXPECT_EQ(rpc::ReasonOf(harness.Issue(*round).status()), "ROUND_STATE");
}

TEST(Rounds, AProvinceSeesItsOwnLines) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
  harness.Publish(ApprovedPlan("87", {PlainItem("01", "WORKSHOP-INTRO", 7, 3)}));
  const auto round = harness.IssueAll();
  pb::GetRoundRequest request;
  request.set_name(round.name());
  const auto seen = harness.Call(Accountant("87"), &pb::AllocationService::Stub::GetRound, request);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->round().lines_size(), 2);
  EXPECT_EQ(seen->round().allotted_vnd(), 10);
  EXPECT_EQ(
      rpc::ReasonOf(harness.Call(Accountant("01"), &pb::AllocationService::Stub::GetRound, request).status()),
      "NOT_FOUND");
  const auto allotments = harness.Call(Accountant("87"), &pb::AllocationService::Stub::ListAllotments,
                                       pb::ListAllotmentsRequest{});
  EXPECT_EQ(allotments->allotments_size(), 2);
  const auto rounds =
      harness.Call(Accountant("01"), &pb::AllocationService::Stub::ListRounds, pb::ListRoundsRequest{});
  EXPECT_EQ(rounds->rounds_size(), 0);
}

TEST(Rounds, IssuedOnlyInsideTheBudgetPeriod) {
  Harness harness{"2018-10-31"};
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
  const auto round = harness.Approve(*harness.Compute());
  EXPECT_EQ(rpc::ReasonOf(harness.Issue(*round).status()), "PERIOD_CLOSED");
  harness.SetDay("2018-12-12");
  ASSERT_TRUE(harness.Issue(*round).ok());
  EXPECT_EQ(harness.ledger().booked()[0].effective_date(), "2018-12-12");
}

TEST(Rules, EvaluationKnowsWhatWasGrantedAndChangesNothing) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {Assessment("03", "0100000001", 120 * kMillion, 30 * kMillion)}));
  ASSERT_TRUE(harness.Compute().ok());
  pb::EvaluateRulesRequest request;
  request.set_step(pb::STEP_PLAN_ITEM);
  pb::RuleSubject& subject = *request.add_subjects();
  subject.set_subject_id("01");
  subject.set_programme("programmes/SXSH2020");
  subject.set_budget_year(2020);
  subject.set_activity("activities/ASSESS-RAPID");
  subject.set_establishment("establishments/0100000001");
  subject.set_eligible_cost_vnd(100 * kMillion);
  subject.set_quantity(1);
  auto& asked = *subject.add_asked();
  asked.set_source("local");
  asked.set_amount_vnd(50 * kMillion);
  const auto Evaluate = [&] {
    return harness.server().Call(Accountant("87"), harness.rules(), &pb::RuleService::Stub::EvaluateRules,
                                 request);
  };
  auto answer = Evaluate();
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcomes(0).admissible_vnd(), 20 * kMillion);
  subject.set_ignore_document("plans/SXSH2020-2019-SCT-68");
  EXPECT_EQ(Evaluate()->outcomes(0).admissible_vnd(), 50 * kMillion);
  subject.mutable_asked(0)->set_amount_vnd(-1);
  subject.set_event_date("2019-02-30");
  const auto bad = rpc::Explain(Evaluate().status());
  EXPECT_EQ(bad.reason, "INVALID_REQUEST");
  EXPECT_EQ(bad.violation_count, 2);
}

TEST(Rules, AreListedByDate) {
  Harness harness;
  pb::ListRulesRequest request;
  request.set_as_of_date("2016-06-30");
  const auto then =
      harness.server().Call(Accountant("68"), harness.rules(), &pb::RuleService::Stub::ListRules, request);
  ASSERT_TRUE(then.ok()) << then.status();
  int demo = 0;
  for (const auto& rule : then->rules()) demo += rule.rule_id() == "KC14-DEMO/amount" ? 1 : 0;
  EXPECT_EQ(demo, 1);
  request.set_as_of_date("2019-06-30");
  const auto later =
      harness.server().Call(Accountant("68"), harness.rules(), &pb::RuleService::Stub::ListRules, request);
  for (const auto& rule : later->rules()) EXPECT_NE(rule.rule_id(), "KC14-DEMO/amount");
}

}  // namespace
}  // namespace cpb::allocation
