#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/disbursement/domain/advances.h"
#include "services/disbursement/domain/control.h"
#include "services/disbursement/domain/matching.h"
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
  constexpr std::array kSteps{PaymentStep::kSign,    PaymentStep::kSend,   PaymentStep::kCancel,
                              PaymentStep::kControl, PaymentStep::kRecord, PaymentStep::kPropose,
                              PaymentStep::kUsePaid};
  constexpr std::string_view kNo = "PAYMENT_STATE";
  constexpr std::string_view kKnown = "OUTCOME_NOT_UNKNOWN";
  struct Row {
    State state;
    std::array<std::string_view, kSteps.size()> answers;
  };
  for (const Row& row : {Row{State::kPrepared, {"ok", "SIGNATURE_MISSING", "ok", kNo, kNo, kKnown, kNo}},
                         Row{State::kSigned, {kNo, "ok", "ok", kNo, kNo, kKnown, kNo}},
                         Row{State::kSent, {kNo, kNo, kNo, "ok", "ok", kKnown, kNo}},
                         Row{State::kAccepted, {kNo, kNo, kNo, kNo, "ok", kKnown, kNo}},
                         Row{State::kUnknown, {kNo, kNo, kNo, kNo, "OUTCOME_NEEDS_STATEMENT", "ok", kNo}},
                         Row{State::kPaid, {kNo, kNo, kNo, kNo, kNo, kKnown, "ok"}},
                         Row{State::kRefused, {kNo, kNo, kNo, kNo, kNo, kKnown, kNo}},
                         Row{State::kCancelled, {kNo, kNo, kNo, kNo, kNo, kKnown, kNo}}}) {
    for (std::size_t i = 0; i < kSteps.size(); ++i) {
      SCOPED_TRACE(std::to_string(static_cast<int>(row.state)) + " step " + std::to_string(i));
      EXPECT_EQ(Reason(CheckPaymentState(kSteps[i], row.state, "payments/1")), row.answers[i]);
    }
  }
}

TEST(Control, PaidFirstOnlyUnderTheCircularOf2020AndNeverTheLastPayment) {
  const ControlFacts instalment{2020, Day("2020-08-06"), true, false};
  EXPECT_TRUE(MayPayFirst(instalment, 1));
  EXPECT_FALSE(MayPayFirst(instalment, 0));  // The last payment.
  EXPECT_FALSE(MayPayFirst({2020, Day("2020-08-05"), true, false}, 1));
  EXPECT_FALSE(MayPayFirst({2020, Day("2020-08-06"), false, false}, 1));
  EXPECT_FALSE(MayPayFirst({2020, Day("2020-08-06"), true, true}, 1));
}

TEST(Control, EachCheckIsConfirmedOrHeldByTheSystem) {
  const auto checks = ChecklistFor({2019, Day("2019-06-01"), true, false});
  EXPECT_EQ(
      Reason(CheckConfirmed("payments/1", checks, {"standards", "procurement", "documents", "contract"})),
      "ok");
  const auto refused = CheckConfirmed("payments/1", checks, {"standards", "estimate"});
  ASSERT_TRUE(refused);
  ASSERT_EQ(refused->violations.size(), 3U);
  EXPECT_EQ(refused->violations[0].subject, "procurement");
  EXPECT_NE(refused->violations[0].citation.find("83/2015"), std::string::npos);
  // Without a contract nobody is asked about it; before 2017 another law is cited.
  const auto old = ChecklistFor({2016, Day("2016-06-01"), false, false});
  EXPECT_EQ(old.size(), checks.size() - 1);
  EXPECT_NE(old[0].citation.find("01/2002"), std::string::npos);
}

TEST(Matching, StagesInTheirOrder) {
  const clock::Date today = Day("2019-05-10");
  const auto sent = [](std::int64_t id, std::int64_t amount, std::string payee, std::string reference = "") {
    return Candidate{
        id, {State::kSent, amount, Day("2019-05-01")}, std::move(payee), std::move(reference), {}};
  };
  const StatementLine paid{Outcome::kPaid, 100, Day("2019-05-10")};
  const auto stage = [&](const LineToMatch& line, const std::vector<Candidate>& candidates) {
    const Match match = MatchLine(line, candidates, today);
    return std::to_string(static_cast<int>(match.stage)) + ":" + std::to_string(match.payment) +
           (match.decides ? "!" : "");
  };
  EXPECT_EQ(stage({1, paid, "KB-1", ""}, {sent(1, 100, "A")}), "1:1!");
  EXPECT_EQ(stage({1, paid, "KB-1", ""}, {sent(1, 101, "A")}), "0:0");  // Names it with another amount.
  EXPECT_EQ(stage({0, paid, "KB-1", ""}, {sent(1, 100, "A", "KB-1"), sent(2, 100, "A")}), "2:1!");
  EXPECT_EQ(stage({0, paid, "KB-1", ""}, {sent(1, 100, "A", "KB-1"), sent(2, 100, "A", "KB-1")}), "0:0");
  EXPECT_EQ(stage({0, paid, "KB-9", " a "}, {sent(1, 100, "A"), sent(2, 100, "B")}), "3:1");
  EXPECT_EQ(stage({0, paid, "KB-9", "A"}, {sent(1, 100, "A"), sent(2, 100, "A")}), "0:0");
  EXPECT_EQ(stage({0, paid, "KB-9", ""}, {sent(1, 100, "")}), "0:0");  // Nothing is no payee.
  Candidate done = sent(1, 100, "A", "KB-1");
  done.facts.state = State::kPaid;
  EXPECT_EQ(stage({1, paid, "KB-1", ""}, {done}), "1:1");  // Confirms what is recorded.
  done.matched_reference = "KB-1";
  EXPECT_EQ(stage({1, paid, "KB-1", ""}, {done}), "5:1");
  EXPECT_EQ(stage({0, paid, "KB-1", "A"}, {done}), "5:1");
  EXPECT_EQ(stage({1, paid, "KB-2", ""}, {done}), "0:0");  // Paid twice.
}

TEST(Advances, AgeAndBand) {
  EXPECT_EQ(AgeInDays(Day("2019-03-01"), Day("2019-03-31")), 30);
  EXPECT_EQ(AgeInDays(Day("2019-03-02"), Day("2019-03-01")), 0);
  EXPECT_EQ(BandOf(30), 0U);
  EXPECT_EQ(BandOf(31), 1U);
  EXPECT_EQ(BandOf(180), 2U);
  EXPECT_EQ(BandOf(181), 3U);
  EXPECT_EQ(clock::FormatDate(AdvanceDueDate(2019)), "2020-01-31");
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
