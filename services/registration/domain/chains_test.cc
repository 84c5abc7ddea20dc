#include "services/registration/domain/chains.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cpb::registration {
namespace {

clock::Date Day(const char* text) {
  return *clock::ParseDate(text);
}

ChainStep Step(ChainStepKind kind, const char* role, const char* agency, bool may_cut, bool may_return) {
  ChainStep step;
  step.kind = kind;
  step.roles = {role};
  step.agency = agency;
  step.may_cut = may_cut;
  step.may_return = may_return;
  step.instrument = "83/2015/QH13";
  return step;
}

/// Central money is approved, local money registered, enterprises' money left alone.
ChainVersion Version(const char* id = "2017", const char* from = "2017-01-01") {
  ChainVersion version{.id = id, .valid_from = Day(from), .valid_to = std::nullopt, .chains = {}};
  const ChainStep appraise = Step(ChainStepKind::kAppraise, "appraiser", "agencies/VP-SXSH", false, true);
  ChainStep registering = Step(ChainStepKind::kRegister, "approver", "agencies/BTC", false, false);
  registering.needs_local_decision = true;
  version.chains[{ChainDocument::kPlan, "central"}] = {
      appraise, Step(ChainStepKind::kApprove, "approver", "agencies/BTC", true, true)};
  version.chains[{ChainDocument::kPlan, "local"}] = {appraise, registering};
  version.chains[{ChainDocument::kPlan, "enterprise"}] = {};
  return version;
}

std::string Answer(const std::optional<refusal::Refusal>& refusal) {
  return refusal ? std::string{refusal->reason->name} : "ok";
}

MoneyOfPlan Money(std::vector<std::string> sources, bool decided = true) {
  return {.plan = "plans/x", .sources = std::move(sources), .has_local_decision = decided};
}

const ChainCaller kOffice{{"appraiser"}, "agencies/VP-SXSH"};
const ChainCaller kMinistry{{"approver"}, "agencies/BTC"};

TEST(PowerOver, SaysWhatTheDecidingStepMayDo) {
  EXPECT_EQ(PowerOver(Version(), "central"), Power::kCut);
  EXPECT_EQ(PowerOver(Version(), "local"), Power::kRegister);
  EXPECT_EQ(PowerOver(Version(), "enterprise"), Power::kNone);
}

TEST(CheckChain, RoleAndAgencyOfTheStepDecide) {
  const MoneyOfPlan money = Money({"central", "enterprise", "local"});
  const ChainCaller elsewhere{{"appraiser", "approver"}, "agencies/BCT"};
  EXPECT_EQ(Answer(CheckChain(Version(), money, Action::kEndorse, kOffice)), "ok");
  EXPECT_EQ(Answer(CheckChain(Version(), money, Action::kApprove, kMinistry)), "ok");
  for (const Action action : {Action::kEndorse, Action::kApprove, Action::kReturn}) {
    EXPECT_EQ(Answer(CheckChain(Version(), money, action, elsewhere)), "NOT_IN_CHAIN") << ToText(action);
  }
  EXPECT_EQ(Answer(CheckChain(Version(), money, Action::kApprove, {{"appraiser"}, "agencies/BTC"})),
            "NOT_IN_CHAIN");
  EXPECT_EQ(Answer(CheckChain(Version(), money, Action::kSubmit, elsewhere)), "ok")
      << "preparing is not in the chain";
}

TEST(CheckChain, WhoMerelyRegistersEverythingSendsNothingBack) {
  EXPECT_EQ(Answer(CheckChain(Version(), Money({"local"}), Action::kReturn, kMinistry)), "REGISTERS_ONLY");
  EXPECT_EQ(Answer(CheckChain(Version(), Money({"central", "local"}), Action::kReturn, kMinistry)), "ok");
  EXPECT_EQ(Answer(CheckChain(Version(), Money({"local"}), Action::kReturn, kOffice)), "ok");
  EXPECT_EQ(Answer(CheckChain(Version(), Money({"local"}), Action::kApprove, kMinistry)), "ok");
}

TEST(CheckChain, LocalMoneyNeedsTheDecisionOfTheProvinceWhenItIsRegistered) {
  const auto refusal = CheckChain(Version(), Money({"central", "local"}, false), Action::kApprove, kMinistry);
  ASSERT_EQ(Answer(refusal), "LOCAL_DECISION_MISSING");
  ASSERT_EQ(refusal->violations.size(), 1u);
  EXPECT_EQ(refusal->violations[0].subject, "source local");
  EXPECT_EQ(refusal->violations[0].citation, "83/2015/QH13");
  EXPECT_EQ(Answer(CheckChain(Version(), Money({"central"}, false), Action::kApprove, kMinistry)), "ok");
  EXPECT_EQ(Answer(CheckChain(Version(), Money({"local"}, false), Action::kEndorse, kOffice)), "ok")
      << "councils decide after the appraisal";
}

TEST(ChainBook, TheDayDecidesWhichVersionIsInForce) {
  ChainBook book;
  book.versions = {Version("2009", "2009-09-07"), Version("2017", "2017-01-01")};
  book.versions[0].valid_to = Day("2016-12-31");
  const auto on = [&](const char* day) {
    const ChainVersion* version = book.InForce(Day(day));
    return version == nullptr ? "none" : version->id;
  };
  EXPECT_EQ(on("2009-09-06"), "none");
  EXPECT_EQ(on("2009-09-07"), "2009");
  EXPECT_EQ(on("2016-12-31"), "2009");
  EXPECT_EQ(on("2017-01-01"), "2017");
  EXPECT_EQ(book.Find("2009"), &book.versions[0]);
  EXPECT_EQ(book.Find("2010"), nullptr);
}

}  // namespace
}  // namespace cpb::registration
