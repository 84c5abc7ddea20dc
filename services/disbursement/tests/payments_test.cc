/// Commitments, payments and advances: what moves, and what is refused.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;

class PaymentsTest : public DisbursementTest {
 protected:
  std::string Commit(const std::string& item, std::int64_t amount, std::int64_t contract_value = 0) {
    const auto made =
        Do(accountant_, &Stub::CreateCommitment, CommitmentRequest(item, amount, contract_value));
    EXPECT_TRUE(made.ok()) << made.status();
    return made.ok() ? made->commitment().name() : "";
  }
  absl::StatusOr<pb::CreatePaymentResponse> TryPay(const pb::CreatePaymentRequest& request) {
    return Do(accountant_, &Stub::CreatePayment, request);
  }
};

TEST_F(PaymentsTest, ALifeOfAContract) {
  Allot("01", 1'000);
  const auto committed = Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 600));
  ASSERT_TRUE(committed.ok()) << committed.status();
  EXPECT_EQ(committed->available_vnd(), 400);
  EXPECT_EQ(committed->commitment().contract_value_vnd(), 600);
  EXPECT_EQ(committed->commitment().findings_size(), 1);
  const std::string contract = committed->commitment().name();

  const pb::Payment advance = Pay("01", 300, contract, /*advance=*/true);
  EXPECT_EQ(advance.open_advance_vnd(), 300);
  EXPECT_EQ(advance.findings(0).rule_id(), "ADVANCE/ceiling");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_ADVANCED, "01"), 300);
  const pb::Payment instalment = Pay("01", 200, contract);
  EXPECT_EQ(instalment.state(), pb::Payment::STATE_PAID);
  EXPECT_EQ(instalment.signer(), "users/giam-doc");
  EXPECT_EQ(instalment.recorder(), "users/kho-bac");
  EXPECT_EQ(instalment.value_date(), "2019-03-01");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 200);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 100);

  pb::ClearAdvanceRequest clear;
  clear.set_request_id(NewId());
  clear.set_name(advance.name());
  clear.set_amount_vnd(301);
  clear.set_acceptance("BBNT 05, 2019-02-28");
  EXPECT_REFUSED(Do(accountant_, &Stub::ClearAdvance, clear), "ADVANCE_EXCEEDED");
  clear.set_request_id(NewId());
  clear.set_amount_vnd(250);
  const auto cleared = Do(accountant_, &Stub::ClearAdvance, clear);
  ASSERT_TRUE(cleared.ok()) << cleared.status();
  EXPECT_EQ(cleared->payment().open_advance_vnd(), 50);

  pb::RefundPaymentRequest refund;
  refund.set_request_id(NewId());
  refund.set_name(advance.name());
  refund.set_amount_vnd(51);
  refund.set_refund_slip("C2-05a 01");
  EXPECT_REFUSED(Do(accountant_, &Stub::RefundPayment, refund), "REFUND_EXCEEDED");
  refund.set_request_id(NewId());
  refund.set_amount_vnd(50);
  EXPECT_REFUSED(Do(accountant_, &Stub::RefundPayment, refund), "");

  pb::ReleaseCommitmentRequest release;
  release.set_request_id(NewId());
  release.set_name(contract);
  EXPECT_REFUSED(Do(accountant_, &Stub::ReleaseCommitment, release), "");
  release.set_request_id(NewId());
  EXPECT_REFUSED(Do(accountant_, &Stub::ReleaseCommitment, release), "NOTHING_TO_RELEASE");

  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 450);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 550);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_ADVANCED, "01"), 0);
  const pb::VerifyLedgerResponse verified = Verify();
  EXPECT_TRUE(verified.correct()) << verified.DebugString();
}

TEST_F(PaymentsTest, SpendingPastWhatIsLeftNamesTheRoom) {
  Allot("01", 100);
  const auto refused = TryPay(PaymentRequest("01", 101));
  EXPECT_REFUSED(refused, "LEDGER_LIMIT");
  EXPECT_THAT(rpc::SerializeRefusal(refused.status()), ::testing::HasSubstr("còn 100 đồng, cần 101 đồng"));
  EXPECT_REFUSED(Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 101)), "LEDGER_LIMIT");

  const std::string contract = Commit("01", 60);
  const auto over = TryPay(PaymentRequest("01", 61, contract));
  EXPECT_REFUSED(over, "LEDGER_LIMIT");
  EXPECT_THAT(rpc::SerializeRefusal(over.status()), ::testing::HasSubstr(contract));
  EXPECT_REFUSED(TryPay(PaymentRequest("01", 41)), "LEDGER_LIMIT");
  EXPECT_REFUSED(TryPay(PaymentRequest("01", 60, contract)), "");
  EXPECT_REFUSED(TryPay(PaymentRequest("01", 40)), "");
  EXPECT_TRUE(Verify().correct());
}

