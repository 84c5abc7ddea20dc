/// Virements, supplements and carry-overs through the wire.
#include <gtest/gtest.h>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
using Kind = pb::Adjustment;

/// Line of an item of a province's plan.
std::string LineOf(const std::string& province, const std::string& item) {
  return "SXSH2020-2019-SCT-" + province + "." + item;
}

pb::Adjustment Change(pb::Adjustment::Kind kind, const std::string& from, const std::string& to,
                      std::int64_t amount, const std::string& source = "central") {
  pb::Adjustment adjustment;
  adjustment.set_kind(kind);
  adjustment.set_source(source);
  adjustment.set_from_budget_line(from);
  adjustment.set_to_budget_line(to);
  adjustment.set_amount_vnd(amount);
  return adjustment;
}

class Adjustments : public ::testing::Test {
 protected:
  Adjustments() {
    harness_.Publish(ApprovedPlan(
        "68",
        {PlainItem("01", "WORKSHOP-INTRO", 100, 50), PlainItem("02", "LEAFLET", 40, 20),
         PlainItem("04", "LEAFLET", 25, 0), Assessment("03", "0100000001", 120 * kMillion, 40 * kMillion)}));
    harness_.Publish(ApprovedPlan("87", {PlainItem("01", "WORKSHOP-INTRO", 100, 50)}));
    harness_.IssueAll();
  }

  std::int64_t Revised(const std::string& line, int year = 2019) {
    for (const auto& allotment : harness_.Allotments(year)) {
      if (allotment.budget_line() == line && allotment.source() == "central") return allotment.revised_vnd();
    }
    return -1;
  }
  std::string Refused(const types::v1::Identity& who, const pb::Adjustment& adjustment) {
    return rpc::ReasonOf(harness_.Propose(who, adjustment).status());
  }

  Harness harness_;
};

TEST_F(Adjustments, AVirementMovesMoneyWithinAUnit) {
  harness_.SetDay("2019-09-10");
  const auto proposed = harness_.Propose(
      Accountant("68"), Change(Kind::KIND_VIREMENT, LineOf("68", "01"), LineOf("68", "02"), 30));
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(proposed->state(), pb::Adjustment::STATE_PROPOSED);
  EXPECT_GE(proposed->findings_size(), 1);
  EXPECT_EQ(Revised(LineOf("68", "01")), 100);
  const auto posted = harness_.ApproveAdjustment(*proposed);
  ASSERT_TRUE(posted.ok()) << posted.status();
  EXPECT_EQ(posted->state(), pb::Adjustment::STATE_POSTED);
  EXPECT_EQ(posted->effective_date(), "2019-09-10");
  EXPECT_EQ(Revised(LineOf("68", "01")), 70);
  EXPECT_EQ(Revised(LineOf("68", "02")), 70);
  const auto document = harness_.ledger().booked().back();
  EXPECT_EQ(document.document_kind(), "virement");
  EXPECT_EQ(document.lines(0).from().budget_line(), LineOf("68", "01"));
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*proposed).status()), "ADJUSTMENT_STATE");
}

TEST_F(Adjustments, RefusesWithTheReason) {
  const std::string own = LineOf("68", "01"), other = LineOf("68", "02"), foreign = LineOf("87", "01");
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_VIREMENT, own, foreign, 30)), "RULE_BLOCKS");
  EXPECT_EQ(Refused(Accountant("87"), Change(Kind::KIND_VIREMENT, own, other, 30)), "OUTSIDE_JURISDICTION");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_VIREMENT, own, foreign, 30)), "OUTSIDE_JURISDICTION");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_VIREMENT, own, LineOf("68", "09"), 30)),
            "LINE_NOT_ALLOTTED");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_VIREMENT, own, other, 30, "denmark")),
            "LINE_NOT_ALLOTTED");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_VIREMENT, own, own, 30)), "INVALID_REQUEST");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_VIREMENT, own, other, 0)), "AMOUNT_INVALID");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_UNSPECIFIED, own, other, 1)), "INVALID_REQUEST");
  harness_.SetDay("2020-01-02");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_VIREMENT, own, other, 30)), "PERIOD_CLOSED");
}

