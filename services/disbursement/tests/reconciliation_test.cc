/// Statements against the books: the stages of matching, what stands on one side only, and the close that
/// waits for it.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;

class ReconciliationTest : public DisbursementTest {
 protected:
  /// A statement that names payees.
  absl::StatusOr<pb::ImportStatementResponse> ImportWithPayees(const std::string& rows,
                                                               int expected_lines = 0,
                                                               std::int64_t expected_paid_vnd = 0) {
    pb::ImportStatementRequest request;
    request.set_request_id(NewId());
    request.set_csv("payment,outcome,amount_vnd,value_date,treasury_reference,payee\n" + rows);
    request.set_expected_lines(expected_lines);
    request.set_expected_paid_vnd(expected_paid_vnd);
    return Do(treasury_, &Stub::ImportStatement, request);
  }
  absl::StatusOr<pb::AcceptMatchResponse> Accept(const std::string& line, const std::string& payment = "") {
    pb::AcceptMatchRequest request;
    request.set_request_id(NewId());
    request.set_name(line);
    request.set_payment(payment);
    return server_.Call(treasury_, *reconciliation_, &pb::ReconciliationService::Stub::AcceptMatch, request);
  }
  absl::StatusOr<pb::ExplainDifferenceResponse> Explain(const std::string& subject) {
    pb::ExplainDifferenceRequest request;
    request.set_request_id(NewId());
    request.set_subject(subject);
    request.set_explanation("Biên bản đối chiếu 02/BB-ĐC");
    return server_.Call(treasury_, *reconciliation_, &pb::ReconciliationService::Stub::ExplainDifference,
                        request);
  }
  absl::StatusOr<pb::CloseYearResponse> Close() {
    pb::CloseYearRequest request;
    request.set_request_id(NewId());
    request.set_programme(kProgramme);
    request.set_budget_year(2019);
    return Do(treasury_, &Stub::CloseYear, request);
  }
  pb::Payment Get(const std::string& name) {
    pb::GetPaymentRequest request;
    request.set_name(name);
    return Do(auditor_, &Stub::GetPayment, request).value().payment();
  }
};

TEST_F(ReconciliationTest, ALineWithoutPaymentDecidesByItsReference) {
  Allot("01", 100);
  const std::string name = Send("01", 60).name();
  EXPECT_REFUSED(Record(name, pb::OUTCOME_UNKNOWN), "");  // The treasury gave KB-2019-0001.
  const auto imported =
      ImportWithPayees(",paid,61,2019-03-01,KB-2019-0001,\n,paid,60,2019-03-01,KB-2019-0001,\n");
  ASSERT_TRUE(imported.ok()) << imported.status();
  ASSERT_EQ(imported->payments_size(), 1);
  EXPECT_EQ(imported->payments(0).name(), name);
  EXPECT_EQ(imported->unmatched_size(), 1);  // Another amount under the same reference decides nothing.
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
}

