/// Payments through a treasury that refuses, delays, reorders, repeats, leaves out and loses, over real gRPC:
/// in the end the books say what the treasury did, and nothing was paid twice.
#include "grpcpp/create_channel.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "services/disbursement/tests/fixture.h"
#include "tools/treasury_simulator/treasury.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;
namespace treasury = ::cpbudget::treasury::v1;
using treasury_simulator::Behaviour;
using treasury_simulator::Treasury;

class ExchangeTest : public DisbursementTest {
 protected:
  void StartTreasury(std::uint64_t seed, const Behaviour& behaviour, bool fixed_layout) {
    treasury_service_ =
        std::make_unique<Treasury>(seed, behaviour, fixed_layout, server_.verifier(), server_.clock());
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(treasury_service_.get());
    treasury_server_ = builder.BuildAndStart();
    peer_ = treasury::TreasuryService::NewStub(
        grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()));
  }
  ~ExchangeTest() override {
    if (treasury_server_) treasury_server_->Shutdown();
  }

  absl::StatusOr<pb::CreateBatchResponse> Order(const std::string& request_id, pb::FileForm form) {
    pb::CreateBatchRequest request;
    request.set_request_id(request_id);
    request.set_form(form);
    return server_.Call(treasury_, *link_, &pb::TreasuryLinkService::Stub::CreateBatch, request);
  }
  grpc::Status SubmitOnce(const std::string& batch, const std::string& content,
                          const std::string& signature) {
    treasury::SubmitBatchRequest request;
    request.set_batch(batch);
    request.set_content(content);
    request.set_signature(signature);
    treasury::SubmitBatchResponse response;
    grpc::ClientContext context;
    return peer_->SubmitBatch(&context, request, &response);
  }
  /// Until the treasury answers; what was lost is sent again as it was signed.
  void Submit(const std::string& name) {
    pb::GetBatchRequest get;
    get.set_name(name);
    const auto stored = server_.Call(treasury_, *link_, &pb::TreasuryLinkService::Stub::GetBatch, get);
    ASSERT_TRUE(stored.ok()) << stored.status();
    grpc::Status status;
    do {
      status = SubmitOnce(name, stored->batch().content(), stored->batch().signature());
    } while (status.error_code() == grpc::StatusCode::UNAVAILABLE);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  /// Fetches from the first statement on each time, so that every one is imported again and again.
  void Fetch() {
    treasury::FetchStatementsRequest request;
    treasury::FetchStatementsResponse response;
    grpc::ClientContext context;
    if (!peer_->FetchStatements(&context, request, &response).ok())
      return;  // Lost: the next round brings it.
    for (const treasury::StatementFile& statement : response.statements()) {
      pb::ImportStatementRequest import;
      import.set_request_id(NewId());
      import.set_csv(statement.content());
      import.set_expected_lines(statement.lines_count());
      import.set_expected_paid_vnd(statement.paid_vnd());
      const auto imported = Do(treasury_, &Stub::ImportStatement, import);
      EXPECT_TRUE(imported.ok()) << imported.status();
    }
  }
  /// A person accepts what resembles one payment only.
  void AcceptProposals() {
    const auto listed = Reconciliation(treasury_);
    ASSERT_TRUE(listed.ok()) << listed.status();
    for (const pb::Difference& difference : listed->differences()) {
      if (difference.line().proposed_payment().empty()) continue;
      pb::AcceptMatchRequest accept;
      accept.set_request_id(NewId());
      accept.set_name(difference.line().name());
      const auto accepted =
          server_.Call(treasury_, *reconciliation_, &pb::ReconciliationService::Stub::AcceptMatch, accept);
      EXPECT_TRUE(accepted.ok()) << accepted.status();
    }
  }

  void PlayThrough(std::uint64_t seed, pb::FileForm form);

  std::unique_ptr<Treasury> treasury_service_;
  std::unique_ptr<grpc::Server> treasury_server_;
  std::unique_ptr<treasury::TreasuryService::Stub> peer_;
};