TEST_F(Adjustments, AVirementInACircleIsRefused) {
  const std::string one = LineOf("68", "01"), two = LineOf("68", "02"), three = LineOf("68", "04");
  // Proposals alone close nothing.
  const auto there = harness_.Propose(Accountant("68"), Change(Kind::KIND_VIREMENT, one, two, 10));
  const auto back = harness_.Propose(Accountant("68"), Change(Kind::KIND_VIREMENT, two, one, 10));
  ASSERT_TRUE(there.ok() && back.ok()) << back.status();
  ASSERT_TRUE(harness_.ApproveAdjustment(*there).ok());
  // Whichever was booked first stands; the other is refused at its approval and when proposed anew.
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*back).status()), "VIREMENT_CIRCLE");
  EXPECT_EQ(Refused(Accountant("68"), Change(Kind::KIND_VIREMENT, two, one, 1)), "VIREMENT_CIRCLE");
  ASSERT_TRUE(
      harness_
          .ApproveAdjustment(*harness_.Propose(Accountant("68"), Change(Kind::KIND_VIREMENT, two, three, 5)))
          .ok());
  const auto longer = harness_.Propose(Accountant("68"), Change(Kind::KIND_VIREMENT, three, one, 5));
  const auto refused = rpc::Explain(longer.status());
  EXPECT_EQ(refused.reason, "VIREMENT_CIRCLE");
  EXPECT_NE(refused.text_vi.find(one + " → " + two + " → " + three), std::string::npos) << refused.text_vi;
  // The same direction again is no circle, and neither is another source.
  EXPECT_TRUE(harness_.Propose(Accountant("68"), Change(Kind::KIND_VIREMENT, one, three, 5)).ok());
  EXPECT_TRUE(harness_.Propose(Accountant("68"), Change(Kind::KIND_VIREMENT, two, one, 5, "local")).ok());
}

TEST_F(Adjustments, OverlappingDecisionsNeverTakeTheSameMoneyTwice) {
  const std::string line = LineOf("68", "01");
  const auto first = harness_.Propose(BudgetOfficer(), Change(Kind::KIND_CUT, line, "", 70));
  const auto second = harness_.Propose(BudgetOfficer(), Change(Kind::KIND_CUT, line, "", 70));
  ASSERT_TRUE(first.ok() && second.ok());  // Each would be possible alone.
  ASSERT_TRUE(harness_.ApproveAdjustment(*first).ok());
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*second).status()), "CUT_ABOVE_ALLOTMENT");
  EXPECT_EQ(Revised(line), 30);
}

TEST_F(Adjustments, AmountsThatOverflowAreRefusedBeforeTheLedgerIsAsked) {
  const int calls = harness_.ledger().calls();
  const std::int64_t most = 9'000'000'000'000'000;
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", LineOf("68", "01"), most)),
            "AMOUNT_INVALID");
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", LineOf("68", "01"), most + 1)),
            "AMOUNT_INVALID");
  EXPECT_EQ(harness_.ledger().calls(), calls);
}

TEST_F(Adjustments, KeepTheRuleThatAllowedThem) {
  const auto moved = harness_.Propose(
      Accountant("68"), Change(Kind::KIND_VIREMENT, LineOf("68", "01"), LineOf("68", "02"), 30));
  ASSERT_TRUE(moved.ok()) << moved.status();
  const auto posted = harness_.ApproveAdjustment(*moved);
  ASSERT_TRUE(posted.ok()) << posted.status();
  pb::ListAdjustmentsRequest request;
  const auto listed = harness_.Call(BudgetOfficer(), &pb::AllocationService::Stub::ListAdjustments, request);
  ASSERT_GE(listed->adjustments(0).findings_size(), 1);
  bool scope = false;
  for (const auto& finding : listed->adjustments(0).findings()) {
    scope = scope || finding.rule_id() == "VIREMENT-SCOPE";
    EXPECT_FALSE(finding.citation().instrument().empty());
  }
  EXPECT_TRUE(scope);
  EXPECT_FALSE(listed->adjustments(0).rulebook_version().empty());
}

TEST_F(Adjustments, AProofThatIsADocumentIsPinnedByItsDigest) {
  harness_.SetDay("2019-12-20");
  const std::string line = LineOf("68", "01");
  pb::Adjustment carry = Change(Kind::KIND_CARRY_OVER, line, line, 10);
  carry.set_ground("EQUIPMENT_CONTRACT");
  carry.set_proof("12/HĐ-2019");
  EXPECT_EQ(Refused(Accountant("68"), carry), "INVALID_REQUEST");
  carry.set_proof_sha256(std::string(63, 'a') + "G");
  EXPECT_EQ(Refused(Accountant("68"), carry), "INVALID_REQUEST");
  carry.set_proof_sha256(std::string(64, 'a'));
  const auto proposed = harness_.Propose(Accountant("68"), carry);
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(proposed->proof_sha256(), std::string(64, 'a'));
}

