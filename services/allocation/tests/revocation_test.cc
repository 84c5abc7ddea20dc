/// Issued rounds taken back whole, through the wire.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

namespace dpb = cpbudget::disbursement::v1;
using Stub = pb::AllocationService::Stub;

class Revocation : public ::testing::Test {
 protected:
  Revocation() {
    harness_.Publish(
        ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 100, 50), PlainItem("02", "LEAFLET", 40, 0)}));
    round_ = harness_.IssueAll();
  }

  absl::StatusOr<pb::Round> Revoke(const types::v1::Identity& who,
                                   const std::string& request_id = NewRequestId()) {
    pb::RevokeRoundRequest request;
    request.set_request_id(request_id);
    request.set_name(round_.name());
    request.set_etag(round_.etag());
    request.set_decision_number("77/QĐ-BTC");
    request.set_reason("giao nhầm nguồn");
    auto response = harness_.Call(who, &Stub::RevokeRound, request);
    if (!response.ok()) return response.status();
    return response->round();
  }
  pb::Adjustment Supplement() {
    pb::Adjustment supplement;
    supplement.set_kind(pb::Adjustment::KIND_SUPPLEMENT);
    supplement.set_source("central");
    supplement.set_to_budget_line("SXSH2020-2019-SCT-68.01");
    supplement.set_amount_vnd(5);
    return supplement;
  }

  Harness harness_;
  pb::Round round_;
};

TEST_F(Revocation, ReturnsEveryLineAndThePlansWaitAgain) {
  const std::string request_id = NewRequestId();
  const auto revoked = Revoke(Approver(), request_id);
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_EQ(revoked->state(), pb::Round::STATE_REVOKED);
  EXPECT_EQ(revoked->revoker(), "users/director");
  EXPECT_GT(revoked->revoke_journal_position(), revoked->journal_position());
  // Line by line the document is the one that issued it, the other way round.
  const auto booked = harness_.ledger().booked();
  ASSERT_EQ(booked.size(), 2U);
  ASSERT_EQ(booked[1].lines_size(), booked[0].lines_size());
  for (int i = 0; i < booked[0].lines_size(); ++i) {
    EXPECT_EQ(booked[1].lines(i).from().SerializeAsString(), booked[0].lines(i).to().SerializeAsString());
    EXPECT_EQ(booked[1].lines(i).to().SerializeAsString(), booked[0].lines(i).from().SerializeAsString());
    EXPECT_EQ(booked[1].lines(i).amount_vnd(), booked[0].lines(i).amount_vnd());
  }
  EXPECT_EQ(harness_.FeedTypes().back(), "round.revoked");
  EXPECT_TRUE(harness_.Allotments().empty());
  EXPECT_EQ(harness_.Get(round_.name())->lines_size(), 3);  // Its lines stay readable.
  ASSERT_TRUE(Revoke(Approver(), request_id).ok());
  EXPECT_EQ(harness_.ledger().booked().size(), 2U);
  EXPECT_EQ(rpc::ReasonOf(Revoke(Approver()).status()), "ROUND_STATE");
  // The same plan can be computed, and issued, again.
  const auto again = harness_.IssueAll();
  EXPECT_NE(again.name(), round_.name());
  EXPECT_EQ(harness_.Allotments().size(), 3U);
}

TEST_F(Revocation, IsRefusedWithItsReason) {
  EXPECT_EQ(rpc::ReasonOf(Revoke(BudgetOfficer()).status()), "ROLE_MISSING");
  EXPECT_EQ(
      rpc::ReasonOf(Revoke(rpc::Person("users/budget", {types::v1::ROLE_APPROVER}, "agencies/BTC")).status()),
      "SAME_PERSON");
  // Something is committed: the ledger names the line, and the round stays issued.
  harness_.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  EXPECT_EQ(rpc::ReasonOf(Revoke(Approver()).status()), "LEDGER_LIMIT");
  EXPECT_EQ(harness_.Get(round_.name())->state(), pb::Round::STATE_ISSUED);
  EXPECT_EQ(harness_.Get(round_.name())->revoker(), "");
  EXPECT_EQ(harness_.Allotments().size(), 3U);
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  EXPECT_TRUE(Revoke(Approver()).ok());
}

TEST_F(Revocation, NamesTheLinesThatWereAdjusted) {
  ASSERT_TRUE(harness_.ApproveAdjustment(*harness_.Propose(BudgetOfficer(), Supplement())).ok());
  const auto refused = rpc::Explain(Revoke(Approver()).status());
  EXPECT_EQ(refused.reason, "ROUND_ADJUSTED");
  EXPECT_EQ(refused.violation_count, 1);
}

TEST_F(Revocation, NothingIsAdjustedWhileItIsOnItsWay) {
  const auto proposed = harness_.Propose(BudgetOfficer(), Supplement());
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  harness_.ledger().Set(LedgerDouble::Behaviour::kBookThenVanish);
  EXPECT_TRUE(absl::IsUnavailable(Revoke(Approver()).status()));
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*proposed).status()), "ROUND_STATE");
  harness_.RestartProgram();
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  harness_.FinishPending();
  EXPECT_EQ(harness_.Get(round_.name())->state(), pb::Round::STATE_REVOKED);
  EXPECT_EQ(rpc::ReasonOf(harness_.ApproveAdjustment(*proposed).status()), "LINE_NOT_ALLOTTED");
}

