/// What was executed, and what would lapse, through the wire.
#include <gtest/gtest.h>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

namespace dpb = cpbudget::disbursement::v1;
using Stub = pb::AllocationService::Stub;

constexpr char kFirst[] = "SXSH2020-2019-SCT-68.01", kSecond[] = "SXSH2020-2019-SCT-68.02",
               kOther[] = "SXSH2020-2019-SCT-87.01";

class YearEnd : public ::testing::Test {
 protected:
  YearEnd() {
    harness_.Publish(
        ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 100, 50), PlainItem("02", "LEAFLET", 40, 0)}));
    harness_.Publish(ApprovedPlan("87", {PlainItem("01", "WORKSHOP-INTRO", 30, 0)}));
    harness_.IssueAll();
    LedgerDouble& ledger = harness_.ledger();
    ledger.SetBalance("68", kFirst, dpb::ACCOUNT_KIND_AVAILABLE, 35);
    ledger.SetBalance("68", kFirst, dpb::ACCOUNT_KIND_COMMITTED, 20);
    ledger.SetBalance("68", kFirst, dpb::ACCOUNT_KIND_SPENT, 50);
    ledger.SetBalance("68", kFirst, dpb::ACCOUNT_KIND_ADVANCED, 14);
    ledger.SetBalance("68", kFirst, dpb::ACCOUNT_KIND_IN_PAYMENT, 1);
    ledger.SetBalance("68", kFirst, dpb::ACCOUNT_KIND_AVAILABLE, 999, 2020);
    ledger.SetBalance("68", kSecond, dpb::ACCOUNT_KIND_SPENT, 40);
    ledger.SetBalance("87", kOther, dpb::ACCOUNT_KIND_AVAILABLE, 30);
  }

  absl::StatusOr<pb::ListLapsingResponse> Lapsing(const types::v1::Identity& who, int page_size = 0) {
    pb::ListLapsingRequest request;
    request.set_budget_year(2019);
    request.set_page_size(page_size);
    return harness_.Call(who, &Stub::ListLapsing, request);
  }
  /// A booked supplement to the first line.
  std::string Supplement(const char* day, std::int64_t amount) {
    harness_.SetDay(day);
    pb::Adjustment supplement;
    supplement.set_kind(pb::Adjustment::KIND_SUPPLEMENT);
    supplement.set_source("central");
    supplement.set_to_budget_line(kFirst);
    supplement.set_amount_vnd(amount);
    const auto posted = harness_.ApproveAdjustment(*harness_.Propose(BudgetOfficer(), supplement));
    EXPECT_TRUE(posted.ok()) << posted.status();
    return posted->name();
  }

  Harness harness_;
};

TEST_F(YearEnd, OriginalRevisedAndExecutedStandTogether) {
  Supplement("2019-08-01", 20);
  pb::ListAllotmentsRequest request;
  request.set_budget_year(2019);
  request.set_with_execution(true);
  const auto listed = harness_.Call(Accountant("68"), &Stub::ListAllotments, request);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->ledger_position(), 77);
  ASSERT_EQ(listed->allotments_size(), 3);
  const pb::Allotment& first = listed->allotments(0);
  EXPECT_EQ(first.original_vnd(), 100);
  EXPECT_EQ(first.revised_vnd(), 120);
  EXPECT_EQ(first.spent_vnd(), 50);
  EXPECT_EQ(first.advanced_vnd(), 15);
  EXPECT_EQ(first.committed_vnd(), 20);
  EXPECT_EQ(first.available_vnd(), 35);
  EXPECT_EQ(listed->allotments(1).source(), "local");
  EXPECT_EQ(listed->allotments(1).spent_vnd(), 0);

  harness_.ledger().Set(LedgerDouble::Behaviour::kGone);
  EXPECT_TRUE(absl::IsUnavailable(harness_.Call(Accountant("68"), &Stub::ListAllotments, request).status()));
  request.set_with_execution(false);  // What is known here is told without the ledger.
  EXPECT_TRUE(harness_.Call(Accountant("68"), &Stub::ListAllotments, request).ok());
}