TEST_F(ReconciliationTest, AResemblanceWaitsForAPerson) {
  Allot("01", 1'000);
  const std::string name = Send("01", 60).name();
  const auto imported = ImportWithPayees(",paid,60,2019-03-01,KB-5,Công  TY Tư vấn Môi trường \n");
  ASSERT_TRUE(imported.ok()) << imported.status();
  EXPECT_EQ(imported->payments_size(), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  const auto listed = Reconciliation(treasury_);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->differences_size(), 2);  // Both sides.
  EXPECT_EQ(listed->differences(0).payment().name(), name);
  const pb::StatementLine line = listed->differences(1).line();
  EXPECT_EQ(line.stage(), pb::StatementLine::STAGE_PROPOSED);
  EXPECT_EQ(line.proposed_payment(), name);
  EXPECT_EQ(listed->books_paid_vnd(), 0);
  EXPECT_EQ(listed->statements_paid_vnd(), 60);

  const std::string other = Send("01", 70).name();
  EXPECT_REFUSED(Accept(line.name(), other), "MATCH_IMPOSSIBLE");
  const auto accepted = Accept(line.name());
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_EQ(accepted->payment().state(), pb::Payment::STATE_PAID);
  EXPECT_EQ(accepted->payment().treasury_reference(), "KB-5");
  EXPECT_EQ(accepted->line().stage(), pb::StatementLine::STAGE_ACCEPTED);
  EXPECT_REFUSED(Accept(line.name()), "LINE_MATCHED");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(ReconciliationTest, TwoThatResembleItArePutBeforeAPersonWithoutAProposal) {
  Allot("01", 1'000);
  const std::string first = Send("01", 60).name();
  Send("01", 60);
  const auto imported = ImportWithPayees(",paid,60,2019-03-01,KB-5,Công ty Tư vấn Môi trường\n");
  ASSERT_TRUE(imported.ok()) << imported.status();
  ASSERT_EQ(imported->unmatched_size(), 1);
  const auto listed = Reconciliation(treasury_);
  ASSERT_EQ(listed->differences_size(), 3);
  EXPECT_REFUSED(Accept(listed->differences(2).line().name()), "NOTHING_TO_MATCH");
  EXPECT_REFUSED(Accept(listed->differences(2).line().name(), first), "");
  EXPECT_EQ(Get(first).state(), pb::Payment::STATE_PAID);
}

TEST_F(ReconciliationTest, ARepeatIsNoDifferenceAndAnotherReferenceIsPaidTwice) {
  Allot("01", 1'000);
  const std::string name = Send("01", 60).name();
  ASSERT_EQ(Import(name + ",paid,60,2019-03-01,KB-5\n")->payments_size(), 1);
  // Another file says it again, once under the same reference and once under another.
  const auto again = Import(name + ",paid,60,2019-03-01,KB-5\n" + name + ",paid,60,2019-03-01,KB-6\n");
  ASSERT_TRUE(again.ok()) << again.status();
  ASSERT_EQ(again->unmatched_size(), 1);
  EXPECT_THAT(again->unmatched(0), ::testing::HasSubstr("KB-5"));
  const auto listed = Reconciliation(treasury_);
  ASSERT_EQ(listed->differences_size(), 1);
  EXPECT_EQ(listed->differences(0).line().treasury_reference(), "KB-6");
  EXPECT_EQ(listed->books_paid_vnd(), 60);
  EXPECT_EQ(listed->statements_paid_vnd(), 120);  // The repeat counts once, the second reference shows.
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
}

TEST_F(ReconciliationTest, TheYearClosesOnlyOverWhatIsExplained) {
  Allot("01", 1'000);
  const std::string paid = Pay("01", 100).name();
  ASSERT_EQ(ImportWithPayees("payments/999,paid,7,2019-03-01,KB-9,\n")->unmatched_size(), 1);
  MoveClock("2020-02-10");
  const auto refused = Close();
  EXPECT_REFUSED(refused, "RECONCILIATION_OPEN");
  EXPECT_THAT(rpc::SerializeRefusal(refused.status()), ::testing::HasSubstr(paid));
  const auto listed = Reconciliation(treasury_);
  ASSERT_EQ(listed->differences_size(), 2);
  EXPECT_EQ(listed->unexplained_count(), 2);
  EXPECT_EQ(listed->due_date(), "2020-02-10");
  ASSERT_EQ(Import(paid + ",paid,100,2019-03-01,KB-2019-0001\n")->unmatched_size(), 0);
  EXPECT_REFUSED(Explain(paid), "NO_DIFFERENCE");
  EXPECT_REFUSED(Close(), "RECONCILIATION_OPEN");
  EXPECT_REFUSED(Explain("statementLines/999"), "NOT_FOUND");
  const auto explained = Explain(listed->differences(1).line().name());
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_EQ(explained->difference().explainer(), "users/kho-bac");
  EXPECT_EQ(Reconciliation(treasury_)->unexplained_count(), 0);
  EXPECT_REFUSED(Close(), "");
}

TEST_F(ReconciliationTest, AFileThatIsNotWhatItsSenderSaysIsRefused) {
  Allot("01", 1'000);
  const std::string name = Send("01", 60).name();
  const std::string row = name + ",paid,60,2019-03-01,KB-5,\n";
  EXPECT_REFUSED(ImportWithPayees(row, 2), "STATEMENT_TOTALS");
  EXPECT_REFUSED(ImportWithPayees(row, 1, 61), "STATEMENT_TOTALS");
  EXPECT_EQ(Get(name).state(), pb::Payment::STATE_SENT);
  EXPECT_REFUSED(ImportWithPayees(row, 1, 60), "");
}

TEST_F(ReconciliationTest, AUnitSeesItsOwnSideAlone) {
  Allot("01", 1'000);
  Pay("01", 100);
  ASSERT_EQ(ImportWithPayees("payments/999,paid,7,2019-03-01,KB-9,\n")->unmatched_size(), 1);
  const auto own = Reconciliation(accountant_);
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ(own->differences_size(), 1);
  const Identity stranger =
      rpc::Person("users/la", {::cpbudget::types::v1::ROLE_ACCOUNTANT}, "agencies/SCT-40", "40");
  EXPECT_EQ(Reconciliation(stranger)->differences_size(), 0);
  pb::AcceptMatchRequest accept;
  accept.set_request_id(NewId());
  accept.set_name("statementLines/1");
  EXPECT_REFUSED(
      server_.Call(accountant_, *reconciliation_, &pb::ReconciliationService::Stub::AcceptMatch, accept),
      "ROLE_MISSING");
}

}  // namespace
}  // namespace cpb::disbursement::testing
