/// Documents and contributions, and the rules that are asked about them before the first signature.
#include "cpbudget/disbursement/v1/payment_papers.grpc.pb.h"
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::PaymentPaperService::Stub;

class PapersTest : public DisbursementTest {
 protected:
  PapersTest() : papers_{pb::PaymentPaperService::NewStub(server_.channel())} {}

  absl::StatusOr<pb::AttachPaymentDocumentResponse> Attach(const Identity& who, const std::string& payment,
                                                           const std::string& content,
                                                           const std::string& hash = "") {
    pb::AttachPaymentDocumentRequest request;
    request.set_request_id(NewId());
    request.set_name(payment);
    request.set_kind("acceptance");
    request.set_file_name("Biên bản nghiệm thu 07.pdf");
    request.set_content(content);
    request.set_content_sha256(hash);
    return server_.Call(who, *papers_, &Stub::AttachPaymentDocument, request);
  }
  absl::StatusOr<pb::RecordContributionResponse> Contribute(const std::string& payment, std::int64_t amount) {
    pb::RecordContributionRequest request;
    request.set_request_id(NewId());
    request.set_name(payment);
    request.set_enterprise_spent_vnd(amount);
    request.set_proof("Hóa đơn 0012");
    return server_.Call(accountant_, *papers_, &Stub::RecordContribution, request);
  }
  absl::StatusOr<pb::ListPaymentPapersResponse> List(const Identity& who, const std::string& payment) {
    pb::ListPaymentPapersRequest request;
    request.set_name(payment);
    return server_.Call(who, *papers_, &Stub::ListPaymentPapers, request);
  }

  std::unique_ptr<Stub> papers_;
};

TEST_F(PapersTest, ADocumentIsKeptWithItsHashUntilItIsRead) {
  Allot("01", 100);
  const std::string name = Prepare("01", 60).name();
  const std::string content("%PDF-1.4\0binary\xff", 18);
  const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  EXPECT_REFUSED(Attach(accountant_, name, content, abc), "CONTENT_DIFFERS");
  EXPECT_REFUSED(Attach(accountant_, name, ""), "INVALID_REQUEST");
  EXPECT_REFUSED(Attach(accountant_, name, std::string((1 << 20) + 1, 'x')), "INVALID_REQUEST");
  ASSERT_TRUE(Attach(accountant_, name, "abc", abc).ok());
  const auto attached = Attach(accountant_, name, content);
  ASSERT_TRUE(attached.ok()) << attached.status();
  EXPECT_EQ(attached->document().size_bytes(), 18);
  pb::GetPaymentDocumentRequest get;
  get.set_name(attached->document().name());
  const auto found = server_.Call(auditor_, *papers_, &Stub::GetPaymentDocument, get);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->content(), content);
  EXPECT_EQ(found->document().content_sha256(), attached->document().content_sha256());
  const auto listed = List(auditor_, name);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->documents_size(), 2);
  EXPECT_EQ(listed->documents(0).content_sha256(), abc);

  const Identity stranger =
      rpc::Person("users/la", {::cpbudget::types::v1::ROLE_ACCOUNTANT}, "agencies/SCT-40", "40");
  EXPECT_REFUSED(Attach(stranger, name, "abc"), "LINE_OF_ANOTHER_AGENCY");
  EXPECT_REFUSED(List(stranger, name), "OUTSIDE_JURISDICTION");
  EXPECT_REFUSED(server_.Call(stranger, *papers_, &Stub::GetPaymentDocument, get), "OUTSIDE_JURISDICTION");
}

TEST_F(PapersTest, NothingIsAddedOnceItIsSigned) {
  Allot("01", 100);
  const std::string name = Prepare("01", 60).name();
  ASSERT_TRUE(Contribute(name, 70).ok());
  EXPECT_REFUSED(Sign(chief_, name), "");
  EXPECT_REFUSED(Attach(accountant_, name, "abc"), "PAYMENT_STATE");
  EXPECT_REFUSED(Contribute(name, 80), "PAYMENT_STATE");
  EXPECT_EQ(List(auditor_, name)->contribution().enterprise_spent_vnd(), 70);
}

