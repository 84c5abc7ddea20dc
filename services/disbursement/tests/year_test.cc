/// Periods, the year's end and settlement.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;
namespace types = ::cpbudget::types::v1;

class YearTest : public DisbursementTest {
 protected:
  absl::StatusOr<pb::CloseYearResponse> Close(bool validate_only = false, int year = 2019) {
    pb::CloseYearRequest request;
    request.set_request_id(NewId());
    request.set_programme(kProgramme);
    request.set_budget_year(year);
    request.set_validate_only(validate_only);
    return Do(treasury_, &Stub::CloseYear, request);
  }
  absl::StatusOr<pb::CreateSettlementResponse> Settle(const std::string& agency = "agencies/SCT-68") {
    pb::CreateSettlementRequest request;
    request.set_request_id(NewId());
    request.set_programme(kProgramme);
    request.set_budget_year(2019);
    request.set_agency(agency);
    return Do(accountant_, &Stub::CreateSettlement, request);
  }
  absl::StatusOr<pb::RefundPaymentResponse> Refund(const std::string& name, std::int64_t amount) {
    pb::RefundPaymentRequest request;
    request.set_request_id(NewId());
    request.set_name(name);
    request.set_amount_vnd(amount);
    request.set_refund_slip("C2-05a");
    return Do(accountant_, &Stub::RefundPayment, request);
  }
};

TEST_F(YearTest, EachStepHasItsLastDay) {
  Allot("01", 100);
  const auto pay = [&] { return Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 1)); };
  const auto commit = [&] { return Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 1)); };
  MoveClock("2018-12-31");
  EXPECT_REFUSED(pay(), "PERIOD_CLOSED");
  EXPECT_REFUSED(commit(), "PERIOD_CLOSED");
  MoveClock("2019-12-31");
  EXPECT_REFUSED(commit(), "");
  MoveClock("2020-01-01");
  EXPECT_REFUSED(commit(), "PERIOD_CLOSED");
  MoveClock("2020-01-31");
  EXPECT_REFUSED(pay(), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01", "68", 2019, "2019-12-30"), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01", "68", 2019, "2019-12-31"), 1);
  MoveClock("2020-02-01");
  EXPECT_REFUSED(pay(), "PERIOD_CLOSED");
}

TEST_F(YearTest, CloseWaitsForEveryOutcome) {
  Allot("01", 1'000);
  const std::string contract =
      Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 500)).value().commitment().name();
  const std::string advance = Pay("01", 200, contract, true).name();
  const std::string sent = Send("01", 100).name();
  EXPECT_REFUSED(Close(), "PERIOD_OPEN");
  MoveClock("2020-01-31");
  EXPECT_REFUSED(Close(), "PERIOD_OPEN");
  MoveClock("2020-02-01");
  const auto undecided = Close();
  EXPECT_REFUSED(undecided, "PAYMENTS_UNDECIDED");
  EXPECT_THAT(rpc::SerializeRefusal(undecided.status()), ::testing::HasSubstr(sent));
  EXPECT_REFUSED(Record(sent, pb::OUTCOME_UNKNOWN), "");
  EXPECT_REFUSED(Close(), "PAYMENTS_UNDECIDED");
  EXPECT_EQ(Import(sent + ",paid,100,2019-12-30,KB-9\n").value().payments_size(), 1);
  EXPECT_REFUSED(Close(), "ADVANCES_OPEN");
  EXPECT_REFUSED(Refund(advance, 200), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_REFUNDED, "01"), 200);  // After 31 January it belongs to the budget.
  EXPECT_REFUSED(Close(true), "RECONCILIATION_OPEN");        // The advance stands in no statement.
  ImportMissing();
  EXPECT_REFUSED(Close(true), "");
  EXPECT_REFUSED(Close(false, 2025), "YEAR_UNKNOWN");
  EXPECT_REFUSED(Close(), "");
  EXPECT_REFUSED(Close(), "YEAR_ALREADY_CLOSED");
}