TEST_F(PaymentsTest, SendingTwicePaysOnce) {
  Allot("01", 100);
  const pb::CreatePaymentRequest request = PaymentRequest("01", 60);
  const auto first = TryPay(request);
  const auto again = TryPay(request);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  pb::CreatePaymentRequest other = request;
  other.mutable_payment()->set_amount_vnd(1);
  EXPECT_REFUSED(TryPay(other), "REQUEST_ID_REUSED");

  // A refusal is remembered as well: room that appears later does not pay behind the caller's back.
  const pb::CreatePaymentRequest too_much = PaymentRequest("01", 61);
  EXPECT_REFUSED(TryPay(too_much), "LEDGER_LIMIT");
  Allot("01", 1'000);
  EXPECT_REFUSED(TryPay(too_much), "LEDGER_LIMIT");
}

TEST_F(PaymentsTest, AdvancesStopAtHalfOfTheContract) {
  Allot("01", 1'000);
  EXPECT_REFUSED(TryPay(PaymentRequest("01", 10, "", true)), "ADVANCE_NEEDS_COMMITMENT");
  const std::string contract = Commit("01", 400, 600);
  const auto refused = TryPay(PaymentRequest("01", 301, contract, true));
  EXPECT_REFUSED(refused, "RULE_BLOCKS");
  EXPECT_THAT(rpc::SerializeRefusal(refused.status()), ::testing::HasSubstr("161/2012/TT-BTC"));
  Prepare("01", 200, contract, true);
  EXPECT_REFUSED(TryPay(PaymentRequest("01", 101, contract, true)), "RULE_BLOCKS");
  const pb::Payment second = Prepare("01", 100, contract, true);
  // What is cancelled counts no longer.
  pb::CancelPaymentRequest cancel;
  cancel.set_request_id(NewId());
  cancel.set_name(second.name());
  EXPECT_REFUSED(Do(accountant_, &Stub::CancelPayment, cancel), "");
  Prepare("01", 100, contract, true);
  EXPECT_REFUSED(Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 200, 199)),
                 "COMMITMENT_EXCEEDS_CONTRACT");
}

