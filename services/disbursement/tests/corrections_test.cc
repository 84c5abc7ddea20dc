/// What is put right afterwards: documents taken back, commitments adjusted, run over years and expired, and
/// balances verified and rebuilt.
#include "cpbudget/disbursement/v1/commitments.grpc.pb.h"
#include "services/disbursement/app/expiry_sweep.h"
#include "services/disbursement/store/verification.h"
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;
using LedgerStub = pb::LedgerService::Stub;

class CorrectionsTest : public DisbursementTest {
 protected:
  absl::StatusOr<pb::ReverseEntryResponse> Reverse(std::int64_t position, const Identity& who,
                                                   const std::string& effective = "") {
    pb::ReverseEntryRequest request;
    request.set_request_id(NewId());
    request.set_position(position);
    request.set_reason("ghi nhầm đơn vị");
    request.set_effective_date(effective);
    return server_.Call(who, *ledger_, &LedgerStub::ReverseEntry, request);
  }
  std::vector<pb::Entry> EntriesOf(const std::string& document) {
    pb::ListEntriesRequest request;
    request.set_document(document);
    const auto entries = server_.Call(auditor_, *ledger_, &LedgerStub::ListEntries, request);
    EXPECT_TRUE(entries.ok()) << entries.status();
    return {entries->entries().begin(), entries->entries().end()};
  }
  absl::StatusOr<pb::AdjustCommitmentResponse> Adjust(const std::string& name, std::int64_t amount) {
    pb::AdjustCommitmentRequest request;
    request.set_request_id(NewId());
    request.set_name(name);
    request.set_amount_vnd(amount);
    return server_.Call(accountant_, *commitments_, &pb::CommitmentService::Stub::AdjustCommitment, request);
  }
  absl::StatusOr<pb::CreateCommitmentResponse> Commit(const pb::CreateCommitmentRequest& request) {
    return Do(accountant_, &Stub::CreateCommitment, request);
  }
  void ExpectCorrect() {
    const pb::VerifyLedgerResponse verified = Verify();
    EXPECT_TRUE(verified.correct()) << verified.DebugString();
  }
  void AsRoot(const std::string& sql) { cpb::testing::SharedMariaDb().RunAsRoot(sql); }
  std::string Table(const std::string& name) const { return opened_.schema.name + "." + name; }
  pb::VerifyLedgerResponse VerifyAt(std::int64_t position) {
    pb::VerifyLedgerRequest request;
    request.set_at_position(position);
    return server_.Call(auditor_, *ledger_, &LedgerStub::VerifyLedger, request).value();
  }

  std::unique_ptr<pb::CommitmentService::Stub> commitments_ =
      pb::CommitmentService::NewStub(server_.channel());
};

TEST_F(CorrectionsTest, ADocumentIsTakenBackWholeAndOnce) {
  Allot("01", 100);
  const std::vector<pb::Entry> entries = EntriesOf("allotments/1");
  ASSERT_EQ(entries.size(), 2u);  // Out of the holder, into the unit.
  const auto answer = Reverse(entries[1].position(), treasury_, "2019-02-20");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->reversal().reversed_positions_size(), 2);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 0);
  const std::vector<pb::Entry> after = EntriesOf("allotments/1");
  ASSERT_EQ(after.size(), 4u);
  EXPECT_EQ(after[2].reverses_position(), entries[1].position());
  EXPECT_EQ(after[3].reverses_position(), entries[0].position());
  EXPECT_EQ(after[3].position(), answer->journal_position());
  EXPECT_EQ(after[2].step(), "reverse");
  EXPECT_EQ(after[2].effective_date(), "2019-02-20");
  EXPECT_EQ(after[2].actor(), "users/kho-bac");
  // As of a day before it, the money is still there.
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2019, "2019-02-19"), 100);
  EXPECT_REFUSED(Reverse(entries[0].position(), treasury_), "ENTRY_REVERSED");
  const Identity other =
      rpc::Person("users/kho-bac-2", {::cpbudget::types::v1::ROLE_TREASURY_OFFICER}, "agencies/KBNN");
  EXPECT_REFUSED(Reverse(after[2].position(), other), "ENTRY_NOT_REVERSIBLE");
  ExpectCorrect();
}