TEST_F(YearTest, WhatIsLeftLapsesUnitByUnit) {
  Allot("01", 1'000);
  Allot("01", 70, "40");
  pb::PostDocumentRequest more = Document("appropriation");
  AddMove(more, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 5);
  EXPECT_REFUSED(Post(more), "");
  Pay("01", 400);
  ASSERT_TRUE(Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 100)).ok());
  MoveClock("2020-02-10");
  ImportMissing();
  const auto rehearsed = Close(true);
  ASSERT_TRUE(rehearsed.ok()) << rehearsed.status();
  EXPECT_EQ(rehearsed->lapsed_vnd(), 5 + 70 + 500 + 100);
  EXPECT_EQ(rehearsed->journal_position(), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_LAPSED, "01"), 0);
  const auto closed = Close();
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_EQ(closed->lapsed_vnd(), 675);
  EXPECT_EQ(closed->lapsed_size(), 4);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_LAPSED, "01"), 600);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_LAPSED, "01", "40"), 70);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 0);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();

  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 1)), "PERIOD_CLOSED");
  pb::PostDocumentRequest late = Document("allotment");
  AddMove(late, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 1);
  EXPECT_REFUSED(Post(late), "PERIOD_CLOSED");
  MoveClock("2019-06-01");  // Not even with the clock turned back.
  late.set_request_id(NewId());
  EXPECT_REFUSED(Post(late), "PERIOD_CLOSED");
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 1)), "PERIOD_CLOSED");
}

TEST_F(YearTest, SettlementHasFourStepsByFourPeople) {
  Allot("01", 1'000);
  Allot("02", 300);
  pb::PostDocumentRequest virement = Document("virement", "2019-02-01");
  AddMove(virement, Account(pb::ACCOUNT_KIND_AVAILABLE, "02"), Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), 50);
  EXPECT_REFUSED(Post(virement), "");
  const std::string paid = Pay("01", 400).name();
  EXPECT_REFUSED(Refund(paid, 30), "");
  EXPECT_REFUSED(Settle(), "YEAR_NOT_CLOSED");
  MoveClock("2020-02-10");
  EXPECT_REFUSED(Refund(paid, 20), "");
  ImportMissing();
  ASSERT_TRUE(Close().ok());
  EXPECT_REFUSED(Settle("agencies/SCT-40"), "LINE_OF_ANOTHER_AGENCY");
  const auto compiled = Settle();
  ASSERT_TRUE(compiled.ok()) << compiled.status();
  const pb::Settlement& settlement = compiled->settlement();
  EXPECT_EQ(settlement.name(), "settlements/SXSH2020-2019-SCT-68");
  ASSERT_EQ(settlement.lines_size(), 2);
  EXPECT_EQ(settlement.lines(0).allotted_vnd(), 1'050);
  EXPECT_EQ(settlement.lines(0).spent_vnd(), 350);
  EXPECT_EQ(settlement.lines(0).refunded_vnd(), 20);
  EXPECT_EQ(settlement.lines(0).lapsed_vnd(), 680);
  EXPECT_EQ(settlement.lines(1).allotted_vnd(), 250);
  EXPECT_EQ(settlement.lines(1).lapsed_vnd(), 250);
  EXPECT_REFUSED(Settle(), "SETTLEMENT_EXISTS");

  pb::ReviewSettlementRequest review;
  review.set_request_id(NewId());
  review.set_name(settlement.name());
  review.set_etag("7");
  EXPECT_REFUSED(Do(appraiser_, &Stub::ReviewSettlement, review), "ETAG_MISMATCH");
  review.set_request_id(NewId());
  review.set_etag(settlement.etag());
  const Identity own = rpc::Person("users/x", {types::ROLE_APPRAISER}, "agencies/SCT-68");
  EXPECT_REFUSED(Do(own, &Stub::ReviewSettlement, review), "OUTSIDE_JURISDICTION");
  const Identity creator = rpc::Person("users/ke-toan", {types::ROLE_APPRAISER}, "agencies/VP-SXSH");
  EXPECT_REFUSED(Do(creator, &Stub::ReviewSettlement, review), "SAME_PERSON");
  pb::ApproveSettlementRequest approve;
  approve.set_request_id(NewId());
  approve.set_name(settlement.name());
  approve.set_etag(settlement.etag());
  EXPECT_REFUSED(Do(approver_, &Stub::ApproveSettlement, approve), "SETTLEMENT_STATE");
  review.set_request_id(NewId());
  const auto reviewed = Do(appraiser_, &Stub::ReviewSettlement, review);
  ASSERT_TRUE(reviewed.ok()) << reviewed.status();
  approve.set_request_id(NewId());
  approve.set_etag(reviewed->settlement().etag());
  EXPECT_REFUSED(Do(approver_, &Stub::ApproveSettlement, approve), "SETTLEMENT_STATE");  // Not appraised yet.
  pb::AppraiseSettlementRequest appraise;
  appraise.set_request_id(NewId());
  appraise.set_name(settlement.name());
  appraise.set_etag(reviewed->settlement().etag());
  const Identity reviewer = rpc::Person("users/tham-tra", {types::ROLE_APPROVER}, "agencies/BTC");
  EXPECT_REFUSED(Do(reviewer, &Stub::AppraiseSettlement, appraise), "SAME_PERSON");
  const Identity appraiser = rpc::Person("users/tham-dinh", {types::ROLE_APPROVER}, "agencies/BTC");
  appraise.set_request_id(NewId());
  const auto appraised = Do(appraiser, &Stub::AppraiseSettlement, appraise);
  ASSERT_TRUE(appraised.ok()) << appraised.status();
  EXPECT_EQ(appraised->settlement().state(), pb::Settlement::STATE_APPRAISED);
  EXPECT_EQ(appraised->settlement().appraiser(), "users/tham-dinh");
  approve.set_request_id(NewId());
  approve.set_etag(appraised->settlement().etag());
  EXPECT_REFUSED(Do(appraiser, &Stub::ApproveSettlement, approve), "SAME_PERSON");
  approve.set_request_id(NewId());
  const auto approved = Do(approver_, &Stub::ApproveSettlement, approve);
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(approved->settlement().state(), pb::Settlement::STATE_APPROVED);
  review.set_request_id(NewId());
  review.set_etag(approved->settlement().etag());
  EXPECT_REFUSED(Do(appraiser_, &Stub::ReviewSettlement, review), "SETTLEMENT_STATE");
  // Nothing posts to a settled unit-year any more, whoever asks.
  EXPECT_REFUSED(Refund(paid, 1), "PERIOD_CLOSED");
  pb::PostDocumentRequest late = Document("virement", "2019-12-31");
  AddMove(late, Account(pb::ACCOUNT_KIND_AVAILABLE, "02"), Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), 1);
  EXPECT_REFUSED(Post(late), "PERIOD_CLOSED");
  const auto listed = Do(accountant_, &Stub::ListSettlements, pb::ListSettlementsRequest{});
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->settlements_size(), 1);
  EXPECT_EQ(listed->settlements(0).lines_size(), 2);
}

