/// Who may do what with whose documents.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;
namespace types = ::cpbudget::types::v1;

class PeopleTest : public DisbursementTest {};

TEST_F(PeopleTest, PreparerChiefAccountantAndHeadAreThreePeople) {
  Allot("01", 100);
  const Identity all = rpc::Person(
      "users/kiem-nhiem", {types::ROLE_ACCOUNTANT, types::ROLE_CHIEF_ACCOUNTANT, types::ROLE_UNIT_HEAD},
      "agencies/SCT-68", "68");
  const auto prepared = Do(all, &Stub::CreatePayment, PaymentRequest("01", 10));
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  const std::string name = prepared->payment().name();
  EXPECT_REFUSED(Sign(all, name), "SAME_PERSON");
  EXPECT_REFUSED(Approve(head_, name), "SIGNATURE_MISSING");
  EXPECT_REFUSED(Sign(chief_, name), "");
  EXPECT_REFUSED(Sign(chief_, name), "PAYMENT_STATE");
  EXPECT_REFUSED(Approve(all, name), "SAME_PERSON");

  const std::string other = Prepare("01", 10).name();
  EXPECT_REFUSED(Sign(all, other), "");
  EXPECT_REFUSED(Approve(all, other), "SAME_PERSON");  // The chief accountant is not the head as well.
  const auto sent = Approve(head_, other);
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_EQ(sent->payment().state(), pb::Payment::STATE_SENT);
  EXPECT_EQ(sent->payment().chief_accountant(), "users/kiem-nhiem");
  EXPECT_EQ(sent->payment().signer(), "users/giam-doc");
}

TEST_F(PeopleTest, WhoDecidedAboutTheLineNeitherPreparesNorSigns) {
  Allot("01", 100);
  const Identity decider = rpc::Person(
      "users/nguoi-lap-ke-hoach",
      {types::ROLE_ACCOUNTANT, types::ROLE_CHIEF_ACCOUNTANT, types::ROLE_UNIT_HEAD}, "agencies/SCT-68", "68");
  EXPECT_REFUSED(Do(decider, &Stub::CreatePayment, PaymentRequest("01", 10)), "SAME_PERSON");
  EXPECT_REFUSED(Do(decider, &Stub::CreateCommitment, CommitmentRequest("01", 10)), "SAME_PERSON");
  const std::string name = Prepare("01", 10).name();
  EXPECT_REFUSED(Sign(decider, name), "SAME_PERSON");
  EXPECT_REFUSED(Sign(chief_, name), "");
  EXPECT_REFUSED(Approve(decider, name), "SAME_PERSON");
}

/// `delegate` acting for `delegator`, up to an amount, this year.
Identity ActingFor(Identity delegate, const std::string& delegator, std::int64_t max_vnd) {
  auto& acting_for = *delegate.mutable_acting_for();
  acting_for.set_delegation("delegations/1");
  acting_for.set_delegator(delegator);
  acting_for.set_max_vnd(max_vnd);
  acting_for.set_first_date("2019-01-01");
  acting_for.set_last_date("2020-12-31");
  return delegate;
}

TEST_F(PeopleTest, UnderADelegationBothPeopleCountAndTheAmountIsHeld) {
  Allot("01", 100);
  const Identity deputy = rpc::Person("users/pho-giam-doc", {types::ROLE_UNIT_HEAD}, "agencies/SCT-68", "68");
  const std::string payment = Prepare("01", 10).name();
  Identity accountant = chief_;
  accountant.set_subject("users/pho-phong");
  EXPECT_REFUSED(Sign(ActingFor(accountant, "users/ke-toan", 10), payment), "SAME_PERSON");
  EXPECT_REFUSED(Sign(ActingFor(accountant, chief_.subject(), 9), payment), "DELEGATION_AMOUNT");
  EXPECT_REFUSED(Sign(ActingFor(accountant, chief_.subject(), 10), payment), "");
  EXPECT_REFUSED(Approve(ActingFor(deputy, "users/ke-toan", 10), payment), "SAME_PERSON");
  EXPECT_REFUSED(Approve(ActingFor(deputy, chief_.subject(), 10), payment), "SAME_PERSON");
  EXPECT_REFUSED(Approve(ActingFor(deputy, "users/nguoi-lap-ke-hoach", 10), payment), "SAME_PERSON");
  EXPECT_REFUSED(Approve(ActingFor(deputy, head_.subject(), 9), payment), "DELEGATION_AMOUNT");
  const auto sent = Approve(ActingFor(deputy, head_.subject(), 10), payment);
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_EQ(sent->payment().chief_accountant(), "users/pho-phong for " + chief_.subject());
  EXPECT_EQ(sent->payment().signer(), "users/pho-giam-doc for " + head_.subject());
  // Both of each pair are out of the treasury's step.
  for (const std::string& end : {accountant.subject(), chief_.subject(), deputy.subject(), head_.subject()}) {
    pb::RecordOutcomeRequest request;
    request.set_request_id(NewId());
    request.set_name(payment);
    request.set_outcome(pb::OUTCOME_PAID);
    request.set_treasury_reference("KB-1");
    EXPECT_REFUSED(
        Do(rpc::Person(end, {types::ROLE_TREASURY_OFFICER}, "agencies/KBNN"), &Stub::RecordOutcome, request),
        "SAME_PERSON")
        << end;
  }
}

