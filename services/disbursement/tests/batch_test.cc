/// Many payments in one call: what each row is told, all or none, ids that decide for ever, and any batch
/// against a model that takes its rows one after the other.
#include <algorithm>
#include <random>

#include "cpbudget/disbursement/v1/vouchers.grpc.pb.h"
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::VoucherService::Stub;

class BatchTest : public DisbursementTest {
 protected:
  template <class Request, class Response>
  absl::StatusOr<Response> Run(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request) {
    return server_.Call(accountant_, *vouchers_, method, request);
  }
  static pb::BatchCreatePaymentsRequest Batch(const std::vector<pb::CreatePaymentRequest>& requests,
                                              bool all_or_nothing = false) {
    pb::BatchCreatePaymentsRequest batch;
    batch.set_request_id(NewId());
    batch.set_all_or_nothing(all_or_nothing);
    for (const auto& request : requests) *batch.add_requests() = request;
    return batch;
  }
  /// Without an id of its own.
  pb::CreatePaymentRequest Row(const std::string& item, std::int64_t amount) {
    pb::CreatePaymentRequest request = PaymentRequest(item, amount);
    request.clear_request_id();
    return request;
  }
  static pb::ImportPaymentsRequest File(const std::string& csv, bool all_or_nothing = false) {
    pb::ImportPaymentsRequest request;
    request.set_request_id(NewId());
    request.set_csv(csv);
    request.set_all_or_nothing(all_or_nothing);
    return request;
  }

  std::unique_ptr<Stub> vouchers_ = pb::VoucherService::NewStub(server_.channel());
};

TEST_F(BatchTest, EachRowOnItsOwnSaysWhatBecameOfIt) {
  Allot("01", 100);
  pb::CreatePaymentRequest wrong = Row("01", 1);
  wrong.mutable_payment()->clear_payee();
  pb::CreatePaymentRequest advance = PaymentRequest("01", 1, "", /*advance=*/true);
  const auto answer =
      Run(&Stub::BatchCreatePayments,
          Batch({Row("01", 60), Row("01", 41), wrong, Row("nowhere", 1), advance, Row("01", 40)}));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->booked_count(), 2);
  EXPECT_EQ(answer->refused_count(), 4);
  EXPECT_EQ(answer->results(0).payment().amount_vnd(), 60);
  EXPECT_EQ(answer->results(0).available_vnd(), 40);
  EXPECT_EQ(answer->results(1).index(), 1);
  EXPECT_EQ(answer->results(1).refusal().reason(), "LEDGER_LIMIT");
  EXPECT_EQ(answer->results(1).refusal().violations(0).limit_vnd(), 40);
  EXPECT_EQ(answer->results(1).refusal().violations(0).actual_vnd(), 41);
  EXPECT_FALSE(answer->results(1).has_payment());
  EXPECT_EQ(answer->results(2).refusal().reason(), "INVALID_REQUEST");
  EXPECT_EQ(answer->results(2).refusal().violations(0).subject(), "payment.payee");
  EXPECT_EQ(answer->results(3).refusal().reason(), "LINE_NOT_FOUND");
  EXPECT_EQ(answer->results(4).refusal().violations(0).subject(), "payment.kind");
  EXPECT_EQ(answer->results(5).available_vnd(), 0);
  EXPECT_GT(answer->results(5).journal_position(), answer->results(0).journal_position());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 100);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(BatchTest, AllOrNothingBooksNothingAndNamesEveryRefusal) {
  Allot("01", 100);
  const pb::BatchCreatePaymentsRequest batch = Batch({Row("01", 60), Row("01", 41), Row("nowhere", 1)}, true);
  const auto answer = Run(&Stub::BatchCreatePayments, batch);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->booked_count(), 0);
  EXPECT_EQ(answer->refused_count(), 2);
  EXPECT_FALSE(answer->results(0).has_payment());
  EXPECT_FALSE(answer->results(0).has_refusal());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
  // The id decides for ever, whatever the state is now.
  Allot("01", 1'000);
  EXPECT_EQ(Run(&Stub::BatchCreatePayments, batch)->SerializeAsString(), answer->SerializeAsString());
  const auto all = Run(&Stub::BatchCreatePayments, Batch({Row("01", 60), Row("01", 41)}, true));
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(all->booked_count(), 2);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 101);
}

TEST_F(BatchTest, ARowThatIsWrongInItselfStopsAllOfAllOrNothing) {
  Allot("01", 100);
  pb::CreatePaymentRequest wrong = Row("01", 1);
  wrong.mutable_payment()->set_amount_vnd(0);
  const auto answer = Run(&Stub::BatchCreatePayments, Batch({Row("01", 60), wrong, Row("01", 41)}, true));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->booked_count(), 0);
  EXPECT_EQ(answer->results(1).refusal().reason(), "INVALID_REQUEST");
  EXPECT_EQ(answer->results(2).refusal().reason(), "LEDGER_LIMIT");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
}