TEST_F(CorrectionsTest, MoneySetAsideForARoundGoesToItsLinesAlone) {
  pb::PostDocumentRequest grant = Document("appropriation");
  AddMove(grant, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 100);
  ASSERT_TRUE(Post(grant).ok());
  pb::AccountKey aside = Holder(pb::ACCOUNT_KIND_APPROPRIATION);
  aside.set_budget_line("SXSH2020-2019-01");
  pb::PostDocumentRequest more = Document("allotment");
  AddMove(more, Holder(pb::ACCOUNT_KIND_APPROPRIATION), aside, 101);
  EXPECT_REFUSED(Post(more), "LEDGER_LIMIT");
  pb::PostDocumentRequest first = Document("allotment");
  first.set_step("set_aside");
  AddMove(first, Holder(pb::ACCOUNT_KIND_APPROPRIATION), aside, 100);
  const auto booked = Post(first);
  ASSERT_TRUE(booked.ok()) << booked.status();
  // No other round can have it, and the treasury does not take it from the lines.
  Allot("02", 1);
  pb::PostDocumentRequest other = Document("allotment");
  AddMove(other, Holder(pb::ACCOUNT_KIND_APPROPRIATION), Account(pb::ACCOUNT_KIND_AVAILABLE, "02"), 1);
  EXPECT_REFUSED(Post(other), "LEDGER_LIMIT");
  EXPECT_REFUSED(Reverse(booked->position(), treasury_), "ENTRY_NOT_REVERSIBLE");
  pb::PostDocumentRequest part = Document("allotment");
  AddMove(part, aside, Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
  *part.add_budget_lines() = Line("01");
  const auto last = Post(part);
  ASSERT_TRUE(last.ok()) << last.status();
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
  EXPECT_REFUSED(Reverse(last->position(), treasury_), "ENTRY_NOT_REVERSIBLE");
  ExpectCorrect();
}

TEST_F(CorrectionsTest, MoneyThatMovedOnIsNotTakenBack) {
  Allot("01", 100);
  const pb::Payment payment = Prepare("01", 30);
  const std::int64_t position = EntriesOf("allotments/1")[0].position();
  const auto refused = Reverse(position, treasury_);
  EXPECT_REFUSED(refused, "LEDGER_LIMIT");
  const auto violations = rpc::Explain(refused.status()).violations;
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].limit_vnd, 70);
  EXPECT_EQ(violations[0].actual_vnd, 100);
  EXPECT_REFUSED(Reverse(EntriesOf(payment.name())[0].position(), treasury_), "ENTRY_NOT_REVERSIBLE");
  EXPECT_REFUSED(Reverse(position, treasury_, "2018-12-31"), "PERIOD_CLOSED");
  EXPECT_REFUSED(Reverse(1'000'000, treasury_), "NOT_FOUND");
  // Who decided the document does not take it back, and who keeps no books neither.
  const Identity decider = rpc::Person(EntriesOf("allotments/1")[0].actor(),
                                       {::cpbudget::types::v1::ROLE_TREASURY_OFFICER}, "agencies/KBNN");
  EXPECT_REFUSED(Reverse(position, decider), "SAME_PERSON");
  EXPECT_REFUSED(Reverse(position, accountant_), "ROLE_MISSING");
  ExpectCorrect();
}

TEST_F(CorrectionsTest, EightAtOnceTakeADocumentBackOnce) {
  Allot("01", 100);
  Allot("01", 100);  // Enough for two, so that only the guard stops a second one.
  const std::int64_t position = EntriesOf("allotments/1")[0].position();
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto answer = Reverse(position, treasury_);
      if (answer.ok()) {
        ++taken;
      } else {
        EXPECT_REFUSED(answer, "ENTRY_REVERSED");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
  ExpectCorrect();
}

TEST_F(CorrectionsTest, ACommitmentIsAdjustedBetweenWhatIsPaidAndWhatIsThere) {
  Allot("01", 100);
  const std::string name = Commit(CommitmentRequest("01", 60, 90))->commitment().name();
  Prepare("01", 20, name);
  EXPECT_REFUSED(Adjust(name, 19), "BELOW_WHAT_IS_GONE");
  EXPECT_REFUSED(Adjust(name, 60), "ADJUSTMENT_CHANGES_NOTHING");
  EXPECT_REFUSED(Adjust(name, 91), "COMMITMENT_EXCEEDS_CONTRACT");
  Prepare("01", 35);
  EXPECT_REFUSED(Adjust(name, 66), "LEDGER_LIMIT");
  const auto up = Adjust(name, 65);
  ASSERT_TRUE(up.ok()) << up.status();
  EXPECT_EQ(up->commitment().remaining_vnd(), 45);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 0);
  const auto down = Adjust(name, 20);
  ASSERT_TRUE(down.ok()) << down.status();
  EXPECT_EQ(down->commitment().remaining_vnd(), 0);
  EXPECT_EQ(down->balances_size(), 2);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 45);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 0);
  ExpectCorrect();
}

