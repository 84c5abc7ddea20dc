#include "libs/ledger/moves.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "libs/ledger/test_accounts.h"

namespace cpb::ledger {
namespace {

using testing::Holder;
using testing::Line;

std::string_view Reason(const std::optional<refusal::Refusal>& refusal) {
  return refusal ? refusal->reason->name : "ok";
}
clock::Date Day(std::string_view text) {
  return *clock::ParseDate(text);
}

std::string_view Moves(const std::vector<Movement>& movements, std::string_view effective = "2019-06-01",
                       std::string_view today = "2019-06-01") {
  return Reason(CheckBudgetMoves(movements, Day(effective), Day(today)));
}

TEST(BudgetMoves, ListedPairsAlone) {
  for (const Kind from : kAllKinds) {
    for (const Kind to : kAllKinds) {
      const auto place = [](Kind kind) {
        return kind == Kind::kAuthority || kind == Kind::kAppropriation ? Holder(kind) : Line(kind);
      };
      const Movement movement{place(from), to == from ? Line(to, "68", "02") : place(to), 1};
      const bool listed = (from == Kind::kAuthority && to == Kind::kAppropriation) ||
                          (from == Kind::kAppropriation && to == Kind::kAuthority) ||
                          (from == Kind::kAppropriation && to == Kind::kAvailable) ||
                          (from == Kind::kAvailable && to == Kind::kAppropriation) ||
                          (from == Kind::kAvailable && to == Kind::kAvailable);
      EXPECT_EQ(Moves({movement}), listed ? "ok" : "MOVE_NOT_ALLOWED")
          << KindName(from) << " " << KindName(to);
    }
  }
}

TEST(BudgetMoves, MoneyOfAHolderHasNoLine) {
  EXPECT_EQ(Moves({{Line(Kind::kAuthority), Line(Kind::kAppropriation), 1}}), "MOVE_NOT_ALLOWED");
  EXPECT_EQ(Moves({{Holder(Kind::kAppropriation), Holder(Kind::kAvailable), 1}}), "MOVE_NOT_ALLOWED");
}

TEST(BudgetMoves, WhatIsSetAsideForARoundIsOfOneHolderAndGoesToLines) {
  const AccountKey granted = Holder(Kind::kAppropriation);
  AccountKey aside = granted;
  aside.budget_line = "SXSH2020-2019-01";
  EXPECT_EQ(Moves({{granted, aside, 1}}), "ok");
  EXPECT_EQ(Moves({{aside, granted, 1}}), "ok");
  EXPECT_EQ(Moves({{aside, Line(Kind::kAvailable), 1}}), "ok");
  EXPECT_EQ(Moves({{Holder(Kind::kAuthority), aside, 1}}), "MOVE_NOT_ALLOWED");
  EXPECT_EQ(Moves({{aside, Holder(Kind::kAuthority), 1}}), "MOVE_NOT_ALLOWED");
  for (auto* field : {&aside.programme, &aside.source, &aside.agency, &aside.component_project}) {
    const std::string kept = *field;
    *field += "-other";
    EXPECT_EQ(Moves({{granted, aside, 1}}), "MOVE_NOT_ALLOWED") << *field;
    *field = kept;
  }
  AccountKey other_round = aside;
  other_round.budget_line = "SXSH2020-2019-02";
  EXPECT_EQ(Moves({{aside, other_round, 1}}), "MOVE_NOT_ALLOWED");
}

TEST(BudgetMoves, CarryOverHasTwoEqualSides) {
  const Movement out{Line(Kind::kAvailable), Line(Kind::kCarriedForward), 5};
  const Movement in{Line(Kind::kBroughtForward, "68", "01", 2020), Line(Kind::kAvailable, "68", "01", 2020),
                    5};
  Movement less = in;
  less.amount_vnd = 4;
  const Movement other{Line(Kind::kBroughtForward, "68", "02", 2020),
                       Line(Kind::kAvailable, "68", "02", 2020), 5};
  EXPECT_EQ(Moves({out, in}, "2020-01-20", "2020-01-20"), "ok");
  EXPECT_EQ(Moves({out}, "2020-01-20", "2020-01-20"), "MOVE_NOT_ALLOWED");
  EXPECT_EQ(Moves({in}, "2020-01-20", "2020-01-20"), "MOVE_NOT_ALLOWED");
  EXPECT_EQ(Moves({out, less}, "2020-01-20", "2020-01-20"), "MOVE_NOT_ALLOWED");
  EXPECT_EQ(Moves({out, other}, "2020-01-20", "2020-01-20"), "MOVE_NOT_ALLOWED");
  EXPECT_EQ(Moves({out, in}, "2020-02-01", "2020-01-20"), "PERIOD_CLOSED");
  EXPECT_EQ(Moves({out, in}, "2020-01-31", "2020-02-01"), "PERIOD_CLOSED");
}

TEST(BudgetMoves, BoundariesOfThePeriod) {
  const Movement allotment{Holder(Kind::kAppropriation), Line(Kind::kAvailable), 1};
  EXPECT_EQ(Moves({allotment}, "2018-10-31", "2018-11-05"), "PERIOD_CLOSED");
  EXPECT_EQ(Moves({allotment}, "2018-11-01", "2018-11-05"), "ok");
  EXPECT_EQ(Moves({allotment}, "2019-12-31", "2020-01-31"), "ok");
  EXPECT_EQ(Moves({allotment}, "2019-12-31", "2020-02-01"), "PERIOD_CLOSED");
  EXPECT_EQ(Moves({allotment}, "2020-01-01", "2020-01-01"), "PERIOD_CLOSED");
}

TEST(Period, FirstAndLastDayOfEachStep) {
  struct Row {
    Step step;
    std::string_view before, first, last, after;
  };
  for (const Row& row : {Row{Step::kBudget, "2018-10-31", "2018-11-01", "2019-12-31", "2020-01-01"},
                         Row{Step::kCarryOver, "2019-10-31", "2019-11-01", "2020-01-31", "2020-02-01"},
                         Row{Step::kCommitment, "2018-12-31", "2019-01-01", "2019-12-31", "2020-01-01"},
                         Row{Step::kPayment, "2018-12-31", "2019-01-01", "2020-01-31", "2020-02-01"}}) {
    EXPECT_EQ(Reason(CheckPeriod(row.step, 2019, Day(row.before))), "PERIOD_CLOSED") << row.before;
    EXPECT_EQ(Reason(CheckPeriod(row.step, 2019, Day(row.first))), "ok") << row.first;
    EXPECT_EQ(Reason(CheckPeriod(row.step, 2019, Day(row.last))), "ok") << row.last;
    EXPECT_EQ(Reason(CheckPeriod(row.step, 2019, Day(row.after))), "PERIOD_CLOSED") << row.after;
  }
  EXPECT_EQ(Reason(CheckPeriod(Step::kOutcome, 2019, Day("2018-12-31"))), "PERIOD_CLOSED");
  EXPECT_EQ(Reason(CheckPeriod(Step::kOutcome, 2019, Day("2020-06-30"))), "ok");
}

TEST(Period, JanuaryBelongsToTheOldYear) {
  EXPECT_EQ(EffectiveDate(2019, Day("2020-01-15")), Day("2019-12-31"));
  EXPECT_EQ(EffectiveDate(2019, Day("2019-12-30")), Day("2019-12-30"));
  EXPECT_EQ(Reason(CheckYearMayClose(2019, Day("2020-01-31"))), "PERIOD_OPEN");
  EXPECT_EQ(Reason(CheckYearMayClose(2019, Day("2020-02-01"))), "ok");
}

}  // namespace
}  // namespace cpb::ledger
