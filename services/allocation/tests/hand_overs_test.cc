/// A dissolved unit's money handed to its successor, through the wire.
#include <gtest/gtest.h>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

namespace dpb = cpbudget::disbursement::v1;
using Stub = pb::AllocationService::Stub;

constexpr char kProgramme[] = "programmes/SCP2030";
constexpr char kOldLine[] = "SCP2030-2025-SCT-60.01", kSecondLine[] = "SCP2030-2025-SCT-60.02",
               kNewLine[] = "SCP2030-2025-SCT-60.01-SCT-68";

/// Bình Thuận (60) became part of Lâm Đồng (68) on 1 July 2025.
class HandOvers : public ::testing::Test {
 protected:
  HandOvers() : harness_{"2025-01-10"} {
    rpb::Plan plan =
        ApprovedPlan("60", {PlainItem("01", "LEAFLET", 100, 50), PlainItem("02", "LEAFLET", 40, 0)});
    plan.set_name("plans/SCP2030-2025-SCT-60");
    plan.set_programme(kProgramme);
    plan.set_budget_year(2025);
    for (auto& item : *plan.mutable_items()) item.set_component_project("componentProjects/SCP2030-1");
    harness_.Publish(plan);
    pb::CreateRoundRequest request;
    request.set_request_id(NewRequestId());
    request.set_programme(kProgramme);
    request.set_budget_year(2025);
    request.set_method(pb::METHOD_AS_REQUESTED);
    const auto round = harness_.Call(BudgetOfficer(), &Stub::CreateRound, request);
    EXPECT_TRUE(round.ok()) << round.status();
    const auto issued = harness_.Issue(*harness_.Approve(round->round()));
    EXPECT_TRUE(issued.ok()) << issued.status();
    LedgerDouble& ledger = harness_.ledger();
    ledger.SetBalance("60", kOldLine, dpb::ACCOUNT_KIND_AVAILABLE, 30, 2025);
    ledger.SetBalance("60", kOldLine, dpb::ACCOUNT_KIND_SPENT, 45, 2025);
    ledger.SetBalance("60", kOldLine, dpb::ACCOUNT_KIND_COMMITTED, 25, 2025);
    ledger.SetBalance("60", kSecondLine, dpb::ACCOUNT_KIND_ADVANCED, 33, 2025);
    ledger.SetBalance("60", kSecondLine, dpb::ACCOUNT_KIND_IN_PAYMENT, 7, 2025);
    ledger.SetUnallotted(kProgramme, "local", "agencies/SCT-60", 11, 2025);
    harness_.SetDay("2025-07-02");
  }

  absl::StatusOr<pb::HandOver> Propose(const std::string& agency = "agencies/SCT-60") {
    pb::CreateHandOverRequest request;
    request.set_request_id(NewRequestId());
    request.set_programme(kProgramme);
    request.set_budget_year(2025);
    request.set_from_agency(agency);
    request.set_reason("sáp nhập tỉnh");
    auto response = harness_.Call(BudgetOfficer(), &Stub::CreateHandOver, request);
    if (!response.ok()) return response.status();
    return response->hand_over();
  }
  absl::StatusOr<pb::HandOver> Approve(const pb::HandOver& hand_over,
                                       const types::v1::Identity& who = Approver()) {
    pb::ApproveHandOverRequest request;
    request.set_request_id(NewRequestId());
    request.set_name(hand_over.name());
    request.set_etag(hand_over.etag());
    request.set_decision_number(request.request_id() + "/QĐ");
    auto response = harness_.Call(who, &Stub::ApproveHandOver, request);
    if (!response.ok()) return response.status();
    return response->hand_over();
  }
  pb::Allotment AllotmentOf(const std::string& line, const std::string& source = "central") {
    for (const pb::Allotment& one : harness_.Allotments(2025)) {
      if (one.budget_line() == line && one.source() == source) return one;
    }
    return {};
  }

  Harness harness_;
};