TEST_F(BatchTest, OwnIdsDecideInWhateverBatchOrCallTheyCome) {
  Allot("01", 100);
  Allot("01", 100, "79");
  const pb::CreatePaymentRequest single = PaymentRequest("01", 10), both = PaymentRequest("01", 20);
  const auto first = Do(accountant_, &pb::DisbursementService::Stub::CreatePayment, single);
  ASSERT_TRUE(first.ok()) << first.status();
  pb::CreatePaymentRequest changed = single;
  changed.mutable_payment()->set_amount_vnd(11);
  changed.set_request_id(single.request_id());
  pb::CreatePaymentRequest foreign = PaymentRequest("01", 1);
  foreign.mutable_payment()->set_budget_line(LineId("01", "79"));
  const auto answer = Run(&Stub::BatchCreatePayments, Batch({single, both, foreign}));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->results(0).payment().name(), first->payment().name());
  EXPECT_EQ(answer->results(2).refusal().reason(), "LINE_OF_ANOTHER_AGENCY");
  EXPECT_EQ(Run(&Stub::BatchCreatePayments, Batch({changed}))->results(0).refusal().reason(),
            "REQUEST_ID_REUSED");
  EXPECT_EQ(
      Run(&Stub::BatchCreatePayments, Batch({both, both}))->results(1).refusal().violations(0).subject(),
      "request_id");
  // The other way round: what a batch decided, a single call repeats.
  const auto again = Do(accountant_, &pb::DisbursementService::Stub::CreatePayment, both);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->payment().name(), answer->results(1).payment().name());
  // What is not remembered leaves the id free.
  foreign.mutable_payment()->set_budget_line(LineId("01"));
  EXPECT_TRUE(Do(accountant_, &pb::DisbursementService::Stub::CreatePayment, foreign).ok());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 31);
}

TEST_F(BatchTest, ARehearsalBooksNothing) {
  Allot("01", 100);
  pb::BatchCreatePaymentsRequest batch = Batch({Row("01", 60), Row("01", 60)});
  batch.set_validate_only(true);
  const auto answer = Run(&Stub::BatchCreatePayments, batch);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->results(1).refusal().reason(), "LEDGER_LIMIT");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
}

TEST_F(BatchTest, AThousandAreOneBatchAndMoreAreRefused) {
  Allot("01", 1'000);
  std::vector<pb::CreatePaymentRequest> rows(1'000, Row("01", 1));
  const auto answer = Run(&Stub::BatchCreatePayments, Batch(rows));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->booked_count(), 1'000);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 0);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
  rows.push_back(Row("01", 1));
  EXPECT_REFUSED(Run(&Stub::BatchCreatePayments, Batch(rows)), "INVALID_REQUEST");
  EXPECT_REFUSED(Run(&Stub::BatchCreatePayments, Batch({})), "INVALID_REQUEST");
}

TEST_F(BatchTest, AFileNamesRowAndColumnOfWhatIsWrong) {
  Allot("01", 100);
  const auto answer = Run(&Stub::ImportPayments,
                          File("budget_line,source,amount_vnd,payee,budget_year\n" + LineId("01") +
                               ",central,60,Công ty A,2019\n" + LineId("01") + ",central,1.5,Công ty B,\n" +
                               LineId("01") + ",central,10,,\n" + LineId("01") + ",central,41,Công ty C,\n"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->booked_count(), 1);
  EXPECT_EQ(answer->results(0).row(), 2);
  EXPECT_EQ(answer->results(0).payment().payee(), "Công ty A");
  EXPECT_EQ(answer->results(1).refusal().violations(0).subject(), "row 3, column amount_vnd");
  EXPECT_EQ(answer->results(2).refusal().violations(0).subject(), "row 4, column payee");
  EXPECT_EQ(answer->results(3).refusal().reason(), "LEDGER_LIMIT");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  EXPECT_REFUSED(Run(&Stub::ImportPayments, File("budget_line,source\nx,y\n")), "INVALID_REQUEST");
  EXPECT_REFUSED(Run(&Stub::ImportPayments, File("")), "INVALID_REQUEST");
}

/// Rows are taken in their order: each sees what the ones before it left.
TEST_F(BatchTest, AnyBatchEqualsANaiveModel) {
  const char* given = std::getenv("CPB_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  SCOPED_TRACE("CPB_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::map<std::string, std::int64_t> room;
  for (const std::string item : {"01", "02", "03"}) Allot(item, room[item] = 500);
  for (int round = 0; round < 12; ++round) {
    const bool all_or_nothing = random() % 2 == 0;
    std::vector<pb::CreatePaymentRequest> rows;
    std::vector<bool> expected;
    std::map<std::string, std::int64_t> after = room;
    for (std::uint64_t i = 0, count = 1 + random() % 8; i < count; ++i) {
      const std::string item = "0" + std::to_string(1 + random() % 3);
      const auto amount = static_cast<std::int64_t>(1 + random() % 120);
      rows.push_back(random() % 2 == 0 ? Row(item, amount) : PaymentRequest(item, amount));
      expected.push_back(after[item] >= amount);
      if (expected.back()) after[item] -= amount;
    }
    const bool nothing = all_or_nothing && std::count(expected.begin(), expected.end(), false) > 0;
    if (!nothing) room = after;
    const auto answer = Run(&Stub::BatchCreatePayments, Batch(rows, all_or_nothing));
    ASSERT_TRUE(answer.ok()) << answer.status();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const pb::PaymentResult& result = answer->results(static_cast<int>(i));
      EXPECT_EQ(result.has_refusal(), !expected[i]);
      EXPECT_EQ(result.has_payment(), expected[i] && !nothing);
    }
    for (const auto& [item, left] : room) {
      EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, item), left);
      EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, item), 500 - left);
    }
  }
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

}  // namespace
}  // namespace cpb::disbursement::testing
