/// Money that is bound when its line ends: contracts carried into the next year, and commitments and advances
/// that a dissolved unit's successor takes over.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;
using LedgerStub = pb::LedgerService::Stub;
namespace types = ::cpbudget::types::v1;

constexpr char kSuccessorLine[] = "SXSH2020-2019-SCT-68.01-SCT-87";

class MovedMoney : public DisbursementTest {
 protected:
  /// A contract that takes 600 this year and 400 the next.
  std::string ContractOverTwoYears(std::int64_t amount = 600) {
    pb::CreateCommitmentRequest request = CommitmentRequest("01", amount, 1'000);
    for (const auto& [year, slice] : {std::pair{2019, 600}, std::pair{2020, 400}}) {
      pb::CommitmentSlice& one = *request.mutable_commitment()->add_slices();
      one.set_budget_year(year);
      one.set_amount_vnd(slice);
    }
    return Commit(accountant_, request).value();
  }
  absl::StatusOr<std::string> Commit(const Identity& who, const pb::CreateCommitmentRequest& request) {
    const auto made = Do(who, &Stub::CreateCommitment, request);
    if (!made.ok()) return made.status();
    return made->commitment().name();
  }
  pb::CreateCommitmentRequest Continuing(const std::string& first, std::int64_t amount, int year,
                                         const std::string& line = LineId("01")) {
    pb::CreateCommitmentRequest request = CommitmentRequest("01", amount, 1'000);
    request.mutable_commitment()->set_continues(first);
    request.mutable_commitment()->set_budget_year(year);
    request.mutable_commitment()->set_budget_line(line);
    return request;
  }
  /// What allocation posts for a carry-over with a commitment.
  pb::PostDocumentRequest CarryOver(const std::string& commitment, std::int64_t amount) {
    pb::PostDocumentRequest request = Document("carry_over", "2019-12-20");
    AddMove(request, Account(pb::ACCOUNT_KIND_AVAILABLE, "01"),
            Account(pb::ACCOUNT_KIND_CARRIED_FORWARD, "01"), amount);
    AddMove(request, Account(pb::ACCOUNT_KIND_BROUGHT_FORWARD, "01", "68", 2020),
            Account(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2020), amount);
    *request.add_budget_lines() = Line("01", "68", 2020);
    if (commitment.empty()) return request;
    pb::BoundMoney& bound = *request.add_bound();
    *bound.mutable_from() = Account(pb::ACCOUNT_KIND_AVAILABLE, "01");
    *bound.mutable_to() = Account(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2020);
    bound.set_commitment(commitment);
    bound.set_committed_vnd(amount);
    return request;
  }
  /// What allocation posts for a hand-over of the line: free money and what is bound.
  pb::PostDocumentRequest HandOver(std::int64_t free, std::int64_t committed, std::int64_t advanced) {
    pb::PostDocumentRequest request = Document("hand_over", "2019-07-01");
    const pb::AccountKey from = Account(pb::ACCOUNT_KIND_AVAILABLE, "01");
    pb::AccountKey to = from;
    to.set_agency("agencies/SCT-87");
    to.set_budget_line(kSuccessorLine);
    AddMove(request, from, to, free + committed + advanced);
    pb::BudgetLine line = Line("01");
    line.set_id(kSuccessorLine);
    line.set_agency("agencies/SCT-87");
    line.set_province_code("87");
    *request.add_budget_lines() = line;
    pb::BoundMoney& bound = *request.add_bound();
    *bound.mutable_from() = from;
    *bound.mutable_to() = to;
    bound.set_committed_vnd(committed);
    bound.set_advanced_vnd(advanced);
    return request;
  }
  std::int64_t OfSuccessor(pb::AccountKind kind) {
    pb::ListBalancesRequest request;
    request.set_budget_line(kSuccessorLine);
    const auto listed = server_.Call(auditor_, *ledger_, &LedgerStub::ListBalances, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    for (const pb::Balance& balance : listed->balances()) {
      if (balance.account().kind() == kind) return balance.balance_vnd();
    }
    return 0;
  }
  std::vector<pb::Commitment> Commitments(const Identity& who) {
    const auto listed = Do(who, &Stub::ListCommitments, pb::ListCommitmentsRequest{});
    EXPECT_TRUE(listed.ok()) << listed.status();
    return {listed->commitments().begin(), listed->commitments().end()};
  }
  std::vector<pb::Payment> Advances(const Identity& who) {
    const auto listed = Do(who, &Stub::ListAdvances, pb::ListAdvancesRequest{});
    EXPECT_TRUE(listed.ok()) << listed.status();
    std::vector<pb::Payment> payments;
    for (const pb::OpenAdvance& advance : listed->advances()) payments.push_back(advance.payment());
    return payments;
  }
  absl::StatusOr<pb::ClearAdvanceResponse> Clear(const Identity& who, const std::string& name,
                                                 std::int64_t amount) {
    pb::ClearAdvanceRequest request;
    request.set_request_id(NewId());
    request.set_name(name);
    request.set_amount_vnd(amount);
    request.set_acceptance("Biên bản nghiệm thu số 1");
    return Do(who, &Stub::ClearAdvance, request);
  }
  absl::StatusOr<pb::CloseYearResponse> Close(int year, bool validate_only = false) {
    pb::CloseYearRequest request;
    request.set_request_id(NewId());
    request.set_programme(kProgramme);
    request.set_budget_year(year);
    request.set_validate_only(validate_only);
    return Do(treasury_, &Stub::CloseYear, request);
  }
  pb::Settlement Settle(int year) {
    pb::CreateSettlementRequest request;
    request.set_request_id(NewId());
    request.set_programme(kProgramme);
    request.set_budget_year(year);
    request.set_agency("agencies/SCT-68");
    const auto made = Do(accountant_, &Stub::CreateSettlement, request);
    EXPECT_TRUE(made.ok()) << made.status();
    return made.ok() ? made->settlement() : pb::Settlement{};
  }
  void ExpectCorrect() {
    const pb::VerifyLedgerResponse verified = Verify();
    EXPECT_TRUE(verified.correct()) << verified.DebugString();
  }

  const Identity successor_ =
      rpc::Person("users/ke-toan-87", {types::ROLE_ACCOUNTANT}, "agencies/SCT-87", "87");
};

TEST_F(MovedMoney, AContractGoesOnInTheNextYearWithWhatWasNotPaid) {
  Allot("01", 1'000);
  const std::string first = ContractOverTwoYears();
  Pay("01", 350, first);
  MoveClock("2019-12-20");
  ASSERT_TRUE(Post(CarryOver(first, 250)).ok());
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_CARRIED_FORWARD, "01"), 250);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 400);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01", "68", 2020), 250);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_BROUGHT_FORWARD, "01", "68", 2020), -250);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2020), 0);
  const auto commitments = Commitments(accountant_);
  ASSERT_EQ(commitments.size(), 2U);
  EXPECT_EQ(commitments[0].moved_from(), first);
  EXPECT_EQ(commitments[0].continues(), first);
  EXPECT_EQ(commitments[0].budget_year(), 2020);
  EXPECT_EQ(commitments[0].remaining_vnd(), 250);
  EXPECT_EQ(commitments[1].remaining_vnd(), 0);
  EXPECT_EQ(commitments[1].amount_vnd(), 600);
  ExpectCorrect();

  // The next year's slice is untouched by what was carried over.
  MoveClock("2020-01-20");
  Allot("01", 500, "68", 2020);
  EXPECT_REFUSED(Commit(accountant_, Continuing(first, 401, 2020)), "SLICE_EXCEEDED");
  EXPECT_REFUSED(Commit(accountant_, Continuing(first, 400, 2020)), "");
  const std::string moved = commitments[0].name();
  const std::string paid = Pay("01", 200, moved).name();
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01", "68", 2020), 200);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01", "68", 2020), 450);
  ExpectCorrect();
}

