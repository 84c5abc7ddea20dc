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
  EXPECT_EQ(rule_double_->last.earlier_vnd(), 100);
  EXPECT_EQ(rule_double_->last.eligible_cost_vnd(), 100 + 60 + 40);  // What was really spent, by all.
  EXPECT_THAT(rule_double_->last.documents(), ::testing::ElementsAre("acceptance"));

  rule_double_->block_payments = true;
  EXPECT_REFUSED(Sign(chief_, Prepare("01", 60).name()), "RULE_BLOCKS");
  rule_double_->block_payments = false;
  rule_double_->down = true;
  EXPECT_EQ(Sign(chief_, Prepare("01", 60).name()).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace cpb::disbursement::testing
