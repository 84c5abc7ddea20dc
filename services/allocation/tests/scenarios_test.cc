/// Terms of rounds, scenarios side by side, and rounds that are withdrawn, through the wire.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using ::testing::HasSubstr;
using Stub = pb::AllocationService::Stub;

pb::CreateRoundRequest Request(pb::Method method = pb::METHOD_PROPORTIONAL) {
  pb::CreateRoundRequest request;
  request.set_request_id(NewRequestId());
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  request.set_method(method);
  return request;
}

template <class Terms>
pb::Envelope& AddEnvelope(const std::string& source, const std::string& province, std::int64_t amount,
                          Terms& terms) {
  pb::Envelope& envelope = *terms.add_envelopes();
  envelope.set_source(source);
  envelope.set_province_code(province);
  envelope.set_amount_vnd(amount);
  return envelope;
}

class Scenarios : public ::testing::Test {
 protected:
  Scenarios() {
    harness_.Publish(
        ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 100, 40), PlainItem("02", "LEAFLET", 60, 0)}));
    harness_.Publish(ApprovedPlan("87", {PlainItem("01", "WORKSHOP-INTRO", 80, 0)}));
  }
  absl::StatusOr<pb::CreateRoundResponse> Create(const pb::CreateRoundRequest& request) {
    return harness_.Call(BudgetOfficer(), &Stub::CreateRound, request);
  }
  absl::StatusOr<pb::CompareRoundsResponse> Compare(const pb::CompareRoundsRequest& request) {
    return harness_.Call(Approver(), &Stub::CompareRounds, request);
  }
  absl::StatusOr<pb::WithdrawRoundResponse> Withdraw(const pb::Round& round) {
    pb::WithdrawRoundRequest request;
    request.set_request_id(NewRequestId());
    request.set_name(round.name());
    request.set_etag(round.etag());
    request.set_reason("tính lại theo hạn mức mới");
    return harness_.Call(BudgetOfficer(), &Stub::WithdrawRound, request);
  }

  Harness harness_;
};