TEST_F(Adjustments, ASupplementPassesNoCap) {
  harness_.SetDay("2019-10-15");
  const std::string line = LineOf("68", "03");
  const auto last = harness_.Propose(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", line, 10 * kMillion));
  ASSERT_TRUE(last.ok()) << last.status();
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", line, 1)), "RULE_BLOCKS");
  EXPECT_TRUE(harness_.ApproveAdjustment(*last).ok());  // Its own proposal does not count against it.
  EXPECT_EQ(Revised(line), 50 * kMillion);
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", line, 1)), "RULE_BLOCKS");
  EXPECT_EQ(harness_.ledger().booked().back().lines(0).from().agency(), "agencies/BCT");
}

TEST_F(Adjustments, WhoeverProposedDoesNotApprove) {
  auto both =
      rpc::Person("users/both", {types::v1::ROLE_BUDGET_OFFICER, types::v1::ROLE_APPROVER}, "agencies/BTC");
  const auto proposed = harness_.Propose(both, Change(Kind::KIND_SUPPLEMENT, "", LineOf("68", "01"), 5));
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  pb::ApproveAdjustmentRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(proposed->name());
  request.set_etag(proposed->etag());
  request.set_decision_number(request.request_id() + "/QĐ");
  EXPECT_EQ(
      rpc::ReasonOf(harness_.Call(both, &pb::AllocationService::Stub::ApproveAdjustment, request).status()),
      "SAME_PERSON");
}

TEST_F(Adjustments, ACutGivesBackToTheAppropriation) {
  const std::string line = LineOf("68", "01");
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_CUT, line, "", 101)), "CUT_ABOVE_ALLOTMENT");
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_CUT, line, line, 5)), "INVALID_REQUEST");
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_CUT, "", "", 5)), "INVALID_REQUEST");
  EXPECT_EQ(Refused(Accountant("87"), Change(Kind::KIND_CUT, line, "", 5)), "OUTSIDE_JURISDICTION");
  const auto proposed = harness_.Propose(BudgetOfficer(), Change(Kind::KIND_CUT, line, "", 60));
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  // The ledger has the last word: 60 may be committed already.
  harness_.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*proposed).status()), "LEDGER_LIMIT");
  EXPECT_EQ(Revised(line), 100);
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  const auto posted = harness_.ApproveAdjustment(*proposed);
  ASSERT_TRUE(posted.ok()) << posted.status();
  EXPECT_EQ(Revised(line), 40);
  const auto document = harness_.ledger().booked().back();
  EXPECT_EQ(document.document_kind(), "cut");
  ASSERT_EQ(document.lines_size(), 1);
  EXPECT_EQ(document.lines(0).from().budget_line(), line);
  EXPECT_EQ(document.lines(0).from().kind(), cpbudget::disbursement::v1::ACCOUNT_KIND_AVAILABLE);
  EXPECT_EQ(document.lines(0).to().agency(), "agencies/BCT");
  EXPECT_EQ(document.lines(0).to().kind(), cpbudget::disbursement::v1::ACCOUNT_KIND_APPROPRIATION);
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_CUT, line, "", 41)), "CUT_ABOVE_ALLOTMENT");
}

TEST_F(Adjustments, WhatIsCutFromAnEstablishmentMayBeGrantedAgain) {
  const std::string line = LineOf("68", "03");
  ASSERT_TRUE(harness_
                  .ApproveAdjustment(
                      *harness_.Propose(BudgetOfficer(), Change(Kind::KIND_CUT, line, "", 10 * kMillion)))
                  .ok());
  EXPECT_EQ(Refused(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", line, 20 * kMillion + 1)),
            "RULE_BLOCKS");
  EXPECT_TRUE(harness_.Propose(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", line, 20 * kMillion)).ok());
}

TEST_F(Adjustments, ALedgerRefusalLeavesItProposed) {
  const auto proposed = harness_.Propose(
      Accountant("68"), Change(Kind::KIND_VIREMENT, LineOf("68", "01"), LineOf("68", "02"), 30));
  harness_.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  const std::string request_id = NewRequestId();
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*proposed, request_id).status()), "LEDGER_LIMIT");
  EXPECT_EQ(Revised(LineOf("68", "01")), 100);
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*proposed, request_id).status()), "LEDGER_LIMIT");
  EXPECT_TRUE(harness_.ApproveAdjustment(*proposed).ok());
}

TEST_F(Adjustments, AnAnswerThatWasLostIsFetchedLater) {
  const auto proposed = harness_.Propose(
      Accountant("68"), Change(Kind::KIND_VIREMENT, LineOf("68", "01"), LineOf("68", "02"), 30));
  harness_.ledger().Set(LedgerDouble::Behaviour::kBookThenVanish);
  EXPECT_TRUE(absl::IsUnavailable(harness_.ApproveAdjustment(*proposed).status()));
  EXPECT_EQ(Revised(LineOf("68", "01")), 100);
  harness_.RestartProgram();
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  harness_.FinishPending();
  EXPECT_EQ(Revised(LineOf("68", "01")), 70);
  EXPECT_EQ(harness_.ledger().booked().size(), 2U);  // The round and the virement.
}

