/// Who may do what with whose documents.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;
namespace types = ::cpbudget::types::v1;

class PeopleTest : public DisbursementTest {
 protected:
  absl::StatusOr<pb::ApprovePaymentResponse> Sign(const Identity& who, const std::string& name) {
    pb::ApprovePaymentRequest request;
    request.set_request_id(NewId());
    request.set_name(name);
    return Do(who, &Stub::ApprovePayment, request);
  }
};

TEST_F(PeopleTest, WhoPreparedDoesNotSign) {
  Allot("01", 100);
  const Identity both = rpc::Person("users/kiem-nhiem", {types::ROLE_ACCOUNTANT, types::ROLE_UNIT_HEAD},
                                    "agencies/SCT-68", "68");
  const auto prepared = Do(both, &Stub::CreatePayment, PaymentRequest("01", 10));
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  EXPECT_REFUSED(Sign(both, prepared->payment().name()), "SAME_PERSON");
  EXPECT_REFUSED(Sign(head_, prepared->payment().name()), "");
}

TEST_F(PeopleTest, WhoDecidedAboutTheLineNeitherPreparesNorSigns) {
  Allot("01", 100);
  const Identity decider = rpc::Person(
      "users/nguoi-lap-ke-hoach", {types::ROLE_ACCOUNTANT, types::ROLE_UNIT_HEAD}, "agencies/SCT-68", "68");
  EXPECT_REFUSED(Do(decider, &Stub::CreatePayment, PaymentRequest("01", 10)), "SAME_PERSON");
  EXPECT_REFUSED(Do(decider, &Stub::CreateCommitment, CommitmentRequest("01", 10)), "SAME_PERSON");
  EXPECT_REFUSED(Sign(decider, Prepare("01", 10).name()), "SAME_PERSON");
}

TEST_F(PeopleTest, TheTreasuryOfficerIsAThirdPerson) {
  Allot("01", 100);
  const Identity all = rpc::Person("users/giam-doc", {types::ROLE_TREASURY_OFFICER}, "agencies/KBNN");
  pb::RecordOutcomeRequest request;
  request.set_request_id(NewId());
  request.set_name(Send("01", 10).name());
  request.set_outcome(pb::OUTCOME_PAID);
  request.set_treasury_reference("KB-1");
  EXPECT_REFUSED(Do(all, &Stub::RecordOutcome, request), "SAME_PERSON");
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
      rpc::Person("users/la", {types::ROLE_ACCOUNTANT, types::ROLE_UNIT_HEAD}, "agencies/SCT-40", "40");
  EXPECT_REFUSED(Do(stranger, &Stub::CreatePayment, PaymentRequest("01", 10)), "LINE_OF_ANOTHER_AGENCY");
  EXPECT_REFUSED(Do(stranger, &Stub::CreateCommitment, CommitmentRequest("01", 10)),
                 "LINE_OF_ANOTHER_AGENCY");
  EXPECT_REFUSED(Sign(stranger, payment.name()), "LINE_OF_ANOTHER_AGENCY");
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

TEST_F(PeopleTest, RolesAreChecked) {
  Allot("01", 100);
  EXPECT_REFUSED(Do(head_, &Stub::CreatePayment, PaymentRequest("01", 10)), "ROLE_MISSING");
  EXPECT_REFUSED(Do(auditor_, &Stub::CreateCommitment, CommitmentRequest("01", 10)), "ROLE_MISSING");
  EXPECT_REFUSED(Sign(accountant_, "payments/1"), "ROLE_MISSING");
  const Identity administrator = rpc::Person("users/quan-tri", {types::ROLE_ADMINISTRATOR});
  EXPECT_REFUSED(Do(administrator, &Stub::CreatePayment, PaymentRequest("01", 10)), "ROLE_MISSING");
}

}  // namespace
}  // namespace cpb::disbursement::testing