TEST_F(Scenarios, OverlappingEnvelopesAndGuaranteesAreAppliedAndTold) {
  auto request = Request(pb::METHOD_WATER_FILLING);
  AddEnvelope("central", "", 150, request);
  AddEnvelope("", "68", 90, request);
  pb::Guarantee& guarantee = *request.add_guarantees();
  guarantee.mutable_lines()->set_source("local");
  guarantee.set_minimum_basis_points(10'000);
  const auto made = Create(request);
  ASSERT_TRUE(made.ok()) << made.status();
  const auto& lines = made->round().lines();
  ASSERT_EQ(lines.size(), 4);
  // Central alone allows a level of 50; province 68 holds 90, 40 of it guaranteed to the local line.
  EXPECT_EQ(lines[0].allotted_vnd(), 25);
  EXPECT_EQ(lines[1].allotted_vnd(), 40);
  EXPECT_EQ(lines[2].allotted_vnd(), 25);
  EXPECT_EQ(lines[3].allotted_vnd(), 50);
  EXPECT_EQ(lines[1].guaranteed_vnd(), 40);
  ASSERT_EQ(made->round().envelopes_size(), 2);
  const pb::Envelope& reducing = made->round().envelopes(lines[0].reduced_by() - 1);
  EXPECT_EQ(reducing.province_code(), "68");
  EXPECT_EQ(reducing.unallotted_vnd(), 0);
  EXPECT_EQ(lines[1].reduced_by(), 0);
  for (const pb::Envelope& envelope : made->round().envelopes()) {
    EXPECT_EQ(envelope.allotted_vnd() + envelope.unallotted_vnd(), envelope.amount_vnd());
  }
  EXPECT_THAT(lines[0].explanation_vi(), HasSubstr("tỉnh 68"));
  EXPECT_EQ(harness_.Get(made->round().name())->lines(0).explanation_en(), lines[0].explanation_en());
}

TEST_F(Scenarios, TermsThatMakeNoSenseAreRefusedAtOnce) {
  auto request = Request(static_cast<pb::Method>(9));
  AddEnvelope("Central!", "680", -1, request);
  AddEnvelope("", "", 5, request);
  AddEnvelope("", "", 6, request);
  request.add_priorities()->set_rank(0);
  request.add_guarantees()->set_minimum_basis_points(10'001);
  const auto refused = rpc::Explain(Create(request).status());
  EXPECT_EQ(refused.reason, "INVALID_REQUEST");
  EXPECT_EQ(refused.violation_count, 7);

  auto guaranteed = Request(pb::METHOD_WATER_FILLING);
  AddEnvelope("central", "", 100, guaranteed);
  guaranteed.add_guarantees()->set_minimum_vnd(70);
  const auto shortage = rpc::Explain(Create(guaranteed).status());
  EXPECT_EQ(shortage.reason, "GUARANTEES_ABOVE_ENVELOPE");
  ASSERT_EQ(shortage.violations.size(), 1U);
  EXPECT_EQ(shortage.violations[0].actual_vnd, 200);  // 70, 60 and 70: no more than each may have.
}

TEST_F(Scenarios, AnEnvelopeOfTheYearCountsWhatWasGivenBefore) {
  const auto first = harness_.Compute({"plans/SXSH2020-2019-SCT-68"});
  ASSERT_TRUE(first.ok()) << first.status();
  // Promised by a round that nobody has issued yet: counts already.
  auto request = Request();
  AddEnvelope("central", "", 200, request);
  EXPECT_EQ(Create(request)->round().lines(0).allotted_vnd(), 40);
  ASSERT_TRUE(Withdraw(harness_.Get("rounds/SXSH2020-2019-02").value()).ok());
  ASSERT_TRUE(harness_.Issue(*harness_.Approve(*first)).ok());

  const auto Refused = [&](std::int64_t amount) {
    auto below = Request();
    AddEnvelope("central", "", amount, below);
    return rpc::Explain(Create(below).status());
  };
  const auto refused = Refused(159);
  EXPECT_EQ(refused.reason, "ENVELOPE_BELOW_ISSUED");
  ASSERT_EQ(refused.violations.size(), 1U);
  EXPECT_EQ(refused.violations[0].limit_vnd, 159);
  EXPECT_EQ(refused.violations[0].actual_vnd, 160);
  EXPECT_EQ(Refused(160).reason, "ROUND_EMPTY");  // Full to the dong: nothing is left for the round.

  auto round_only = Request();
  AddEnvelope("central", "", 79, round_only).set_this_round_only(true);
  const auto made = Create(round_only);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->round().lines(0).allotted_vnd(), 79);
}

TEST_F(Scenarios, AreComparedWithoutBeingStored) {
  auto request = Request();
  AddEnvelope("central", "", 120, request);
  const auto stored = Create(request);
  ASSERT_TRUE(stored.ok()) << stored.status();
  const auto events = harness_.FeedTypes();

  pb::CompareRoundsRequest comparison;
  comparison.set_base_round(stored->round().name());
  comparison.mutable_other()->set_method(pb::METHOD_WATER_FILLING);
  AddEnvelope("central", "", 120, *comparison.mutable_other());
  comparison.set_changed_only(true);
  const auto compared = Compare(comparison);
  ASSERT_TRUE(compared.ok()) << compared.status();
  // In proportion 50, 30, 40; by water-filling 40 each. The local line is equal on both sides.
  ASSERT_EQ(compared->lines_size(), 2);
  EXPECT_EQ(compared->lines(0).change_vnd(), -10);
  EXPECT_EQ(compared->lines(1).change_vnd(), 10);
  EXPECT_THAT(compared->lines(0).other_explanation_en(), HasSubstr("common level 40"));
  EXPECT_EQ(compared->gain_vnd(), 10);
  EXPECT_EQ(compared->loss_vnd(), 10);
  EXPECT_EQ(compared->gaining_lines(), 1);
  ASSERT_EQ(compared->agencies_size(), 2);
  EXPECT_EQ(compared->agencies(0).base_vnd(), 120);
  EXPECT_EQ(compared->agencies(0).losing_lines(), 1);
  EXPECT_EQ(compared->agencies(1).change_vnd(), 0);
  EXPECT_EQ(compared->other().envelopes(0).unallotted_vnd(), 0);
  EXPECT_EQ(harness_.FeedTypes(), events);
  EXPECT_EQ(rpc::ReasonOf(harness_.Call(Accountant("68"), &Stub::CompareRounds, comparison).status()),
            "ROLE_MISSING");

  comparison.set_base_round("rounds/none");
  EXPECT_EQ(rpc::ReasonOf(Compare(comparison).status()), "NOT_FOUND");
  comparison.mutable_base();
  EXPECT_EQ(rpc::ReasonOf(Compare(comparison).status()), "INVALID_REQUEST");
}

TEST_F(Scenarios, TwoScenariosAreComparedBeforeAnythingIsStored) {
  pb::CompareRoundsRequest comparison;
  comparison.mutable_base()->set_programme("programmes/SXSH2020");
  comparison.mutable_base()->set_budget_year(2019);
  AddEnvelope("", "68", 100, *comparison.mutable_other());
  const auto compared = Compare(comparison);
  ASSERT_TRUE(compared.ok()) << compared.status();
  EXPECT_EQ(compared->base().allotted_vnd(), 280);
  EXPECT_EQ(compared->other().allotted_vnd(), 180);
  EXPECT_EQ(compared->lines_size(), 4);
  EXPECT_EQ(compared->losing_lines(), 3);
  EXPECT_TRUE(harness_.FeedTypes().empty());
}

TEST_F(Scenarios, AWithdrawnRoundFreesItsPlansAndIsStillRead) {
  harness_.Publish(ApprovedPlan("91", {Assessment("01", "0100000001", 120'000'000, 40'000'000)}));
  const auto computed = harness_.Compute();
  ASSERT_TRUE(computed.ok()) << computed.status();
  const auto approved = harness_.Approve(*computed);
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(rpc::ReasonOf(Withdraw(*computed).status()), "ETAG_MISMATCH");
  const auto withdrawn = Withdraw(*approved);
  ASSERT_TRUE(withdrawn.ok()) << withdrawn.status();
  EXPECT_EQ(withdrawn->round().state(), pb::Round::STATE_WITHDRAWN);
  EXPECT_EQ(withdrawn->round().withdrawer(), "users/budget");
  EXPECT_EQ(rpc::ReasonOf(Withdraw(withdrawn->round()).status()), "ROUND_STATE");
  EXPECT_EQ(rpc::ReasonOf(harness_.Issue(withdrawn->round()).status()), "ROUND_STATE");
  EXPECT_EQ(harness_.Get(computed->name())->lines_size(), 5);

  // The same plans once more, and once more after that; the establishment's limit is not used up by promises
  // that are gone.
  const auto again = harness_.Compute();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->allotted_vnd(), computed->allotted_vnd());
  ASSERT_TRUE(Withdraw(*again).ok());
  const auto third = harness_.IssueAll();
  EXPECT_EQ(third.allotted_vnd(), computed->allotted_vnd());
  EXPECT_EQ(rpc::ReasonOf(Withdraw(third).status()), "ROUND_STATE");

  // The withdrawn round still stands on one side of a comparison.
  pb::CompareRoundsRequest comparison;
  comparison.set_base_round(computed->name());
  comparison.set_other_round(third.name());
  EXPECT_EQ(Compare(comparison)->gaining_lines() + Compare(comparison)->losing_lines(), 0);
}