TEST_F(CorrectionsTest, WhatIsLeftAfterTheLastDayIsReleasedOnce) {
  Allot("01", 100);
  pb::CreateCommitmentRequest request = CommitmentRequest("01", 60);
  request.mutable_commitment()->set_expire_date("2019-06-30");
  const std::string name = Commit(request)->commitment().name();
  const pb::Payment payment = Prepare("01", 20, name);
  const auto sweep = [&] {
    return app::ReleaseExpired(*app_, rpc::BackgroundCall(server_.server(), absl::Seconds(30)));
  };
  MoveClock("2019-06-30");
  EXPECT_EQ(sweep().value(), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 40);
  MoveClock("2019-07-01");
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 1, name)), "RESERVATION_EXPIRED");
  std::vector<std::thread> copies;
  for (int i = 0; i < 4; ++i) copies.emplace_back([&] { EXPECT_TRUE(sweep().ok()); });
  for (std::thread& copy : copies) copy.join();
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 80);
  EXPECT_EQ(EntriesOf(name).size(), 2u);  // Made, and released once.
  EXPECT_EQ(sweep().value(), 0);
  // Money that comes back later is released as well, on another day.
  pb::CancelPaymentRequest cancel;
  cancel.set_request_id(NewId());
  cancel.set_name(payment.name());
  ASSERT_TRUE(Do(accountant_, &Stub::CancelPayment, cancel).ok());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 20);
  MoveClock("2019-07-02");
  EXPECT_EQ(sweep().value(), 1);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 100);
  ExpectCorrect();
}

TEST_F(CorrectionsTest, AContractOverYearsBindsNoMoreThanTheSliceOfEach) {
  Allot("01", 500);
  pb::CreateCommitmentRequest first = CommitmentRequest("01", 100, 300);
  const auto slice = [&](int year, std::int64_t amount) {
    pb::CommitmentSlice& added = *first.mutable_commitment()->add_slices();
    added.set_budget_year(year);
    added.set_amount_vnd(amount);
  };
  slice(2019, 99);
  EXPECT_REFUSED(Commit(first), "SLICE_EXCEEDED");
  first.set_request_id(NewId());
  first.mutable_commitment()->mutable_slices(0)->set_amount_vnd(120);
  slice(2020, 181);
  EXPECT_REFUSED(Commit(first), "COMMITMENT_EXCEEDS_CONTRACT");
  first.set_request_id(NewId());
  first.mutable_commitment()->mutable_slices(1)->set_amount_vnd(150);
  const auto made = Commit(first);
  ASSERT_TRUE(made.ok()) << made.status();
  const std::string name = made->commitment().name();
  // 20 are left of the slice, though the contract and the line have more.
  EXPECT_REFUSED(Adjust(name, 121), "SLICE_EXCEEDED");
  EXPECT_TRUE(Adjust(name, 115).ok());

  MoveClock("2020-02-01");
  Allot("01", 500, "68", 2020);
  pb::CreateCommitmentRequest next = CommitmentRequest("01", 151, 300);
  next.mutable_commitment()->set_budget_year(2020);
  next.mutable_commitment()->set_continues(name);
  EXPECT_REFUSED(Commit(next), "SLICE_EXCEEDED");
  next.set_request_id(NewId());
  next.mutable_commitment()->set_amount_vnd(100);
  const auto second = Commit(next);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->commitment().continues(), name);
  next.set_request_id(NewId());
  next.mutable_commitment()->set_amount_vnd(51);
  EXPECT_REFUSED(Commit(next), "SLICE_EXCEEDED");
  EXPECT_REFUSED(Adjust(second->commitment().name(), 151), "SLICE_EXCEEDED");
  EXPECT_TRUE(Adjust(second->commitment().name(), 150).ok());
  // A commitment that continues another is not continued itself, nor by another contract.
  next.set_request_id(NewId());
  next.mutable_commitment()->set_continues(second->commitment().name());
  EXPECT_REFUSED(Commit(next), "NOT_THE_SAME_CONTRACT");
  next.set_request_id(NewId());
  next.mutable_commitment()->set_continues(name);
  next.mutable_commitment()->set_contract_number("khác");
  EXPECT_REFUSED(Commit(next), "NOT_THE_SAME_CONTRACT");
  ExpectCorrect();
}