TEST_F(PeopleTest, TheTreasuryOfficerIsAThirdPerson) {
  Allot("01", 100);
  pb::RecordOutcomeRequest request;
  request.set_name(Send("01", 10).name());
  request.set_outcome(pb::OUTCOME_PAID);
  request.set_treasury_reference("KB-1");
  for (const char* signer : {"users/giam-doc", "users/ke-toan-truong", "users/ke-toan"}) {
    const Identity twice = rpc::Person(signer, {types::ROLE_TREASURY_OFFICER}, "agencies/KBNN");
    request.set_request_id(NewId());
    EXPECT_REFUSED(Do(twice, &Stub::RecordOutcome, request), "SAME_PERSON");
  }
}

TEST_F(PeopleTest, DecidersOfALineOnlyGrow) {
  Allot("01", 100);
  pb::PostDocumentRequest again = Document("supplement");
  AddMove(again, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 1);
  *again.add_budget_lines() = Line("01");
  again.mutable_budget_lines(0)->clear_deciders();
  again.mutable_budget_lines(0)->add_deciders("users/ke-toan");
  EXPECT_REFUSED(Post(again), "");
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 10)), "SAME_PERSON");
  const Identity first =
      rpc::Person("users/nguoi-lap-ke-hoach", {types::ROLE_ACCOUNTANT}, "agencies/SCT-68", "68");
  EXPECT_REFUSED(Do(first, &Stub::CreatePayment, PaymentRequest("01", 10)), "SAME_PERSON");
}

TEST_F(PeopleTest, AnotherUnitSeesAndTouchesNothing) {
  Allot("01", 100);
  const pb::Payment payment = Prepare("01", 10);
  const Identity stranger =
      rpc::Person("users/la", {types::ROLE_ACCOUNTANT, types::ROLE_CHIEF_ACCOUNTANT, types::ROLE_UNIT_HEAD},
                  "agencies/SCT-40", "40");
  EXPECT_REFUSED(Do(stranger, &Stub::CreatePayment, PaymentRequest("01", 10)), "LINE_OF_ANOTHER_AGENCY");
  EXPECT_REFUSED(Do(stranger, &Stub::CreateCommitment, CommitmentRequest("01", 10)),
                 "LINE_OF_ANOTHER_AGENCY");
  EXPECT_REFUSED(Sign(stranger, payment.name()), "LINE_OF_ANOTHER_AGENCY");
  EXPECT_REFUSED(Approve(stranger, payment.name()), "LINE_OF_ANOTHER_AGENCY");
  pb::CancelPaymentRequest cancel;
  cancel.set_request_id(NewId());
  cancel.set_name(payment.name());
  EXPECT_REFUSED(Do(stranger, &Stub::CancelPayment, cancel), "LINE_OF_ANOTHER_AGENCY");
  pb::GetPaymentRequest get;
  get.set_name(payment.name());
  EXPECT_REFUSED(Do(stranger, &Stub::GetPayment, get), "OUTSIDE_JURISDICTION");
  const auto listed = Do(stranger, &Stub::ListPayments, pb::ListPaymentsRequest{});
  ASSERT_TRUE(listed.ok());
  EXPECT_EQ(listed->payments_size(), 0);
  EXPECT_REFUSED(Do(auditor_, &Stub::GetPayment, get), "");
}

TEST_F(PeopleTest, CentralUnitsDoNotSeeOneAnother) {
  Allot("01", 100);
  pb::GetPaymentRequest get;
  get.set_name(Prepare("01", 10).name());
  const Identity office = rpc::Person("users/van-phong", {types::ROLE_ACCOUNTANT}, "agencies/VP-SXSH");
  EXPECT_REFUSED(Do(office, &Stub::GetPayment, get), "OUTSIDE_JURISDICTION");
  EXPECT_EQ(Do(office, &Stub::ListPayments, pb::ListPaymentsRequest{})->payments_size(), 0);
  EXPECT_EQ(Do(appraiser_, &Stub::ListPayments, pb::ListPaymentsRequest{})->payments_size(), 1);
  const Identity nobody = rpc::Person("users/khong-don-vi", {types::ROLE_ACCOUNTANT});
  EXPECT_EQ(Do(nobody, &Stub::ListPayments, pb::ListPaymentsRequest{})->payments_size(), 0);
}

TEST_F(PeopleTest, RolesAreChecked) {
  Allot("01", 100);
  EXPECT_REFUSED(Do(head_, &Stub::CreatePayment, PaymentRequest("01", 10)), "ROLE_MISSING");
  EXPECT_REFUSED(Do(auditor_, &Stub::CreateCommitment, CommitmentRequest("01", 10)), "ROLE_MISSING");
  EXPECT_REFUSED(Sign(accountant_, "payments/1"), "ROLE_MISSING");
  EXPECT_REFUSED(Approve(chief_, "payments/1"), "ROLE_MISSING");
  const Identity administrator = rpc::Person("users/quan-tri", {types::ROLE_ADMINISTRATOR});
  EXPECT_REFUSED(Do(administrator, &Stub::CreatePayment, PaymentRequest("01", 10)), "ROLE_MISSING");
}

}  // namespace
}  // namespace cpb::disbursement::testing
