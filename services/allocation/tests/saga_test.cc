/// The step into the ledger: whatever fails in between, nothing is booked twice and nothing is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using Behaviour = LedgerDouble::Behaviour;
using ::testing::ElementsAre;

pb::Round ApprovedRound(Harness& harness) {
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
  auto round = harness.Compute();
  EXPECT_TRUE(round.ok()) << round.status();
  round = harness.Approve(*round);
  EXPECT_TRUE(round.ok()) << round.status();
  return *round;
}

TEST(Saga, AcceptedAtOnce) {
  Harness harness;
  const pb::Round round = ApprovedRound(harness);
  const auto issued = harness.Issue(round);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_EQ(issued->state(), pb::Round::STATE_ISSUED);
  EXPECT_EQ(issued->journal_position(), 1);
  const auto booked = harness.ledger().booked();
  ASSERT_EQ(booked.size(), 1U);
  EXPECT_EQ(booked[0].document_kind(), "allotment");
  EXPECT_EQ(booked[0].effective_date(), "2019-01-10");
  EXPECT_EQ(booked[0].actor(), "users/budget");
  ASSERT_EQ(booked[0].lines_size(), 2);
  EXPECT_EQ(booked[0].lines(0).from().agency(), "agencies/BCT");
  EXPECT_EQ(booked[0].lines(1).from().agency(), "agencies/SCT-68");
  EXPECT_EQ(booked[0].lines(1).to().budget_line(), "SXSH2020-2019-SCT-68.01");
  ASSERT_EQ(booked[0].budget_lines_size(), 1);
  EXPECT_THAT(
      booked[0].budget_lines(0).deciders(),
      ElementsAre("users/appraiser", "users/budget", "users/director", "users/lan", "users/plan-approver"));
  EXPECT_THAT(harness.FeedTypes(), ElementsAre("round.computed", "round.approved", "round.issued"));
}

TEST(Saga, ARefusalLeavesTheRoundApprovedAndIsDecidedForTheRequest) {
  Harness harness;
  const pb::Round round = ApprovedRound(harness);
  harness.ledger().Set(Behaviour::kRefuseLimit);
  const std::string first = NewRequestId();
  const auto refused = harness.Issue(round, first);
  EXPECT_EQ(rpc::ReasonOf(refused.status()), "LEDGER_LIMIT");
  const auto explanation = rpc::Explain(refused.status());
  ASSERT_EQ(explanation.violations.size(), 1U);
  EXPECT_EQ(explanation.violations[0].limit_vnd, 100);
  const auto read = harness.Get(round.name());
  EXPECT_EQ(read->state(), pb::Round::STATE_APPROVED);
  EXPECT_EQ(read->etag(), round.etag());

  // The appropriation was raised: the old request stays refused, a new one gets a new id at the ledger.
  harness.ledger().Set(Behaviour::kAccept);
  const int calls = harness.ledger().calls();
  EXPECT_EQ(rpc::ReasonOf(harness.Issue(round, first).status()), "LEDGER_LIMIT");
  EXPECT_EQ(harness.ledger().calls(), calls);
  const auto issued = harness.Issue(round);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_EQ(issued->state(), pb::Round::STATE_ISSUED);
  EXPECT_EQ(harness.ledger().booked().size(), 1U);
}