TEST_F(YearEnd, WhatWouldLapseIsToldWeeksBefore) {
  harness_.SetDay("2019-11-10");
  const auto all = Lapsing(BudgetOfficer());
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->lines_size(), 2);  // The second line was paid in full.
  EXPECT_EQ(all->lines(0).lapsing_vnd(), 55);
  EXPECT_EQ(all->lines(0).advanced_vnd(), 15);
  EXPECT_EQ(all->lines(1).lapsing_vnd(), 30);
  ASSERT_EQ(all->agencies_size(), 2);
  EXPECT_EQ(all->agencies(0).agency(), "agencies/SCT-68");
  EXPECT_EQ(all->agencies(0).lapsing_vnd(), 55);
  EXPECT_EQ(all->carry_over_from(), "2019-12-01");
  EXPECT_EQ(all->lapse_date(), "2020-01-31");
  const auto own = Lapsing(Accountant("87"));
  ASSERT_EQ(own->lines_size(), 1);
  EXPECT_EQ(own->lines(0).budget_line(), kOther);

  const auto page = Lapsing(BudgetOfficer(), 1);
  EXPECT_EQ(page->lines_size(), 1);
  EXPECT_FALSE(page->next_page_token().empty());
  pb::ListLapsingRequest without_year;
  EXPECT_EQ(rpc::ReasonOf(harness_.Call(BudgetOfficer(), &Stub::ListLapsing, without_year).status()),
            "INVALID_REQUEST");
}

TEST_F(YearEnd, MoneyThatWasNotAllottedLapsesWithItsHolder) {
  pb::CreateAppropriationRequest request;
  request.set_request_id(NewRequestId());
  auto& given = *request.mutable_appropriation();
  given.set_programme("programmes/SXSH2020");
  given.set_budget_year(2019);
  given.set_source("central");
  given.set_holder("agencies/BCT");
  given.set_amount_vnd(500);
  given.set_reserve_vnd(90);
  given.set_decision_number("2299/QĐ-TTg");
  given.set_decision_date("2018-12-08");
  ASSERT_TRUE(harness_.Call(BudgetOfficer(), &Stub::CreateAppropriation, request).ok());
  harness_.ledger().SetUnallotted("programmes/SXSH2020", "central", "agencies/BCT", 70, 2019);
  const auto all = Lapsing(BudgetOfficer());
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->appropriations_size(), 1);
  EXPECT_EQ(all->appropriations(0).holder(), "agencies/BCT");
  EXPECT_EQ(all->appropriations(0).lapsing_vnd(), 70);
  EXPECT_EQ(all->appropriations(0).reserve_held_vnd(), 90);
  EXPECT_EQ(Lapsing(Accountant("68"))->appropriations_size(), 0);  // Not the province's.
  pb::ListLapsingRequest other;
  other.set_budget_year(2019);
  other.set_programme("programmes/SCP2030");
  const auto nothing = harness_.Call(BudgetOfficer(), &Stub::ListLapsing, other);
  ASSERT_TRUE(nothing.ok()) << nothing.status();
  EXPECT_EQ(nothing->lines_size() + nothing->appropriations_size(), 0);
}