TEST_F(Revocation, EitherAdjustedOrRevokedNeverBoth) {
  for (int i = 0; i < 4; ++i) {
    const auto proposed = harness_.Propose(BudgetOfficer(), Supplement());
    ASSERT_TRUE(proposed.ok()) << proposed.status();
    absl::Status adjusted, revoked;
    std::thread one{[&] { adjusted = harness_.ApproveAdjustment(*proposed).status(); }};
    std::thread other{[&] { revoked = Revoke(Approver()).status(); }};
    one.join();
    other.join();
    ASSERT_NE(adjusted.ok(), revoked.ok()) << adjusted << revoked;
    if (!revoked.ok()) {
      EXPECT_EQ(rpc::ReasonOf(revoked), "ROUND_ADJUSTED") << revoked;
      return;  // It stays adjusted.
    }
    round_ = harness_.IssueAll();
  }
}

/// Sums of several provinces.
class BudgetExecution : public ::testing::Test {
 protected:
  BudgetExecution() {
    harness_.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 100, 0)}));
    harness_.Publish(ApprovedPlan("60", {PlainItem("01", "WORKSHOP-INTRO", 100, 30)}));
    harness_.Publish(ApprovedPlan("87", {PlainItem("01", "WORKSHOP-INTRO", 100, 0)}));
    harness_.IssueAll();
    LedgerDouble& ledger = harness_.ledger();
    ledger.SetBalance("68", "SXSH2020-2019-SCT-68.01", dpb::ACCOUNT_KIND_SPENT, 60);
    ledger.SetBalance("68", "SXSH2020-2019-SCT-68.01", dpb::ACCOUNT_KIND_AVAILABLE, 40);
    ledger.SetBalance("60", "SXSH2020-2019-SCT-60.01", dpb::ACCOUNT_KIND_SPENT, 20);
    ledger.SetBalance("60", "SXSH2020-2019-SCT-60.01", dpb::ACCOUNT_KIND_LAPSED, 70);
    ledger.SetBalance("60", "SXSH2020-2019-SCT-60.01", dpb::ACCOUNT_KIND_REFUNDED, 10);
    ledger.SetBalance("87", "SXSH2020-2019-SCT-87.01", dpb::ACCOUNT_KIND_COMMITTED, 100);
  }

  absl::StatusOr<pb::GetBudgetExecutionResponse> By(std::initializer_list<pb::ExecutionDimension> dimensions,
                                                    const types::v1::Identity& who = BudgetOfficer()) {
    pb::GetBudgetExecutionRequest request;
    request.set_programme("programmes/SXSH2020");
    request.set_budget_year(2019);
    for (const auto dimension : dimensions) request.add_group_by(dimension);
    return harness_.Call(who, &Stub::GetBudgetExecution, request);
  }

  Harness harness_;
};

TEST_F(BudgetExecution, LaysOriginalRevisedAndExecutedSideBySide) {
  const auto by_unit = By({pb::EXECUTION_DIMENSION_AGENCY, pb::EXECUTION_DIMENSION_SOURCE});
  ASSERT_TRUE(by_unit.ok()) << by_unit.status();
  ASSERT_EQ(by_unit->rows_size(), 4);
  const auto& first = by_unit->rows(0);
  EXPECT_EQ(first.keys(0), "agencies/SCT-60");
  EXPECT_EQ(first.keys(1), "central");
  EXPECT_EQ(first.original_vnd(), 100);
  EXPECT_EQ(first.spent_vnd(), 20);
  EXPECT_EQ(first.lapsed_vnd(), 70);
  EXPECT_EQ(first.refunded_vnd(), 10);
  EXPECT_EQ(first.executed_basis_points(), 2'000);
  EXPECT_EQ(by_unit->total().original_vnd(), 330);
  EXPECT_EQ(by_unit->total().spent_vnd(), 80);
  EXPECT_EQ(by_unit->total().executed_basis_points(), 2'424);
  EXPECT_EQ(by_unit->total().lines(), 4);
  EXPECT_EQ(by_unit->ledger_position(), 77);
  EXPECT_TRUE(by_unit->has_composition_variance_basis_points());
}

TEST_F(BudgetExecution, RollsUpToTheUnitsOf2025) {
  const auto rolled = By({pb::EXECUTION_DIMENSION_PROVINCE_2025});
  ASSERT_TRUE(rolled.ok()) << rolled.status();
  ASSERT_EQ(rolled->rows_size(), 2);  // Bình Thuận (60) and Lâm Đồng (68) are Lâm Đồng now; Đồng Tháp is 82.
  EXPECT_EQ(rolled->rows(0).keys(0), "68");
  EXPECT_EQ(rolled->rows(0).original_vnd(), 230);
  EXPECT_EQ(rolled->rows(0).spent_vnd(), 80);
  EXPECT_EQ(rolled->rows(1).keys(0), "82");
  const auto of_their_time = By({pb::EXECUTION_DIMENSION_PROVINCE});
  EXPECT_EQ(of_their_time->rows_size(), 3);
}

TEST_F(BudgetExecution, AProvinceSeesItsOwnAndBadDimensionsAreRefused) {
  const auto own = By({pb::EXECUTION_DIMENSION_PROVINCE}, Accountant("87"));
  ASSERT_TRUE(own.ok()) << own.status();
  ASSERT_EQ(own->rows_size(), 1);
  EXPECT_EQ(own->total().committed_vnd(), 100);
  EXPECT_EQ(rpc::ReasonOf(By({}).status()), "INVALID_REQUEST");
  EXPECT_EQ(rpc::ReasonOf(By({pb::EXECUTION_DIMENSION_SOURCE, pb::EXECUTION_DIMENSION_SOURCE}).status()),
            "INVALID_REQUEST");
}

}  // namespace
}  // namespace cpb::allocation