TEST_F(PaymentsTest, ARepeatIsAnsweredWhileTheRulesAreDown) {
  Allot("01", 1'000);
  const std::string contract = Commit("01", 400);
  const pb::CreatePaymentRequest request = PaymentRequest("01", 200, contract, true);
  const auto first = TryPay(request);
  ASSERT_TRUE(first.ok()) << first.status();
  rule_double_->down = true;
  const auto again = TryPay(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->payment().name(), first->payment().name());
  EXPECT_EQ(TryPay(PaymentRequest("01", 1, contract, true)).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_REFUSED(TryPay(PaymentRequest("01", 1)), "");  // A payment is judged when it is signed.
}

TEST_F(PaymentsTest, CommitmentsAndAdvancesLeaveADecisionAndRehearsalsNone) {
  Allot("01", 1'000);
  pb::CreateCommitmentRequest commitment = CommitmentRequest("01", 500);
  commitment.set_validate_only(true);
  ASSERT_TRUE(Do(accountant_, &Stub::CreateCommitment, commitment).ok());
  EXPECT_THAT(rule_double_->kept(), ::testing::IsEmpty());
  commitment.set_validate_only(false);
  const auto committed = Do(accountant_, &Stub::CreateCommitment, commitment);
  ASSERT_TRUE(committed.ok()) << committed.status();
  EXPECT_EQ(rule_double_->last().step(), rules::STEP_COMMITMENT);
  EXPECT_EQ(rule_double_->last().record_for(0).actor(), "users/ke-toan");

  pb::CreatePaymentRequest advance = PaymentRequest("01", 100, committed->commitment().name(), true);
  advance.set_validate_only(true);
  ASSERT_TRUE(TryPay(advance).ok());
  advance.set_validate_only(false);
  ASSERT_TRUE(TryPay(advance).ok());
  EXPECT_EQ(rule_double_->last().step(), rules::STEP_ADVANCE);
  const std::vector<std::string> kept{"requests/" + commitment.request_id(),
                                      "requests/" + advance.request_id()};
  EXPECT_EQ(rule_double_->kept(), kept);
  // Repeats are answered, and judged no more.
  ASSERT_TRUE(Do(accountant_, &Stub::CreateCommitment, commitment).ok());
  ASSERT_TRUE(TryPay(advance).ok());
  EXPECT_EQ(rule_double_->kept(), kept);
}

TEST_F(PaymentsTest, CommitmentAndPaymentMustAgree) {
  Allot("01", 1'000);
  Allot("02", 1'000);
  const std::string contract = Commit("01", 400);
  EXPECT_REFUSED(TryPay(PaymentRequest("02", 10, contract)), "COMMITMENT_OF_ANOTHER_LINE");
  EXPECT_REFUSED(TryPay(PaymentRequest("01", 10, "commitments/999")), "NOT_FOUND");
  EXPECT_REFUSED(TryPay(PaymentRequest("09", 10)), "LINE_NOT_FOUND");
}

TEST_F(PaymentsTest, CancelAndRefuseGiveTheMoneyBack) {
  Allot("01", 1'000);
  const std::string contract = Commit("01", 400);
  pb::CancelPaymentRequest cancel;
  cancel.set_request_id(NewId());
  cancel.set_name(Prepare("01", 150, contract).name());
  EXPECT_REFUSED(Do(head_, &Stub::CancelPayment, cancel), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 400);
  cancel.set_request_id(NewId());
  EXPECT_REFUSED(Do(head_, &Stub::CancelPayment, cancel), "PAYMENT_STATE");

  const pb::Payment sent = Send("01", 150, contract);
  cancel.set_request_id(NewId());
  cancel.set_name(sent.name());
  EXPECT_REFUSED(Do(head_, &Stub::CancelPayment, cancel), "PAYMENT_STATE");
  const auto refused = Record(sent.name(), pb::OUTCOME_REFUSED);
  ASSERT_TRUE(refused.ok()) << refused.status();
  EXPECT_EQ(refused->payment().state(), pb::Payment::STATE_REFUSED);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 400);
  EXPECT_REFUSED(Record(sent.name(), pb::OUTCOME_PAID), "PAYMENT_STATE");
  const pb::Payment direct = Send("01", 100);
  EXPECT_REFUSED(Record(direct.name(), pb::OUTCOME_REFUSED), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 600);
  EXPECT_TRUE(Verify().correct());
}

TEST_F(PaymentsTest, EveryWrongFieldIsNamedAtOnce) {
  pb::CreatePaymentRequest request;
  request.set_request_id(NewId());
  request.mutable_payment()->set_kind(static_cast<pb::Payment::Kind>(7));
  request.mutable_payment()->set_budget_line("x' OR 1=1");
  request.mutable_payment()->set_amount_vnd(-1);
  request.mutable_payment()->set_description(std::string(501, 'x'));
  const auto refused = TryPay(request);
  EXPECT_REFUSED(refused, "INVALID_REQUEST");
  const std::string details = rpc::SerializeRefusal(refused.status());
  for (const char* field : {"payment.kind", "payment.budget_line", "payment.source", "payment.amount_vnd",
                            "payment.payee", "payment.description"}) {
    EXPECT_THAT(details, ::testing::HasSubstr(field));
  }
  request = PaymentRequest("01", 9'000'000'000'000'001);
  EXPECT_REFUSED(TryPay(request), "INVALID_REQUEST");
  request = PaymentRequest("01", 1);
  request.set_request_id("not-a-uuid");
  EXPECT_REFUSED(TryPay(request), "INVALID_REQUEST");
}

TEST_F(PaymentsTest, DryRunLeavesNothing) {
  Allot("01", 100);
  pb::CreatePaymentRequest request = PaymentRequest("01", 60);
  request.set_validate_only(true);
  const auto rehearsed = TryPay(request);
  ASSERT_TRUE(rehearsed.ok()) << rehearsed.status();
  EXPECT_EQ(rehearsed->available_vnd(), 40);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
  const auto listed = Do(accountant_, &Stub::ListPayments, pb::ListPaymentsRequest{});
  ASSERT_TRUE(listed.ok());
  EXPECT_EQ(listed->payments_size(), 0);
}

TEST_F(PaymentsTest, ListsPageNewestFirst) {
  Allot("01", 100);
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) names.push_back(Prepare("01", 1 + i).name());
  pb::ListPaymentsRequest request;
  request.set_budget_year(2019);
  request.set_state(pb::Payment::STATE_PREPARED);
  request.set_page_size(3);
  const auto first = Do(accountant_, &Stub::ListPayments, request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->payments_size(), 3);
  EXPECT_EQ(first->payments(0).name(), names[4]);
  request.set_page_token(first->next_page_token());
  const auto second = Do(accountant_, &Stub::ListPayments, request);
  ASSERT_TRUE(second.ok()) << second.status();
  ASSERT_EQ(second->payments_size(), 2);
  EXPECT_EQ(second->payments(1).name(), names[0]);
  EXPECT_TRUE(second->next_page_token().empty());
}

}  // namespace
}  // namespace cpb::disbursement::testing