TEST_F(Adjustments, CarriesOverASupplementOfOctober) {
  const std::string line = LineOf("68", "01");
  const auto Supplement = [&](const char* day, std::int64_t amount) {
    harness_.SetDay(day);
    return harness_.ApproveAdjustment(
        *harness_.Propose(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", line, amount)));
  };
  const auto early = Supplement("2019-09-30", 10);
  const auto late = Supplement("2019-10-01", 30);
  ASSERT_TRUE(early.ok() && late.ok());

  const auto CarryOver = [&](std::int64_t amount, const std::string& ground, const std::string& proof) {
    pb::Adjustment adjustment = Change(Kind::KIND_CARRY_OVER, line, line, amount);
    adjustment.set_ground(ground);
    adjustment.set_proof(proof);
    if (ground == "BECAUSE") adjustment.set_proof_sha256(std::string(64, '0'));
    return harness_.Propose(Accountant("68"), adjustment);
  };
  const char* ground = "SUPPLEMENT_AFTER_30_SEPTEMBER";
  harness_.SetDay("2019-11-30");
  EXPECT_EQ(rpc::ReasonOf(CarryOver(30, ground, late->name()).status()), "PERIOD_CLOSED");
  harness_.SetDay("2020-02-01");
  EXPECT_EQ(rpc::ReasonOf(CarryOver(30, ground, late->name()).status()), "PERIOD_CLOSED");
  harness_.SetDay("2020-01-10");
  EXPECT_EQ(rpc::ReasonOf(CarryOver(30, "", late->name()).status()), "INVALID_REQUEST");
  EXPECT_EQ(rpc::ReasonOf(CarryOver(30, "BECAUSE", "x").status()), "RULE_BLOCKS");
  EXPECT_EQ(rpc::ReasonOf(CarryOver(10, ground, early->name()).status()), "RULE_BLOCKS");
  EXPECT_EQ(rpc::ReasonOf(CarryOver(30, ground, "12/QĐ").status()), "PROOF_INVALID");
  EXPECT_EQ(rpc::ReasonOf(CarryOver(31, ground, late->name()).status()), "CARRY_OVER_ABOVE_SUPPLEMENT");
  const auto first = CarryOver(20, ground, late->name());
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(rpc::ReasonOf(CarryOver(11, ground, late->name()).status()), "CARRY_OVER_ABOVE_SUPPLEMENT");
  const auto second = CarryOver(10, ground, late->name());
  ASSERT_TRUE(second.ok()) << second.status();

  const auto posted = harness_.ApproveAdjustment(*first);
  ASSERT_TRUE(posted.ok()) << posted.status();
  EXPECT_EQ(posted->effective_date(), "2019-12-31");
  const auto document = harness_.ledger().booked().back();
  ASSERT_EQ(document.lines_size(), 2);
  EXPECT_EQ(document.lines(0).from().budget_year(), 2019);
  EXPECT_EQ(document.lines(1).to().budget_year(), 2020);
  ASSERT_EQ(document.budget_lines_size(), 1);
  EXPECT_EQ(document.budget_lines(0).budget_year(), 2020);
  EXPECT_EQ(document.budget_lines(0).id(), line);
  EXPECT_GE(document.budget_lines(0).deciders_size(), 5);
  ASSERT_TRUE(harness_.ApproveAdjustment(*second).ok());
  EXPECT_EQ(Revised(line, 2019), 110);
  EXPECT_EQ(Revised(line, 2020), 30);
  for (const auto& allotment : harness_.Allotments(2020)) EXPECT_EQ(allotment.original_vnd(), 0);
}

TEST_F(Adjustments, AreListedNewestFirstToThoseConcerned) {
  ASSERT_TRUE(
      harness_.Propose(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", LineOf("68", "01"), 5)).ok());
  ASSERT_TRUE(
      harness_.Propose(BudgetOfficer(), Change(Kind::KIND_SUPPLEMENT, "", LineOf("87", "01"), 6)).ok());
  const auto list = &pb::AllocationService::Stub::ListAdjustments;
  pb::ListAdjustmentsRequest request;
  request.set_page_size(1);
  const auto page = harness_.Call(BudgetOfficer(), list, request);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->adjustments_size(), 1);
  EXPECT_EQ(page->adjustments(0).amount_vnd(), 6);
  request.set_page_token(page->next_page_token());
  EXPECT_EQ(harness_.Call(BudgetOfficer(), list, request)->adjustments(0).amount_vnd(), 5);
  const auto own = harness_.Call(Accountant("68"), list, pb::ListAdjustmentsRequest{});
  ASSERT_EQ(own->adjustments_size(), 1);
  EXPECT_EQ(own->adjustments(0).amount_vnd(), 5);
}

}  // namespace
}  // namespace cpb::allocation