void ExchangeTest::PlayThrough(std::uint64_t seed, pb::FileForm form) {
  StartTreasury(seed, {}, form == pb::FILE_FORM_FIXED);
  constexpr int kRounds = 4, kEach = 6;
  Allot("01", 1'000'000);
  std::vector<std::string> names;
  for (int round = 0; round < kRounds; ++round) {
    MoveClock("2019-03-0" + std::to_string(round + 1));
    for (int i = 0; i < kEach; ++i) {
      // Amounts differ, so that a line without the payment's number resembles one payment.
      names.push_back(Send("01", 100 + static_cast<std::int64_t>(names.size())).name());
      EXPECT_REFUSED(DisbursementTest::Accept(names.back()), "");
    }
    const std::string request_id = NewId();
    const auto ordered = Order(request_id, form);
    ASSERT_TRUE(ordered.ok()) << ordered.status();
    EXPECT_EQ(ordered->batch().orders_count(), kEach);
    EXPECT_EQ(Order(request_id, form)->batch().name(), ordered->batch().name());  // The same batch.
    EXPECT_REFUSED(Order(NewId(), form), "NOTHING_TO_ORDER");
    Submit(ordered->batch().name());
    Fetch();
    AcceptProposals();
  }
  // The adapter gave up waiting for two of them: that decides nothing.
  for (const std::string& name : {names[0], names[5]}) (void)Record(name, pb::OUTCOME_UNKNOWN);
  treasury_service_->Behave();
  for (int i = 0; i < 3; ++i) {
    Fetch();
    AcceptProposals();
  }

  const std::map<std::string, int> times_paid = treasury_service_->TimesPaid();
  std::int64_t paid_vnd = 0;
  for (const std::string& name : names) {
    pb::GetPaymentRequest get;
    get.set_name(name);
    const pb::Payment payment = Do(auditor_, &Stub::GetPayment, get).value().payment();
    const auto paid = times_paid.find(name);
    EXPECT_EQ(payment.state(),
              paid == times_paid.end() ? pb::Payment::STATE_REFUSED : pb::Payment::STATE_PAID)
        << name;
    if (paid == times_paid.end()) continue;
    EXPECT_EQ(paid->second, 1) << name;
    paid_vnd += payment.amount_vnd();
  }
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), paid_vnd);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 1'000'000 - paid_vnd);
  const auto both = Reconciliation(treasury_);
  EXPECT_EQ(both->books_paid_vnd(), paid_vnd);
  EXPECT_EQ(both->statements_paid_vnd(), paid_vnd);
  EXPECT_EQ(both->differences_size(), 0) << both->DebugString();
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(ExchangeTest, AMisbehavingTreasuryByCsv) {
  PlayThrough(1, pb::FILE_FORM_CSV);
}

TEST_F(ExchangeTest, AMisbehavingTreasuryByFixedLayout) {
  PlayThrough(20'190'720, pb::FILE_FORM_FIXED);
}

TEST_F(ExchangeTest, ABatchIsSignedAndItsNumberDecidesForEver) {
  StartTreasury(1, {0, 0, 0, 0, 0, 0}, false);
  Allot("01", 1'000);
  const std::string name = Send("01", 60).name();
  EXPECT_REFUSED(Order(NewId(), pb::FILE_FORM_CSV), "NOTHING_TO_ORDER");  // Not controlled yet.
  EXPECT_REFUSED(Accept(name), "");
  const auto ordered = Order(NewId(), pb::FILE_FORM_CSV);
  ASSERT_TRUE(ordered.ok()) << ordered.status();
  const pb::Batch& batch = ordered->batch();
  EXPECT_EQ(SubmitOnce(batch.name(), batch.content() + " ", batch.signature()).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_TRUE(SubmitOnce(batch.name(), batch.content(), batch.signature()).ok());
  EXPECT_TRUE(SubmitOnce(batch.name(), batch.content(), batch.signature()).ok());
  EXPECT_EQ(treasury_service_->TimesPaid().at(name), 1);
  // One person alone no longer decides it.
  EXPECT_REFUSED(Record(name, pb::OUTCOME_REFUSED), "ALREADY_ORDERED");
  EXPECT_REFUSED(Record(name, pb::OUTCOME_PAID), "ALREADY_ORDERED");
  EXPECT_REFUSED(Record(name, pb::OUTCOME_UNKNOWN), "");
  Fetch();
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
}

}  // namespace
}  // namespace cpb::disbursement::testing
