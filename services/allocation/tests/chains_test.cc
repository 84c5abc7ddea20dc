/// Who may take which step, by the approval chains that registration publishes.
#include <gtest/gtest.h>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using Chain = ChainsDouble::Chain;

/// Money of this source is approved by this agency.
std::function<void(Chain&)> ApprovedBy(const std::string& source, const std::string& agency) {
  return [=](Chain& chain) {
    if (chain.source() == source && chain.steps_size() == 2) chain.mutable_steps(1)->set_agency(agency);
  };
}

TEST(Chains, ARoundIsApprovedByWhomTheChainOfEachOfItsSourcesNames) {
  Harness harness;
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 5'000'000)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  EXPECT_EQ(round->chain_version(), "law2015");
  harness.chains().Change(ApprovedBy("local", "agencies/SCT-01"));
  EXPECT_EQ(rpc::ReasonOf(harness.Approve(*round).status()), "NOT_IN_CHAIN");
  harness.chains().Change(ApprovedBy("local", Approver().agency()));
  const auto approved = harness.Approve(*round);
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(approved->state(), pb::Round::STATE_APPROVED);
}

TEST(Chains, TheChainOfTheDayHoldsAndTheDocumentSaysWhich) {
  Harness harness{"2019-01-10"};
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  harness.chains().Change([](Chain& chain) { chain.set_version("law2025"); });
  const auto approved = harness.Approve(*round);
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(approved->chain_version(), "law2025");
  EXPECT_EQ(harness.Get(round->name())->chain_version(), "law2025");
}

TEST(Chains, NobodyDecidesUncheckedAndARepeatIsAnsweredAllTheSame) {
  Harness harness;
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  harness.chains().down = true;
  EXPECT_EQ(harness.Approve(*round).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(harness.Get(round->name())->state(), pb::Round::STATE_COMPUTED);
  harness.chains().down = false;
  pb::ApproveRoundRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(round->name());
  request.set_etag(round->etag());
  request.set_decision_number("1/QĐ");
  ASSERT_TRUE(harness.Call(Approver(), &pb::AllocationService::Stub::ApproveRound, request).ok());
  harness.chains().down = true;
  const auto again = harness.Call(Approver(), &pb::AllocationService::Stub::ApproveRound, request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->round().state(), pb::Round::STATE_APPROVED);
}

TEST(Chains, AStepThatTheDocumentDoesNotKnowIsNotPassedOver) {
  Harness harness;
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  harness.chains().Change(
      [](Chain& chain) { chain.add_steps()->set_kind(ChainsDouble::Step::KIND_APPRAISE); });
  EXPECT_EQ(harness.Approve(*round).status().code(), absl::StatusCode::kInternal);
}

TEST(Chains, AdjustmentsAndAppropriationsFollowTheirs) {
  Harness harness;
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  harness.IssueAll();
  pb::Adjustment cut;
  cut.set_kind(pb::Adjustment::KIND_CUT);
  cut.set_source("central");
  cut.set_from_budget_line("SXSH2020-2019-SCT-01.01");
  cut.set_amount_vnd(1'000'000);
  // Only accountants propose about this money.
  harness.chains().Change([](Chain& chain) {
    if (chain.document() != Chain::DOCUMENT_ADJUSTMENT) return;
    chain.mutable_steps(0)->clear_roles();
    chain.mutable_steps(0)->add_roles(types::v1::ROLE_ACCOUNTANT);
    chain.mutable_steps(1)->set_agency("agencies/BTC");
  });
  EXPECT_EQ(rpc::ReasonOf(harness.Propose(BudgetOfficer(), cut).status()), "NOT_IN_CHAIN");
  const auto proposed = harness.Propose(Accountant("01"), cut);
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(proposed->chain_version(), "law2015");
  harness.chains().Change(ApprovedBy("central", "agencies/BCT"));
  EXPECT_EQ(rpc::ReasonOf(harness.ApproveAdjustment(*proposed).status()), "NOT_IN_CHAIN");
  harness.chains().Change(nullptr);
  const auto approved = harness.ApproveAdjustment(*proposed);
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(approved->chain_version(), "law2015");

  pb::CreateAppropriationRequest request;
  request.set_request_id(NewRequestId());
  pb::Appropriation& appropriation = *request.mutable_appropriation();
  appropriation.set_programme("programmes/SXSH2020");
  appropriation.set_budget_year(2019);
  appropriation.set_source("central");
  appropriation.set_holder("agencies/BCT");
  appropriation.set_amount_vnd(1'000'000'000);
  appropriation.set_decision_number("9/QĐ");
  appropriation.set_decision_date("2018-12-20");
  const auto recorded =
      harness.Call(BudgetOfficer(), &pb::AllocationService::Stub::CreateAppropriation, request);
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  EXPECT_EQ(recorded->appropriation().chain_version(), "law2015");
}

}  // namespace
}  // namespace cpb::allocation