TEST_F(Scenarios, EitherWithdrawnOrIssuedNeverBoth) {
  for (int round = 0; round < 4; ++round) {
    const std::string province = std::to_string(30 + round);
    harness_.Publish(ApprovedPlan(province, {PlainItem("01", "WORKSHOP-INTRO", 10, 0)}));
    const auto approved = harness_.Approve(harness_.Compute({"plans/SXSH2020-2019-SCT-" + province}).value());
    ASSERT_TRUE(approved.ok()) << approved.status();
    const std::size_t booked = harness_.ledger().booked().size();
    absl::Status issued, withdrawn;
    std::thread issuer{[&] { issued = harness_.Issue(*approved).status(); }};
    std::thread withdrawer{[&] { withdrawn = Withdraw(*approved).status(); }};
    issuer.join();
    withdrawer.join();
    EXPECT_NE(issued.ok(), withdrawn.ok()) << issued << " " << withdrawn;
    EXPECT_EQ(rpc::ReasonOf(issued.ok() ? withdrawn : issued), "ROUND_STATE");
    EXPECT_EQ(harness_.ledger().booked().size() - booked, issued.ok() ? 1U : 0U);
    EXPECT_EQ(harness_.Get(approved->name())->state(),
              issued.ok() ? pb::Round::STATE_ISSUED : pb::Round::STATE_WITHDRAWN);
  }
}

}  // namespace
}  // namespace cpb::allocation
