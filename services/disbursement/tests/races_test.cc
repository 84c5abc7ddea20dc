/// Many at once, and connections that die in the middle.
#include <thread>

#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;

class RacesTest : public DisbursementTest {
 protected:
  /// Each thread pays `amount` `times` times from one line, repeating until it is answered; the number that
  /// were accepted.
  int Race(int threads, int times, std::int64_t amount) {
    accepted_ = 0;
    std::vector<std::thread> workers;
    for (int i = 0; i < threads; ++i) {
      workers.emplace_back([&] {
        for (int n = 0; n < times; ++n) {
          const pb::CreatePaymentRequest request = PaymentRequest("01", amount);
          while (true) {
            const auto answer = Do(accountant_, &Stub::CreatePayment, request);
            if (answer.ok()) ++accepted_;
            if (answer.ok() || ReasonOf(answer) == "LEDGER_LIMIT") break;
            // Only failures that may be tried again.
            const absl::StatusCode code = answer.status().code();
            ASSERT_TRUE(code == absl::StatusCode::kUnavailable || code == absl::StatusCode::kAborted ||
                        code == absl::StatusCode::kResourceExhausted)
                << answer.status();
          }
        }
      });
    }
    for (std::thread& worker : workers) worker.join();
    return accepted_;
  }

  std::atomic<int> accepted_{0};
};

TEST_F(RacesTest, NobodySpendsTheLastDongTwice) {
  Allot("01", 100);
  EXPECT_EQ(Race(8, 5, 7), 14);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 2);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(RacesTest, TwoAdvancesOfOneContractAreJudgedTogether) {
  Allot("01", 1'000);
  const std::string contract =
      Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 600)).value().commitment().name();
  // While the rules judge the first advance, a second one of the same contract comes in.
  rule_double_->meanwhile = [&] { Prepare("01", 200, contract, true); };
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 200, contract, true)),
                 "RULE_BLOCKS");
  EXPECT_EQ(rule_double_->asked, 1 + 3);  // The commitment, the advance, the other one, the advance anew.
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 200);
}

TEST_F(RacesTest, ACloseLetsNothingSlipInBehindIt) {
  Allot("01", 1'000'000);
  MoveClock("2020-02-01");
  std::atomic<bool> closed{false};
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i) {
    workers.emplace_back([&, i] {
      for (int n = 0; n < 15; ++n) {
        // Late documents of the year; the journal must not have one after the lapse.
        pb::PostDocumentRequest document = Document("virement", "2019-12-31");
        AddMove(document, Account(pb::ACCOUNT_KIND_AVAILABLE, "01"),
                Account(pb::ACCOUNT_KIND_CARRIED_FORWARD, "01"), 1);
        AddMove(document, Account(pb::ACCOUNT_KIND_BROUGHT_FORWARD, "01", "68", 2020),
                Account(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2020), 1);
        (void)Post(document);
        if (i == 0 && n == 5) {
          pb::CloseYearRequest request;
          request.set_request_id(NewId());
          request.set_programme(kProgramme);
          request.set_budget_year(2019);
          closed = Do(treasury_, &Stub::CloseYear, request).ok();
        }
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  EXPECT_TRUE(closed);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 0);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(RacesTest, ConnectionsThatDieLoseAndDoubleNothing) {
  Allot("01", 100'000);
  auto& server = cpb::testing::SharedMariaDb();
  auto administrator =
      storage::Database::Open({.dsn = storage::ParseDsn(server.root_dsn()).value(), .pool_size = 1});
  ASSERT_TRUE(administrator.ok()) << administrator.status();
  std::atomic<bool> done{false};
  std::atomic<int> killed{0};
  std::thread killer([&] {
    while (!done) {
      // The writer works on one connection: killed at every turn it would never end.
      const int before = accepted_;
      while (!done && accepted_ == before) std::this_thread::yield();
      (void)(*administrator)->Write([&](storage::Session& session) -> absl::Status {
        // Any of them: between statements, inside one, or while it commits.
        for (const storage::Row& row : session.Query(
                 "SELECT id FROM information_schema.processlist WHERE db = ? ORDER BY RAND() LIMIT 1",
                 {opened_.schema.name})) {
          session.Execute("KILL " + std::to_string(row.Int(0)));  // Fails when it has gone by itself.
          ++killed;
        }
        return absl::OkStatus();
      });
    }
  });
  const int accepted = Race(4, 40, 3);
  done = true;
  killer.join();
  EXPECT_GT(killed, 10);
  EXPECT_EQ(accepted, 160);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 3 * 160);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

}  // namespace
}  // namespace cpb::disbursement::testing