TEST_F(PapersTest, TheRulesAreAskedAboutThePapers) {
  Allot("01", 1'000);
  Pay("01", 100);
  const std::string name = Prepare("01", 60).name();
  ASSERT_TRUE(Attach(accountant_, name, "abc").ok());
  ASSERT_TRUE(Contribute(name, 40).ok());
  const auto signed_first = Sign(chief_, name);
  ASSERT_TRUE(signed_first.ok()) << signed_first.status();
  EXPECT_EQ(signed_first->payment().findings_size(), 1);
  const rules::RuleSubject subject = rule_double_->last().subjects(0);
  EXPECT_EQ(subject.earlier_vnd(), 100);
  EXPECT_EQ(subject.eligible_cost_vnd(), 100 + 60 + 40);  // What was really spent, by all.
  EXPECT_EQ(subject.contract_vnd(), 60);
  EXPECT_THAT(subject.documents(), ::testing::ElementsAre("acceptance"));

  rule_double_->block_payments = true;
  EXPECT_REFUSED(Sign(chief_, Prepare("01", 60).name()), "RULE_BLOCKS");
  rule_double_->block_payments = false;
  rule_double_->down = true;
  const std::string unjudged = Prepare("01", 60).name();
  EXPECT_EQ(Sign(chief_, unjudged).status().code(), absl::StatusCode::kUnavailable);
  rule_double_->down = false;
  EXPECT_REFUSED(Approve(head_, unjudged), "SIGNATURE_MISSING");  // Nothing was signed unjudged.
  EXPECT_REFUSED(Sign(chief_, unjudged), "");
}

TEST_F(PapersTest, ASignatureLeavesADecisionAndARehearsalNone) {
  Allot("01", 1'000);
  pb::SignPaymentRequest request;
  request.set_request_id(NewId());
  request.set_name(Prepare("01", 60).name());
  request.set_validate_only(true);
  const auto rehearsed = Do(chief_, &pb::DisbursementService::Stub::SignPayment, request);
  ASSERT_TRUE(rehearsed.ok()) << rehearsed.status();
  EXPECT_THAT(rule_double_->kept(), ::testing::IsEmpty());
  request.set_validate_only(false);
  const auto signed_first = Do(chief_, &pb::DisbursementService::Stub::SignPayment, request);
  ASSERT_TRUE(signed_first.ok()) << signed_first.status();
  EXPECT_THAT(rule_double_->kept(), ::testing::ElementsAre("requests/" + request.request_id()));
  EXPECT_EQ(rule_double_->last().record_for(0).actor(), "users/ke-toan-truong");
  EXPECT_TRUE(rule_double_->last().independent());
  ASSERT_EQ(signed_first->payment().findings_size(), rehearsed->payment().findings_size());
  EXPECT_EQ(signed_first->payment().findings(0).rule_id(), rehearsed->payment().findings(0).rule_id());
  // A repeat gets the first answer and is judged no more.
  const int asked = rule_double_->asked;
  const auto again = Do(chief_, &pb::DisbursementService::Stub::SignPayment, request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), signed_first->SerializeAsString());
  EXPECT_EQ(rule_double_->asked, asked);
}

TEST_F(PapersTest, SupportStaysUnderItsShareOfWhatWasReallySpent) {
  Allot("01", 1'000);
  rule_double_->payment_share_basis_points = 5'000;
  const auto sign = [&](std::int64_t amount, std::int64_t enterprise_spent) {
    const std::string name = Prepare("01", amount).name();
    if (enterprise_spent > 0) {
      EXPECT_REFUSED(Contribute(name, enterprise_spent), "");
    }
    return Sign(chief_, name);
  };
  // Half of what was spent: the enterprise has spent as much as the support, no less.
  EXPECT_REFUSED(sign(100, 0), "RULE_BLOCKS");
  EXPECT_REFUSED(sign(100, 99), "RULE_BLOCKS");
  EXPECT_REFUSED(sign(100, 100), "");  // Signed is given, though not paid yet.
  EXPECT_REFUSED(sign(40, 139), "RULE_BLOCKS");
  EXPECT_REFUSED(sign(40, 140), "");
  EXPECT_REFUSED(sign(10, 151), "");
}

TEST_F(PapersTest, TwoSignaturesAtOnceDoNotShareTheRoomOfOne) {
  Allot("01", 1'000);
  rule_double_->payment_share_basis_points = 5'000;
  const std::string first = Prepare("01", 100).name(), second = Prepare("01", 100).name();
  ASSERT_TRUE(Contribute(first, 100).ok());
  ASSERT_TRUE(Contribute(second, 100).ok());
  // While the rules are asked about the first, the second is signed.
  rule_double_->meanwhile = [&] { EXPECT_REFUSED(Sign(chief_, second), ""); };
  EXPECT_REFUSED(Sign(chief_, first), "RULE_BLOCKS");
}

TEST_F(PapersTest, OfAnAdvanceTheContractIsTheCost) {
  Allot("01", 1'000);
  pb::CreateCommitmentRequest commitment = CommitmentRequest("01", 400, 600);
  const auto committed = Do(accountant_, &pb::DisbursementService::Stub::CreateCommitment, commitment);
  ASSERT_TRUE(committed.ok()) << committed.status();
  EXPECT_REFUSED(Sign(chief_, Prepare("01", 200, committed->commitment().name(), true).name()), "");
  const rules::RuleSubject subject = rule_double_->last().subjects(0);
  EXPECT_EQ(subject.eligible_cost_vnd(), 600);
  EXPECT_EQ(subject.contract_vnd(), 600);
  EXPECT_THAT(subject.documents(), ::testing::ElementsAre("contract", "commitment"));
}

}  // namespace
}  // namespace cpb::disbursement::testing