TEST_F(HandOvers, WhatIsFreeOrBoundGoesOnAndHistoryStays) {
  const auto proposed = Propose();
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(proposed->to_agency(), "agencies/SCT-68");
  EXPECT_EQ(proposed->successor(), "provinces/68-2025");
  EXPECT_EQ(proposed->dissolved_date(), "2025-06-30");
  EXPECT_EQ(proposed->handed_vnd(), 30 + 25 + 33 + 11);
  ASSERT_EQ(proposed->lines_size(), 2);
  EXPECT_EQ(proposed->lines(0).to_budget_line(), kNewLine);
  EXPECT_EQ(proposed->lines(0).handed_vnd(), 30);
  EXPECT_EQ(proposed->lines(0).handed_committed_vnd(), 25);
  EXPECT_EQ(proposed->lines(1).handed_vnd(), 0);
  EXPECT_EQ(proposed->lines(1).handed_advanced_vnd(), 33);
  EXPECT_EQ(proposed->lines(1).staying_advanced_vnd(), 7);  // At the treasury: named, and left where it is.
  EXPECT_EQ(AllotmentOf(kOldLine).revised_vnd(), 100);

  const auto posted = Approve(*proposed);
  ASSERT_TRUE(posted.ok()) << posted.status();
  EXPECT_EQ(posted->state(), pb::HandOver::STATE_POSTED);
  EXPECT_EQ(AllotmentOf(kOldLine).original_vnd(), 100);
  EXPECT_EQ(AllotmentOf(kOldLine).revised_vnd(), 45);
  EXPECT_EQ(AllotmentOf(kSecondLine).revised_vnd(), 7);
  const pb::Allotment taken = AllotmentOf(kNewLine);
  EXPECT_EQ(taken.agency(), "agencies/SCT-68");
  EXPECT_EQ(taken.province_code(), "68");
  EXPECT_EQ(taken.original_vnd(), 0);
  EXPECT_EQ(taken.revised_vnd(), 55);
  EXPECT_EQ(taken.hand_over(), posted->name());
  EXPECT_EQ(taken.from_budget_line(), kOldLine);
  const auto document = harness_.ledger().booked().back();
  EXPECT_EQ(document.document_kind(), "hand_over");
  ASSERT_EQ(document.lines_size(), 4);
  EXPECT_EQ(document.lines(0).amount_vnd(), 55);
  EXPECT_EQ(document.lines(2).from().agency(),
            "agencies/SCT-60");  // The unallotted money: back to the authority,
  EXPECT_EQ(document.lines(3).to().agency(), "agencies/SCT-68");  // and from there to the successor.
  // What is bound moves with what binds it, to the dong that the decision named.
  ASSERT_EQ(document.bound_size(), 2);
  EXPECT_EQ(document.bound(0).committed_vnd(), 25);
  EXPECT_EQ(document.bound(0).advanced_vnd(), 0);
  EXPECT_EQ(document.bound(0).to().budget_line(), kNewLine);
  EXPECT_EQ(document.bound(1).advanced_vnd(), 33);
  ASSERT_EQ(document.budget_lines_size(), 2);
  EXPECT_EQ(document.budget_lines(0).id(), kNewLine);
  EXPECT_EQ(document.budget_lines(0).province_code(), "68");
  EXPECT_EQ(harness_.FeedTypes().back(), "hand_over.posted");
  EXPECT_EQ(rpc::ReasonOf(Approve(*posted).status()), "HAND_OVER_STATE");
}

TEST_F(HandOvers, WhatIsReleasedLaterJoinsTheSameLine) {
  ASSERT_TRUE(Approve(*Propose()).ok());
  LedgerDouble& ledger = harness_.ledger();  // What went over is gone; 10 came back from the treasury.
  ledger.SetBalance("60", kOldLine, dpb::ACCOUNT_KIND_AVAILABLE, 10 - 30, 2025);
  ledger.SetBalance("60", kOldLine, dpb::ACCOUNT_KIND_COMMITTED, -25, 2025);
  ledger.SetBalance("60", kSecondLine, dpb::ACCOUNT_KIND_ADVANCED, -33, 2025);
  ledger.SetUnallotted(kProgramme, "local", "agencies/SCT-60", -11, 2025);
  const auto second = Propose();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->handed_vnd(), 10);
  ASSERT_TRUE(Approve(*second).ok());
  EXPECT_EQ(AllotmentOf(kNewLine).revised_vnd(), 65);
  EXPECT_EQ(AllotmentOf(kOldLine).revised_vnd(), 35);
}