/// What was left on its way is finished by the resumer of the next life, once, and the person's repeat gets
/// the answer.
void FinishesOnce(Behaviour failure, bool finally_refused) {
  Harness harness;
  const pb::Round round = ApprovedRound(harness);
  harness.ledger().Set(failure);
  const std::string request_id = NewRequestId();
  EXPECT_TRUE(absl::IsUnavailable(harness.Issue(round, request_id).status()));
  EXPECT_EQ(harness.Get(round.name())->state(), pb::Round::STATE_ISSUING);
  EXPECT_EQ(rpc::ReasonOf(harness.Issue(round).status()), "ROUND_STATE");  // Another request must wait.

  harness.RestartProgram();
  harness.FinishPending();
  EXPECT_EQ(harness.Get(round.name())->state(), pb::Round::STATE_ISSUING);  // The ledger is still away.
  harness.ledger().Set(Behaviour::kAccept);
  harness.FinishPending();
  harness.FinishPending();
  const auto repeated = harness.Issue(round, request_id);
  if (finally_refused) {
    EXPECT_EQ(rpc::ReasonOf(repeated.status()), "LEDGER_LIMIT");
    EXPECT_EQ(harness.Get(round.name())->state(), pb::Round::STATE_APPROVED);
    EXPECT_TRUE(harness.ledger().booked().empty());
    EXPECT_TRUE(harness.Allotments().empty());
    return;
  }
  ASSERT_TRUE(repeated.ok()) << repeated.status();
  EXPECT_EQ(repeated->state(), pb::Round::STATE_ISSUED);
  EXPECT_EQ(harness.ledger().booked().size(), 1U);
  EXPECT_EQ(harness.Allotments().size(), 2U);
  EXPECT_THAT(harness.FeedTypes(), ElementsAre("round.computed", "round.approved", "round.issued"));
}

TEST(Saga, TheLedgerWasAway) {
  FinishesOnce(Behaviour::kGone, false);
}
TEST(Saga, BookedButTheAnswerWasLost) {
  FinishesOnce(Behaviour::kBookThenVanish, false);
}
TEST(Saga, RefusedButTheAnswerWasLost) {
  FinishesOnce(Behaviour::kRefuseThenVanish, true);
}

TEST(Saga, ThePersonsRepeatFinishesItAsWell) {
  Harness harness;
  const pb::Round round = ApprovedRound(harness);
  harness.ledger().Set(Behaviour::kBookThenVanish);
  const std::string request_id = NewRequestId();
  EXPECT_TRUE(absl::IsUnavailable(harness.Issue(round, request_id).status()));
  harness.ledger().Set(Behaviour::kAccept);
  const auto issued = harness.Issue(round, request_id);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_EQ(harness.ledger().booked().size(), 1U);
  // And once more, after everything is decided.
  EXPECT_EQ(harness.Issue(round, request_id)->etag(), issued->etag());
}

TEST(Saga, TheResumerThreadFinishesByItself) {
  Harness harness;
  const pb::Round round = ApprovedRound(harness);
  harness.ledger().Set(Behaviour::kGone);
  EXPECT_TRUE(absl::IsUnavailable(harness.Issue(round).status()));
  harness.ledger().Set(Behaviour::kAccept);
  auto ledger = cpbudget::disbursement::v1::LedgerService::NewStub(harness.server().channel());
  Poster poster{harness.server().server(), harness.database(), *ledger};
  const Resumer resumer{poster};
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  while (harness.Get(round.name())->state() != pb::Round::STATE_ISSUED && absl::Now() < deadline) {
    std::this_thread::yield();
  }
  EXPECT_EQ(harness.Get(round.name())->state(), pb::Round::STATE_ISSUED);
}

TEST(Saga, SimultaneousRepeatsBookOnce) {
  Harness harness;
  const pb::Round round = ApprovedRound(harness);
  const std::string request_id = NewRequestId();
  std::atomic<int> issued{0};
  std::vector<std::thread> people;
  for (int i = 0; i < 6; ++i) {
    people.emplace_back([&] {
      const auto result = harness.Issue(round, request_id);
      EXPECT_TRUE(result.ok()) << result.status();
      if (result.ok() && result->state() == pb::Round::STATE_ISSUED) ++issued;
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(issued, 6);
  EXPECT_EQ(harness.ledger().booked().size(), 1U);
}

TEST(Saga, SimultaneousDifferentRequestsBookOnce) {
  Harness harness;
  const pb::Round round = ApprovedRound(harness);
  std::atomic<int> issued{0};
  std::vector<std::thread> people;
  for (int i = 0; i < 6; ++i) {
    people.emplace_back([&] {
      const auto result = harness.Issue(round);
      if (result.ok()) {
        ++issued;
      } else {
        EXPECT_EQ(rpc::ReasonOf(result.status()), "ROUND_STATE") << result.status();
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(issued, 1);
  EXPECT_EQ(harness.ledger().booked().size(), 1U);
}

}  // namespace
}  // namespace cpb::allocation