TEST_F(CorrectionsTest, VerifiesAtAnyPositionAndFindsWhatIsWrongThere) {
  Allot("01", 100);
  for (int i = 0; i < 5; ++i) Prepare("01", 10);
  const std::int64_t head = Verify().position();
  for (std::int64_t position = 1; position <= head; ++position) {
    const pb::VerifyLedgerResponse verified = VerifyAt(position);
    EXPECT_TRUE(verified.correct()) << verified.DebugString();
    EXPECT_EQ(verified.position(), position);
  }
  AsRoot("UPDATE " + Table("account") +
         " SET balance_vnd = balance_vnd + 7 WHERE kind = 4 AND budget_line <> ''");
  EXPECT_FALSE(VerifyAt(head).correct());
  EXPECT_FALSE(VerifyAt(3).correct());
}

TEST_F(CorrectionsTest, VerificationGoesOnFromWhereItWas) {
  Allot("01", 100);
  Prepare("01", 10);
  const auto since = [&](std::int64_t position) {
    return opened_.database
        ->Read([&](storage::Session& session) -> absl::StatusOr<pb::VerifyLedgerResponse> {
          return store::VerifySince(session, position);
        })
        .value();
  };
  const auto advance = [&](std::int64_t from, std::int64_t to) {
    EXPECT_TRUE(opened_.database
                    ->Write([&](storage::Session& session) {
                      store::AdvanceVerified(session, from, to);
                      return absl::OkStatus();
                    })
                    .ok());
  };
  const auto verified = [&] {
    return opened_.database
        ->Read([&](storage::Session& session) -> absl::StatusOr<std::int64_t> {
          return store::VerifiedPosition(session);
        })
        .value();
  };
  const pb::VerifyLedgerResponse first = since(0);
  ASSERT_TRUE(first.correct()) << first.DebugString();
  advance(0, first.position());
  advance(0, first.position());  // Another copy did the same: it counts once.
  EXPECT_EQ(verified(), first.position());
  EXPECT_TRUE(since(first.position()).correct());
  EXPECT_EQ(since(first.position()).entry_count(), 0);
  Prepare("01", 10);
  EXPECT_EQ(since(first.position()).entry_count(), 1);
  const pb::VerifyLedgerResponse second = since(first.position());
  ASSERT_TRUE(second.correct()) << second.DebugString();
  advance(first.position(), second.position());
  // An account that nobody touched since is compared all the same.
  AsRoot("UPDATE " + Table("account") + " SET balance_vnd = balance_vnd + 1 WHERE kind = 2");
  EXPECT_FALSE(since(second.position()).correct());
}

TEST_F(CorrectionsTest, BalancesAreRebuiltWhenAskedAndNotBefore) {
  Allot("01", 100);
  Prepare("01", 10);
  AsRoot("UPDATE " + Table("account") +
         " SET balance_vnd = balance_vnd + 7 WHERE kind = 4 AND budget_line <> ''");
  pb::RebuildBalancesRequest request;
  request.set_request_id(NewId());
  const auto look = server_.Call(treasury_, *ledger_, &LedgerStub::RebuildBalances, request);
  ASSERT_TRUE(look.ok()) << look.status();
  EXPECT_EQ(look->difference_count(), 1);
  EXPECT_EQ(look->differences(0).journal_vnd(), 90);
  EXPECT_EQ(look->differences(0).stored_vnd(), 97);
  EXPECT_FALSE(look->applied());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 97);
  request.set_apply(true);
  EXPECT_REFUSED(server_.Call(treasury_, *ledger_, &LedgerStub::RebuildBalances, request), "INVALID_REQUEST");
  request.set_reason("đĩa hỏng ngày 1 tháng 3");
  EXPECT_REFUSED(server_.Call(accountant_, *ledger_, &LedgerStub::RebuildBalances, request), "ROLE_MISSING");
  const auto rebuilt = server_.Call(treasury_, *ledger_, &LedgerStub::RebuildBalances, request);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  EXPECT_TRUE(rebuilt->applied());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 90);
  ExpectCorrect();
  Prepare("01", 90);
  ExpectCorrect();
}

}  // namespace
}  // namespace cpb::disbursement::testing