TEST_F(HandOvers, AreRefusedWithTheirReason) {
  EXPECT_EQ(rpc::ReasonOf(Propose("agencies/SCT-68").status()), "UNIT_NOT_DISSOLVED");  // It goes on.
  EXPECT_EQ(rpc::ReasonOf(Propose("agencies/BCT").status()), "UNIT_NOT_DISSOLVED");
  EXPECT_EQ(rpc::ReasonOf(Propose("agencies/SCT-67").status()), "HAND_OVER_EMPTY");
  const auto proposed = Propose();
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(rpc::ReasonOf(
                Approve(*proposed, rpc::Person("users/budget", {types::v1::ROLE_APPROVER}, "agencies/BTC"))
                    .status()),
            "SAME_PERSON");
  harness_.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);  // Something was committed meanwhile.
  EXPECT_EQ(rpc::ReasonOf(Approve(*proposed).status()), "LEDGER_LIMIT");
  EXPECT_EQ(AllotmentOf(kOldLine).revised_vnd(), 100);
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  ASSERT_TRUE(Approve(*proposed).ok());
  harness_.SetDay("2025-06-30");
  EXPECT_EQ(rpc::ReasonOf(Propose().status()), "UNIT_NOT_DISSOLVED");
  harness_.SetDay("2026-01-05");
  EXPECT_EQ(rpc::ReasonOf(Propose().status()), "PERIOD_CLOSED");
}

TEST_F(HandOvers, AllotmentsRollUpToTheProvincesOf2025) {
  ASSERT_TRUE(Approve(*Propose()).ok());
  pb::ListAllotmentsRequest request;
  request.set_budget_year(2025);
  request.set_with_provinces_2025(true);
  request.set_page_size(1);
  const auto listed = harness_.Call(BudgetOfficer(), &Stub::ListAllotments, request);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->allotments_size(), 1);
  EXPECT_EQ(AllotmentOf(kOldLine).province_code(), "60");  // The line stays that of its day.
  EXPECT_EQ(AllotmentOf(kOldLine).province_2025(), "68");
  ASSERT_EQ(listed->provinces_2025_size(), 1);  // Of all lines, whatever the page.
  const pb::AllottedProvince& today = listed->provinces_2025(0);
  EXPECT_EQ(today.province_2025(), "68");
  ASSERT_EQ(today.province_codes_size(), 2);
  EXPECT_EQ(today.province_codes(0), "60");
  EXPECT_EQ(today.original_vnd(), 190);
  EXPECT_EQ(today.revised_vnd(), 190);  // A hand-over moves money and makes none.
  request.set_province_2025("87");
  const auto elsewhere = harness_.Call(BudgetOfficer(), &Stub::ListAllotments, request);
  ASSERT_TRUE(elsewhere.ok()) << elsewhere.status();
  EXPECT_EQ(elsewhere->allotments_size() + elsewhere->provinces_2025_size(), 0);
  request.set_province_2025("Lâm Đồng");
  EXPECT_EQ(rpc::ReasonOf(harness_.Call(BudgetOfficer(), &Stub::ListAllotments, request).status()),
            "INVALID_REQUEST");
}

TEST_F(HandOvers, AreSeenByBothUnits) {
  ASSERT_TRUE(Propose().ok());
  const auto Seen = [&](const types::v1::Identity& who) {
    return harness_.Call(who, &Stub::ListHandOvers, pb::ListHandOversRequest{})->hand_overs_size();
  };
  EXPECT_EQ(Seen(BudgetOfficer()), 1);
  EXPECT_EQ(Seen(Accountant("60")), 1);
  EXPECT_EQ(Seen(Accountant("68")), 1);
  EXPECT_EQ(Seen(Accountant("87")), 0);
}

}  // namespace
}  // namespace cpb::allocation
