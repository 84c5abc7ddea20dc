#include <gtest/gtest.h>

#include <string_view>

#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/treasury.h"
#include "services/disbursement/domain/years.h"

namespace cpb::disbursement {
namespace {

using State = PaymentState;
using Outcome = TreasuryOutcome;

std::string_view Reason(const std::optional<refusal::Refusal>& refusal) {
  return refusal ? refusal->reason->name : "ok";
}
clock::Date Day(std::string_view text) {
  return *clock::ParseDate(text);
}

TEST(PaymentStates, EachStepFromEachState) {
  struct Row {
    State state;
    std::string_view sign, cancel, record, use_paid;
  };
  for (const Row& row :
       {Row{State::kPrepared, "ok", "ok", "PAYMENT_STATE", "PAYMENT_STATE"},
        Row{State::kSent, "PAYMENT_STATE", "PAYMENT_STATE", "ok", "PAYMENT_STATE"},
        Row{State::kUnknown, "PAYMENT_STATE", "PAYMENT_STATE", "OUTCOME_NEEDS_STATEMENT", "PAYMENT_STATE"},
        Row{State::kPaid, "PAYMENT_STATE", "PAYMENT_STATE", "PAYMENT_STATE", "ok"},
        Row{State::kRefused, "PAYMENT_STATE", "PAYMENT_STATE", "PAYMENT_STATE", "PAYMENT_STATE"},
        Row{State::kCancelled, "PAYMENT_STATE", "PAYMENT_STATE", "PAYMENT_STATE", "PAYMENT_STATE"}}) {
    SCOPED_TRACE(static_cast<int>(row.state));
    EXPECT_EQ(Reason(CheckPaymentState(PaymentStep::kSign, row.state, "payments/1")), row.sign);
    EXPECT_EQ(Reason(CheckPaymentState(PaymentStep::kCancel, row.state, "payments/1")), row.cancel);
    EXPECT_EQ(Reason(CheckPaymentState(PaymentStep::kRecord, row.state, "payments/1")), row.record);
    EXPECT_EQ(Reason(CheckPaymentState(PaymentStep::kUsePaid, row.state, "payments/1")), row.use_paid);
  }
}

TEST(Statement, DecidesWhatIsSentOrUnknownAndReportsTheRest) {
  const StatementLine paid{Outcome::kPaid, 100, Day("2019-05-10")};
  const StatementLine refused{Outcome::kRefused, 100, Day("2019-05-10")};
  const auto why = [](const StatementLine& line, State state, std::int64_t amount = 100,
                      std::string_view prepared = "2019-05-01") {
    return WhyNotDecided(line, {state, amount, Day(prepared)}, Day("2019-05-10")).value_or("decides");
  };
  EXPECT_EQ(why(paid, State::kSent), "decides");
  EXPECT_EQ(why(paid, State::kUnknown), "decides");
  EXPECT_EQ(why(refused, State::kUnknown), "decides");
  EXPECT_NE(why(paid, State::kPaid).find("recorded so before"), std::string::npos);
  EXPECT_NE(why(refused, State::kRefused).find("recorded so before"), std::string::npos);
  EXPECT_NE(why(paid, State::kRefused).find("contradicts"), std::string::npos);
  EXPECT_NE(why(refused, State::kPaid).find("contradicts"), std::string::npos);
  EXPECT_NE(why(paid, State::kPrepared).find("never sent"), std::string::npos);
  EXPECT_NE(why(paid, State::kCancelled).find("never sent"), std::string::npos);
  EXPECT_NE(why(paid, State::kSent, 101).find("amount differs"), std::string::npos);
  EXPECT_NE(why(paid, State::kSent, 100, "2019-05-11").find("value date"), std::string::npos);
  EXPECT_NE(why({Outcome::kPaid, 100, Day("2019-05-11")}, State::kSent).find("value date"),
            std::string::npos);
}

TEST(People, NobodyTakesTwoSteps) {
  EXPECT_EQ(
      Reason(CheckOtherPerson("users/b", "payments/1", {{"users/a", "preparation"}, {"", "signature"}})),
      "ok");
  EXPECT_EQ(Reason(CheckOtherPerson("users/a", "payments/1", {{"users/a", "preparation"}})), "SAME_PERSON");
  EXPECT_EQ(Reason(CheckOtherPerson("", "payments/1", {{"", "preparation"}})), "ok");
  EXPECT_EQ(Reason(CheckNoDecider("users/a", "L", {"users/b", "users/a"})), "SAME_PERSON");
  EXPECT_EQ(Reason(CheckNoDecider("users/c", "L", {"users/b", "users/a"})), "ok");
}

TEST(Years, OldestOpenYearUnlessAsked) {
  using ledger::Step;
  EXPECT_EQ(ChooseBudgetYear(0, {2019}, Step::kPayment, Day("2019-06-01")), 2019);
  EXPECT_EQ(ChooseBudgetYear(0, {2019, 2020}, Step::kPayment, Day("2020-01-15")), 2019);
  EXPECT_EQ(ChooseBudgetYear(0, {2019, 2020}, Step::kCommitment, Day("2020-01-15")), 2020);
  EXPECT_EQ(ChooseBudgetYear(0, {2019, 2020}, Step::kPayment, Day("2020-02-01")), 2020);
  EXPECT_EQ(ChooseBudgetYear(2020, {2019, 2020}, Step::kPayment, Day("2020-01-15")), 2020);
  EXPECT_EQ(ChooseBudgetYear(0, {2019}, Step::kPayment, Day("2021-01-01")), 2019);
}

}  // namespace
}  // namespace cpb::disbursement