TEST_F(MovedMoney, AWholeYearEndAgreesWithItsDryRunAndItsSettlements) {
  Allot("01", 1'000);
  Allot("02", 300);
  const std::string contract = ContractOverTwoYears();
  const std::string advance = Pay("01", 200, contract, true).name();
  Pay("01", 150, contract);
  Pay("02", 120);
  MoveClock("2019-12-20");
  ASSERT_TRUE(Post(CarryOver(contract, 250)).ok());
  ASSERT_TRUE(Post(CarryOver("", 100)).ok());  // Free money with a ground of its own.
  MoveClock("2020-02-03");
  ImportMissing();
  EXPECT_REFUSED(Close(2019), "ADVANCES_OPEN");
  pb::RefundPaymentRequest recovery;  // What was never cleared is recovered: after January for the budget.
  recovery.set_request_id(NewId());
  recovery.set_name(advance);
  recovery.set_amount_vnd(200);
  recovery.set_refund_slip("C2-05a");
  ASSERT_TRUE(Do(accountant_, &Stub::RefundPayment, recovery).ok());
  const auto dry = Close(2019, /*validate_only=*/true);
  ASSERT_TRUE(dry.ok()) << dry.status();
  EXPECT_EQ(dry->lapsed_vnd(), 300 + 180);
  const auto closed = Close(2019);
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_EQ(closed->lapsed_vnd(), dry->lapsed_vnd());
  ASSERT_EQ(closed->lapsed_size(), dry->lapsed_size());
  for (int i = 0; i < dry->lapsed_size(); ++i)
    EXPECT_EQ(closed->lapsed(i).DebugString(), dry->lapsed(i).DebugString());

  const pb::Settlement old_year = Settle(2019);
  ASSERT_EQ(old_year.lines_size(), 2);
  EXPECT_EQ(old_year.lines(0).allotted_vnd(), 1'000);
  EXPECT_EQ(old_year.lines(0).spent_vnd(), 150);
  EXPECT_EQ(old_year.lines(0).refunded_vnd(), 200);
  EXPECT_EQ(old_year.lines(0).carried_forward_vnd(), 350);
  EXPECT_EQ(old_year.lines(0).lapsed_vnd(), 300);
  EXPECT_EQ(old_year.lines(1).lapsed_vnd(), 180);

  // The next year opens with what came in, bound and free, and ends by its own settlement.
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01", "68", 2020), 250);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2020), 100);
  Pay("01", 240, Commitments(accountant_)[0].name());
  MoveClock("2021-02-03");
  ImportMissing(2020);
  ASSERT_TRUE(Close(2020).ok());
  const pb::Settlement new_year = Settle(2020);
  ASSERT_EQ(new_year.lines_size(), 1);
  EXPECT_EQ(new_year.lines(0).allotted_vnd(), 350);
  EXPECT_EQ(new_year.lines(0).spent_vnd(), 240);
  EXPECT_EQ(new_year.lines(0).lapsed_vnd(), 110);
  ExpectCorrect();
}

TEST_F(MovedMoney, IsRefusedWholeWhenItIsNotWhatTheLedgerHolds) {
  Allot("01", 1'000);
  Allot("02", 300);
  const std::string contract = ContractOverTwoYears();
  const std::string other = Commit(accountant_, CommitmentRequest("02", 100)).value();
  MoveClock("2019-12-20");
  EXPECT_REFUSED(Post(CarryOver(contract, 601)), "BOUND_MONEY_CHANGED");
  EXPECT_REFUSED(Post(CarryOver(other, 100)), "COMMITMENT_OF_ANOTHER_LINE");
  EXPECT_REFUSED(Post(CarryOver("commitments/99", 100)), "NOT_FOUND");
  pb::PostDocumentRequest twice = CarryOver(contract, 600);  // Binds more than comes in.
  twice.mutable_lines(1)->set_amount_vnd(500);
  twice.mutable_lines(0)->set_amount_vnd(500);
  EXPECT_REFUSED(Post(twice), "LEDGER_LIMIT");
  pb::PostDocumentRequest odd = CarryOver(contract, 100);
  odd.mutable_bound(0)->set_advanced_vnd(1);
  EXPECT_REFUSED(Post(odd), "INVALID_REQUEST");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 600);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01", "68", 2020), 0);
  EXPECT_EQ(Commitments(accountant_).size(), 2U);
  ExpectCorrect();
}

TEST_F(MovedMoney, TheSuccessorTakesOverContractsAndAdvances) {
  Allot("01", 1'000);
  const std::string first = ContractOverTwoYears(500);
  const std::string advance = Pay("01", 200, first, true).name();
  const std::string sent = Send("01", 60, first).name();  // On its way: it stays.
  MoveClock("2019-07-01");
  EXPECT_REFUSED(Post(HandOver(500, 239, 200)), "BOUND_MONEY_CHANGED");
  EXPECT_REFUSED(Post(HandOver(500, 240, 199)), "BOUND_MONEY_CHANGED");
  ASSERT_TRUE(Post(HandOver(500, 240, 200)).ok());
  EXPECT_EQ(OfSuccessor(pb::ACCOUNT_KIND_AVAILABLE), 500);
  EXPECT_EQ(OfSuccessor(pb::ACCOUNT_KIND_COMMITTED), 240);
  EXPECT_EQ(OfSuccessor(pb::ACCOUNT_KIND_ADVANCED), 200);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  ExpectCorrect();

  // Each unit sees its own; the old rows keep their history and hold nothing more.
  const auto theirs = Commitments(successor_);
  ASSERT_EQ(theirs.size(), 1U);
  EXPECT_EQ(theirs[0].moved_from(), first);
  EXPECT_EQ(theirs[0].contract_number(), "12/2019/HĐ-SXSH");
  EXPECT_EQ(Commitments(accountant_)[0].remaining_vnd(), 0);
  EXPECT_TRUE(Advances(accountant_).empty());
  const auto open = Advances(successor_);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].moved_from(), advance);
  EXPECT_EQ(open[0].commitment(), theirs[0].name());
  EXPECT_EQ(open[0].open_advance_vnd(), 200);
  EXPECT_REFUSED(Clear(accountant_, advance, 1), "ADVANCE_EXCEEDED");
  EXPECT_REFUSED(Clear(accountant_, open[0].name(), 1), "LINE_OF_ANOTHER_AGENCY");
  EXPECT_REFUSED(Clear(successor_, open[0].name(), 150), "");
  EXPECT_EQ(OfSuccessor(pb::ACCOUNT_KIND_SPENT), 150);

  // The contract continues under the successor, within the slices that are left: 100 of this year, 400 of the
  // next.
  EXPECT_REFUSED(Commit(successor_, Continuing(theirs[0].name(), 101, 2019, kSuccessorLine)),
                 "SLICE_EXCEEDED");
  EXPECT_REFUSED(Commit(successor_, Continuing(theirs[0].name(), 100, 2019, kSuccessorLine)), "");

  // What the treasury refuses afterwards returns to the old line, and is handed over by another decision.
  EXPECT_REFUSED(Record(sent, pb::OUTCOME_REFUSED), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 60);
  ASSERT_TRUE(Post(HandOver(0, 60, 0)).ok());
  ExpectCorrect();
  // The treasury paid one advance, and the books ask for one.
  const auto differences = Reconciliation(treasury_);
  ASSERT_TRUE(differences.ok()) << differences.status();
  ASSERT_EQ(differences->differences_size(), 1);
  EXPECT_EQ(differences->differences(0).payment().name(), advance);
}

TEST_F(MovedMoney, TheCeilingOfAdvancesCountsWhatWasAdvancedBefore) {
  Allot("01", 1'000);
  const std::string first = ContractOverTwoYears();
  Pay("01", 300, first, true);  // The double lets half of the contract of 1,000 be advanced.
  MoveClock("2019-12-20");
  ASSERT_TRUE(Post(CarryOver(first, 300)).ok());
  MoveClock("2020-01-10");
  const std::string moved = Commitments(accountant_)[0].name();
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 201, moved, true)),
                 "RULE_BLOCKS");
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 200, moved, true)), "");
}

}  // namespace
}  // namespace cpb::disbursement::testing