TEST_F(YearEnd, ACommitmentIsCarriedOverWithItsMoney) {
  harness_.SetDay("2019-12-20");
  pb::Adjustment carry_over;
  carry_over.set_kind(pb::Adjustment::KIND_CARRY_OVER);
  carry_over.set_source("central");
  carry_over.set_from_budget_line(kFirst);
  carry_over.set_ground("EQUIPMENT_CONTRACT");
  carry_over.set_proof("12/2019/HĐ-SXSH");
  carry_over.set_proof_sha256(std::string(64, 'a'));
  carry_over.set_commitment("payments/7");
  carry_over.set_amount_vnd(20);
  EXPECT_EQ(rpc::ReasonOf(harness_.Propose(Accountant("68"), carry_over).status()), "INVALID_REQUEST");
  carry_over.set_commitment("commitments/7");
  const auto proposed = harness_.Propose(Accountant("68"), carry_over);
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  const auto posted = harness_.ApproveAdjustment(*proposed);
  ASSERT_TRUE(posted.ok()) << posted.status();
  EXPECT_EQ(posted->commitment(), "commitments/7");
  const auto document = harness_.ledger().booked().back();
  ASSERT_EQ(document.bound_size(), 1);
  EXPECT_EQ(document.bound(0).commitment(), "commitments/7");
  EXPECT_EQ(document.bound(0).committed_vnd(), 20);
  EXPECT_EQ(document.bound(0).from().budget_year(), 2019);
  EXPECT_EQ(document.bound(0).to().budget_year(), 2020);
  const auto next_year = harness_.Allotments(2020);
  ASSERT_EQ(next_year.size(), 1U);
  EXPECT_EQ(next_year[0].original_vnd(), 0);
  EXPECT_EQ(next_year[0].revised_vnd(), 20);
}

TEST_F(YearEnd, GroundsOfACarryOverAreNamedWithTheirProofAndWhatIsLeftUnderIt) {
  Supplement("2019-09-30", 11);  // A day too early for the ground.
  const std::string late = Supplement("2019-10-01", 25);
  const auto OptionsOf = [&](const std::string& ground) {
    std::vector<pb::CarryOverOption> found;
    const auto lapsing = Lapsing(Accountant("68"));
    EXPECT_TRUE(lapsing.ok()) << lapsing.status();
    for (const auto& option : lapsing->lines(0).options()) {
      if (option.ground() == ground) found.push_back(option);
    }
    return found;
  };
  const auto supplemented = OptionsOf("SUPPLEMENT_AFTER_30_SEPTEMBER");
  ASSERT_EQ(supplemented.size(), 1U);
  EXPECT_EQ(supplemented[0].proof(), late);
  EXPECT_EQ(supplemented[0].at_most_vnd(), 25);
  EXPECT_FALSE(supplemented[0].title_vi().empty());

  // The option is what a carry-over may then be proposed for, and no dong more.
  harness_.SetDay("2019-12-02");
  pb::Adjustment carry_over;
  carry_over.set_kind(pb::Adjustment::KIND_CARRY_OVER);
  carry_over.set_source("central");
  carry_over.set_from_budget_line(kFirst);
  carry_over.set_ground(supplemented[0].ground());
  carry_over.set_proof(supplemented[0].proof());
  carry_over.set_amount_vnd(26);
  EXPECT_EQ(rpc::ReasonOf(harness_.Propose(Accountant("68"), carry_over).status()),
            "CARRY_OVER_ABOVE_SUPPLEMENT");
  carry_over.set_amount_vnd(10);
  ASSERT_TRUE(harness_.Propose(Accountant("68"), carry_over).ok());
  EXPECT_EQ(OptionsOf("SUPPLEMENT_AFTER_30_SEPTEMBER")[0].at_most_vnd(), 15);
}

TEST_F(YearEnd, RefusalsNameThePerson) {
  auto request = pb::ApproveRoundRequest{};
  harness_.Publish(ApprovedPlan("91", {PlainItem("01", "WORKSHOP-INTRO", 10, 0)}));
  const auto round = harness_.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  request.set_request_id(NewRequestId());
  request.set_name(round->name());
  request.set_etag(round->etag());
  request.set_decision_number("1");
  auto both = rpc::Person("users/budget", {types::v1::ROLE_APPROVER}, "agencies/BTC");
  both.set_display_name("Nguyễn Thị Lan");
  const auto refused = rpc::Explain(harness_.Call(both, &Stub::ApproveRound, request).status());
  EXPECT_EQ(refused.reason, "SAME_PERSON");
  EXPECT_EQ(refused.text_vi.rfind("Nguyễn Thị Lan", 0), 0U) << refused.text_vi;
}

}  // namespace
}  // namespace cpb::allocation
