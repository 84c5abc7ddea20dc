/// The treasury's control, and unknown outcomes that two people decide.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;

class ControlTest : public DisbursementTest {
 protected:
  std::string Commit(const std::string& item, std::int64_t amount) {
    const auto made = Do(accountant_, &Stub::CreateCommitment, CommitmentRequest(item, amount));
    EXPECT_TRUE(made.ok()) << made.status();
    return made.ok() ? made->commitment().name() : "";
  }
  absl::StatusOr<pb::ControlPaymentResponse> Control(const std::string& name,
                                                     pb::ControlPaymentRequest::Decision decision,
                                                     const std::vector<std::string>& confirmed = {}) {
    pb::ControlPaymentRequest request;
    request.set_request_id(NewId());
    request.set_name(name);
    request.set_decision(decision);
    request.set_note("Thiếu biên bản nghiệm thu");
    for (const std::string& check : confirmed) request.add_confirmed_checks(check);
    return Do(treasury_, &Stub::ControlPayment, request);
  }
  absl::StatusOr<pb::ProposeOutcomeResponse> Propose(const Identity& who, const std::string& name,
                                                     pb::Outcome outcome,
                                                     const std::string& value_date = "2019-03-01") {
    pb::ProposeOutcomeRequest request;
    request.set_request_id(NewId());
    request.set_name(name);
    request.set_outcome(outcome);
    request.set_treasury_reference("KB-9");
    request.set_value_date(value_date);
    request.set_proof("Giấy báo Nợ số 17 ngày 01/3/2019");
    return Do(who, &Stub::ProposeOutcome, request);
  }
  absl::StatusOr<pb::ConfirmOutcomeResponse> Confirm(const Identity& who, const pb::Payment& payment,
                                                     bool reject = false) {
    pb::ConfirmOutcomeRequest request;
    request.set_request_id(NewId());
    request.set_name(payment.name());
    request.set_etag(payment.etag());
    request.set_reject(reject);
    request.set_note("Đối chiếu với Kho bạc");
    return Do(who, &Stub::ConfirmOutcome, request);
  }
};