TEST_F(YearTest, RefundsUntil31JanuaryAndAfter) {
  Allot("01", 1'000);
  const std::string paid = Pay("01", 400).name();
  MoveClock("2020-01-31");
  EXPECT_REFUSED(Refund(paid, 30), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 630);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_REFUNDED, "01"), 0);
  MoveClock("2020-02-01");
  EXPECT_REFUSED(Refund(paid, 20), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 630);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_REFUNDED, "01"), 20);
  EXPECT_REFUSED(Refund(paid, 351), "REFUND_EXCEEDED");
}

TEST_F(YearTest, OpenAdvancesAgeAndAreOverdueAfter31January) {
  Allot("01", 1'000);
  const auto commit = Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 500));
  ASSERT_TRUE(commit.ok()) << commit.status();
  const std::string old = Pay("01", 100, commit->commitment().name(), true).name();
  MoveClock("2019-12-30");
  const std::string young = Pay("01", 50, commit->commitment().name(), true).name();
  EXPECT_REFUSED(Refund(young, 20), "");
  const auto list = [&](bool overdue_only, const Identity& who) {
    pb::ListAdvancesRequest request;
    request.set_overdue_only(overdue_only);
    return Do(who, &Stub::ListAdvances, request);
  };
  MoveClock("2020-01-31");
  const auto open = list(false, auditor_);
  ASSERT_TRUE(open.ok()) << open.status();
  ASSERT_EQ(open->advances_size(), 2);
  EXPECT_EQ(open->advances(0).payment().name(), old);
  EXPECT_EQ(open->advances(0).age_days(), 336);
  EXPECT_EQ(open->advances(1).age_days(), 32);
  EXPECT_EQ(open->advances(1).due_date(), "2020-01-31");
  EXPECT_FALSE(open->advances(1).overdue());
  EXPECT_EQ(open->ages(1).open_vnd(), 30);
  EXPECT_EQ(open->ages(3).advances_count(), 1);
  EXPECT_EQ(list(true, auditor_)->advances_size(), 0);
  MoveClock("2020-02-01");
  EXPECT_EQ(list(true, auditor_)->advances_size(), 2);
  const Identity stranger = rpc::Person("users/la", {types::ROLE_ACCOUNTANT}, "agencies/SCT-40", "40");
  EXPECT_EQ(list(false, stranger)->advances_size(), 0);

  pb::ListAdvancesRequest first_page;
  first_page.set_page_size(1);
  const auto page = Do(auditor_, &Stub::ListAdvances, first_page);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->advances(0).payment().name(), old);
  first_page.set_page_token(page->next_page_token());
  const auto next = Do(auditor_, &Stub::ListAdvances, first_page);
  ASSERT_TRUE(next.ok()) << next.status();
  ASSERT_EQ(next->advances_size(), 1);
  EXPECT_EQ(next->advances(0).payment().name(), young);
  EXPECT_TRUE(next->next_page_token().empty());
}

}  // namespace
}  // namespace cpb::disbursement::testing