TEST_F(ControlTest, NothingIsPaidBeforeTheControl) {
  Allot("01", 100);
  const std::string name = Send("01", 60).name();
  EXPECT_REFUSED(Record(name, pb::OUTCOME_PAID), "CONTROL_MISSING");
  const auto incomplete =
      Control(name, pb::ControlPaymentRequest::DECISION_ACCEPT, {"standards", "documents"});
  EXPECT_REFUSED(incomplete, "CONTROL_INCOMPLETE");
  EXPECT_THAT(rpc::SerializeRefusal(incomplete.status()), ::testing::HasSubstr("procurement"));
  const auto accepted = Accept(name);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_EQ(accepted->payment().state(), pb::Payment::STATE_ACCEPTED);
  EXPECT_EQ(accepted->payment().controller(), "users/kho-bac");
  EXPECT_REFUSED(Accept(name), "PAYMENT_STATE");
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
  EXPECT_REFUSED(Record(name, pb::OUTCOME_PAID), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
}

TEST_F(ControlTest, ARefusalReturnsTheMoney) {
  Allot("01", 100);
  const std::string contract = Commit("01", 80);
  const auto refused = Control(Send("01", 60, contract).name(), pb::ControlPaymentRequest::DECISION_REFUSE);
  ASSERT_TRUE(refused.ok()) << refused.status();
  EXPECT_EQ(refused->payment().state(), pb::Payment::STATE_REFUSED);
  EXPECT_EQ(refused->payment().outcome_note(), "Thiếu biên bản nghiệm thu");
  EXPECT_GT(refused->journal_position(), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 80);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(ControlTest, PaidFirstControlledAfterThenCut) {
  MoveClock("2020-08-06");
  Allot("01", 100, "68", 2020);
  const std::string contract = Commit("01", 80);
  const pb::Payment first = Send("01", 30, contract);
  EXPECT_TRUE(first.control_after());
  EXPECT_REFUSED(Record(first.name(), pb::OUTCOME_PAID), "");
  EXPECT_REFUSED(Accept(first.name(), 31), "IRREGULAR_EXCEEDED");
  const auto controlled = Accept(first.name(), 5);
  ASSERT_TRUE(controlled.ok()) << controlled.status();
  EXPECT_EQ(controlled->payment().state(), pb::Payment::STATE_PAID);
  EXPECT_EQ(controlled->payment().irregular_vnd(), 5);
  EXPECT_REFUSED(Accept(first.name()), "PAYMENT_STATE");  // Once.

  EXPECT_REFUSED(Sign(chief_, Prepare("01", 20, contract).name()), "IRREGULAR_NOT_CUT");
  pb::CreatePaymentRequest cut = PaymentRequest("01", 15, contract);
  cut.mutable_payment()->set_deducted_vnd(5);
  const auto prepared = Do(accountant_, &Stub::CreatePayment, cut);
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  EXPECT_REFUSED(Sign(chief_, prepared->payment().name()), "");
  // It is cut once.
  cut.set_request_id(NewId());
  const auto again = Do(accountant_, &Stub::CreatePayment, cut);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_REFUSED(Sign(chief_, again->payment().name()), "IRREGULAR_NOT_CUT");
}

TEST_F(ControlTest, LastPaymentsAreControlledFirst) {
  MoveClock("2020-08-05");
  Allot("01", 100, "68", 2020);
  const std::string contract = Commit("01", 80);
  EXPECT_FALSE(Send("01", 30, contract).control_after());
  MoveClock("2020-08-06");
  EXPECT_TRUE(Send("01", 10, contract).control_after());
  EXPECT_FALSE(Send("01", 40, contract).control_after());  // Nothing of the contract is left after it.
  EXPECT_FALSE(Send("01", 5).control_after());
}

TEST_F(ControlTest, AnUnknownOutcomeNeedsProofAndTwoPeople) {
  Allot("01", 100);
  const std::string name = Send("01", 60).name();
  EXPECT_REFUSED(Propose(treasury_, name, pb::OUTCOME_PAID), "OUTCOME_NOT_UNKNOWN");
  EXPECT_REFUSED(Record(name, pb::OUTCOME_UNKNOWN), "");
  EXPECT_REFUSED(Confirm(second_treasury_, Send("01", 1)), "OUTCOME_NOT_UNKNOWN");
  EXPECT_REFUSED(Propose(treasury_, name, pb::OUTCOME_PAID, "2019-03-02"), "VALUE_DATE_IMPOSSIBLE");
  const auto proposed = Propose(treasury_, name, pb::OUTCOME_PAID);
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(proposed->payment().state(), pb::Payment::STATE_UNKNOWN);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 61);
  EXPECT_REFUSED(Propose(second_treasury_, name, pb::OUTCOME_REFUSED), "PROPOSAL_OPEN");
  EXPECT_REFUSED(Confirm(treasury_, proposed->payment()), "SAME_PERSON");
  pb::Payment stale = proposed->payment();
  stale.set_etag("1");
  EXPECT_REFUSED(Confirm(second_treasury_, stale), "ETAG_MISMATCH");
  // Neither of the two signed it.
  const Identity head =
      rpc::Person("users/giam-doc", {::cpbudget::types::v1::ROLE_TREASURY_OFFICER}, "agencies/KBNN");
  EXPECT_REFUSED(Confirm(head, proposed->payment()), "SAME_PERSON");

  const auto rejected = Confirm(second_treasury_, proposed->payment(), /*reject=*/true);
  ASSERT_TRUE(rejected.ok()) << rejected.status();
  EXPECT_EQ(rejected->payment().state(), pb::Payment::STATE_UNKNOWN);
  EXPECT_FALSE(rejected->payment().has_proposal());
  EXPECT_REFUSED(Confirm(second_treasury_, rejected->payment()), "NOTHING_PROPOSED");

  const auto again = Propose(second_treasury_, name, pb::OUTCOME_PAID);
  ASSERT_TRUE(again.ok()) << again.status();
  const auto confirmed = Confirm(treasury_, again->payment());
  ASSERT_TRUE(confirmed.ok()) << confirmed.status();
  EXPECT_EQ(confirmed->payment().state(), pb::Payment::STATE_PAID);
  EXPECT_EQ(confirmed->payment().treasury_reference(), "KB-9");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(ControlTest, AStatementOvertakesAProposal) {
  Allot("01", 100);
  const std::string name = Send("01", 60).name();
  EXPECT_REFUSED(Record(name, pb::OUTCOME_UNKNOWN), "");
  const auto proposed = Propose(treasury_, name, pb::OUTCOME_REFUSED);
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  ASSERT_EQ(Import(name + ",paid,60,2019-03-01,KB-1\n").value().payments_size(), 1);
  EXPECT_REFUSED(Confirm(second_treasury_, proposed->payment()), "OUTCOME_NOT_UNKNOWN");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
  pb::GetPaymentRequest get;
  get.set_name(name);
  EXPECT_FALSE(Do(auditor_, &Stub::GetPayment, get).value().payment().has_proposal());
}

}  // namespace
}  // namespace cpb::disbursement::testing
