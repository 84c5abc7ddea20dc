/// Rounds of more lines than a message carries: read in pages, told in parts, decided and replayed as any
/// other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <variant>

#include "libs/ledger/decide.h"
#include "services/allocation/app/round_lines.h"
#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using ::testing::ElementsAre;
using Stub = pb::AllocationService::Stub;

types::v1::Identity Auditor() {
  return rpc::Person("users/auditor", {types::v1::ROLE_AUDITOR}, "agencies/KTNN");
}

/// A plan whose items ask for 1,000 dong more each than the one before.
rpb::Plan PlanOf(const std::string& province, int items) {
  std::vector<rpb::PlanItem> all;
  for (int i = 0; i < items; ++i)
    all.push_back(PlainItem(std::to_string(10'000 + i), "WORKSHOP-INTRO", 1'000 * (i + 1), 0));
  return ApprovedPlan(province, std::move(all));
}

/// Lines of every page; each page at most `size`.
std::vector<pb::RoundLine> ReadLines(Harness& harness, const types::v1::Identity& who,
                                     const std::string& round, int size) {
  pb::ListRoundLinesRequest request;
  request.set_round(round);
  request.set_page_size(size);
  std::vector<pb::RoundLine> lines;
  do {
    const auto page = harness.Call(who, &Stub::ListRoundLines, request);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    EXPECT_LE(page->lines_size(), size);
    lines.insert(lines.end(), page->lines().begin(), page->lines().end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return lines;
}

std::int64_t CountAllotments(Harness& harness) {
  return harness.database()
      .Read([](storage::Session& session) -> absl::StatusOr<std::int64_t> {
        return session.QueryOne("SELECT COUNT(*) FROM allotment")->Int(0);
      })
      .value();
}

TEST(LargeRounds, LinesAreReadInPagesByThoseWhoMaySeeThem) {
  Harness harness;
  harness.Publish(PlanOf("68", kLinesInMessage));
  harness.Publish(PlanOf("87", 1));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  EXPECT_EQ(round->lines_size(), 0);
  EXPECT_EQ(round->lines_count(), kLinesInMessage + 1);
  const auto read = harness.Get(round->name());
  EXPECT_EQ(read->lines_size(), 0);
  EXPECT_EQ(read->lines_count(), kLinesInMessage + 1);
  EXPECT_EQ(read->allotted_vnd(), round->allotted_vnd());

  const auto lines = ReadLines(harness, BudgetOfficer(), round->name(), 400);
  ASSERT_EQ(lines.size(), std::size_t{kLinesInMessage + 1});
  for (std::size_t i = 0; i < kLinesInMessage; ++i)
    EXPECT_EQ(lines[i].budget_line(), "SXSH2020-2019-SCT-68." + std::to_string(10'000 + i));
  EXPECT_EQ(lines.back().budget_line(), "SXSH2020-2019-SCT-87.10000");
  EXPECT_FALSE(lines.back().explanation_vi().empty());

  // A province sees its own: with the round when they are few, and nothing of a round without them.
  pb::GetRoundRequest get;
  get.set_name(round->name());
  const auto own = harness.Call(Accountant("87"), &Stub::GetRound, get);
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ(own->round().lines_size(), 1);
  EXPECT_EQ(own->round().lines_count(), 1);
  EXPECT_EQ(own->round().allotted_vnd(), 1'000);
  EXPECT_EQ(ReadLines(harness, Accountant("87"), round->name(), 10).size(), 1U);
  pb::ListRoundLinesRequest foreign;
  foreign.set_round(round->name());
  EXPECT_EQ(rpc::ReasonOf(harness.Call(Accountant("01"), &Stub::ListRoundLines, foreign).status()),
            "NOT_FOUND");
}

TEST(LargeRounds, LinesAreToldInPartsAndEveryLaterEventIsTheHead) {
  Harness harness;
  harness.Publish(PlanOf("68", kLinesInMessage + 1));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  ASSERT_TRUE(harness.Approve(*round).ok());
  EXPECT_THAT(harness.FeedTypes(),
              ElementsAre("round.computed", "round.lines", "round.lines", "round.approved"));
  const auto told = harness.Told();
  ASSERT_EQ(told.size(), 4U);
  EXPECT_EQ(told[0].second.lines_size(), 0);
  EXPECT_EQ(told[1].first, round->name() + "/parts/1");
  EXPECT_EQ(told[1].second.name(), round->name());
  EXPECT_EQ(told[1].second.lines_size(), kLinesInMessage);
  EXPECT_EQ(told[2].first, round->name() + "/parts/2");
  EXPECT_EQ(told[2].second.lines_size(), 1);
  EXPECT_EQ(told[3].second.lines_size(), 0);
}

TEST(LargeRounds, AsManyAsFitTravelWithTheRound) {
  Harness harness;
  harness.Publish(PlanOf("68", kLinesInMessage));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  EXPECT_EQ(round->lines_size(), kLinesInMessage);
  EXPECT_EQ(harness.Get(round->name())->lines_size(), kLinesInMessage);
  EXPECT_THAT(harness.FeedTypes(), ElementsAre("round.computed"));
}

TEST(LargeRounds, AComparisonIsReadInPagesWithTheSumsOfAllLines) {
  Harness harness;
  harness.Publish(PlanOf("68", kLinesInMessage + 200));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  pb::CompareRoundsRequest request;
  request.set_base_round(round->name());
  request.mutable_other()->set_method(pb::METHOD_PROPORTIONAL);
  pb::Envelope& half = *request.mutable_other()->add_envelopes();
  half.set_source("central");
  half.set_amount_vnd(round->allotted_vnd() / 2);
  request.set_changed_only(true);
  request.set_page_size(500);
  std::vector<std::string> seen;
  std::int64_t loss = 0;
  do {
    const auto page = harness.Call(BudgetOfficer(), &Stub::CompareRounds, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->lines_count(), kLinesInMessage + 200);
    EXPECT_EQ(page->losing_lines(), kLinesInMessage + 200);
    EXPECT_EQ(page->agencies_size(), 1);
    for (const auto& line : page->lines()) {
      seen.push_back(line.budget_line());
      loss -= line.change_vnd();
    }
    EXPECT_EQ(page->loss_vnd(), round->allotted_vnd() - round->allotted_vnd() / 2);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen.size(), std::size_t{kLinesInMessage + 200});
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(loss, round->allotted_vnd() - round->allotted_vnd() / 2);
}

TEST(LargeRounds, ADecisionInPartsReplaysAndAComparisonThatDoesNotFitAsksForPages) {
  Harness harness;
  // Above 2 MiB of inputs and outcomes, and 6 MiB of changes.
  for (int province = 60; province < 70; ++province) {
    std::vector<rpb::PlanItem> items;
    for (int i = 0; i < 1'000; ++i) {
      const std::string id = std::to_string(10'000 + i);
      items.push_back(Assessment(id, std::to_string(province) + id, 200'000'000, 60'000'000));
    }
    harness.Publish(ApprovedPlan(std::to_string(province), std::move(items)));
  }
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  const auto parts = harness.database().Read([](storage::Session& session) -> absl::StatusOr<std::int64_t> {
    return session.QueryOne("SELECT COUNT(*) FROM decision_part")->Int(0);
  });
  EXPECT_GE(parts.value(), 1);
  pb::ListDecisionsRequest list;
  list.set_document(round->name());
  const auto decisions =
      harness.server().Call(Auditor(), harness.rules(), &pb::RuleService::Stub::ListDecisions, list);
  ASSERT_TRUE(decisions.ok()) << decisions.status();
  ASSERT_EQ(decisions->decisions_size(), 1);
  pb::ReplayDecisionRequest replay_request;
  replay_request.set_name(decisions->decisions(0).name());
  const auto replay = harness.server().Call(Auditor(), harness.rules(),
                                            &pb::RuleService::Stub::ReplayDecision, replay_request);
  ASSERT_TRUE(replay.ok()) << replay.status();
  EXPECT_TRUE(replay->agrees());
  EXPECT_EQ(replay->decision().subjects_count(), 10'000);
  EXPECT_EQ(replay->recomputed_size(), 0);  // Too many for an answer.

  pb::CompareRoundsRequest request;
  request.set_base_round(round->name());
  request.mutable_other();
  EXPECT_EQ(rpc::ReasonOf(harness.Call(Approver(), &Stub::CompareRounds, request).status()),
            "ROUND_TOO_LARGE");
  request.set_page_size(10);
  const auto page = harness.Call(Approver(), &Stub::CompareRounds, request);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->lines_size(), 10);
  EXPECT_EQ(page->lines_count(), 10'000);
}

using Behaviour = LedgerDouble::Behaviour;

/// What every account holds after these documents, each decided by the real ledger's own guard;
/// appropriations begin with what `granted` says. The test ends when one would be refused.
ledger::Balances Book(const std::vector<cpbudget::disbursement::v1::PostDocumentRequest>& documents,
                      ledger::Balances balances) {
  for (const auto& document : documents) {
    const auto decided = ledger::Decide(balances, LedgerDouble::MovementsOf(document));
    EXPECT_TRUE(std::holds_alternative<ledger::Decision>(decided)) << document.step();
    if (const auto* decision = std::get_if<ledger::Decision>(&decided)) {
      for (const auto& [account, change] : decision->changes) balances[account] = change.after_vnd();
    }
  }
  std::erase_if(balances, [](const auto& one) { return one.second == 0; });
  return balances;
}

pb::Round Approved(Harness& harness) {
  auto round = harness.Compute();
  if (round.ok()) round = harness.Approve(*round);
  EXPECT_TRUE(round.ok()) << round.status();
  return round.value();
}

/// What the holders of a round's money have, to the dong.
ledger::Balances GrantedFor(Harness& harness, const std::vector<std::string>& rounds) {
  ledger::Balances granted;
  for (const std::string& round : rounds) {
    for (const pb::RoundLine& line : ReadLines(harness, BudgetOfficer(), round, 1'000)) {
      granted[{.programme = "programmes/SXSH2020",
               .budget_year = 2019,
               .source = line.source(),
               .agency = line.holder(),
               .component_project = "",
               .budget_line = "",
               .kind = ledger::Kind::kAppropriation}] += line.allotted_vnd();
    }
  }
  return granted;
}

TEST(LargeRounds, IssuedInPartsTheMoneyIsSetAsideFirst) {
  Harness harness;
  harness.Publish(PlanOf("68", 2 * kLinesInMessage + 1));
  const pb::Round round = Approved(harness);
  const auto issued = harness.Issue(round);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_EQ(issued->state(), pb::Round::STATE_ISSUED);
  EXPECT_EQ(issued->journal_position(), 4);
  EXPECT_NE(issued->etag(), round.etag());

  const auto booked = harness.ledger().booked();
  ASSERT_EQ(booked.size(), 4U);
  EXPECT_EQ(booked[0].step(), "set_aside");
  ASSERT_EQ(booked[0].lines_size(), 1);  // One holder, one source.
  EXPECT_EQ(booked[0].lines(0).amount_vnd(), round.allotted_vnd());
  EXPECT_EQ(booked[0].lines(0).to().budget_line(), round.name().substr(7));
  for (std::size_t i = 1; i < booked.size(); ++i) {
    EXPECT_EQ(booked[i].step(), "issue");
    EXPECT_EQ(booked[i].document(), round.name());
    EXPECT_EQ(booked[i].actor(), "users/budget");
    EXPECT_LE(booked[i].lines_size(), kLinesInMessage);
    EXPECT_EQ(booked[i].budget_lines_size(), booked[i].lines_size());
  }
  // The guard lets every document through, and nothing is left beside the lines.
  const auto balances = Book(booked, GrantedFor(harness, {round.name()}));
  std::int64_t allotted = 0;
  for (const auto& [account, amount] : balances) {
    EXPECT_EQ(account.kind == ledger::Kind::kAvailable || account.kind == ledger::Kind::kInTransit, true)
        << ledger::CanonicalText(account);
    if (account.kind == ledger::Kind::kAvailable) allotted += amount;
  }
  EXPECT_EQ(allotted, round.allotted_vnd());
  EXPECT_EQ(CountAllotments(harness), 2 * kLinesInMessage + 1);
  EXPECT_EQ(harness.FeedTypes().back(), "round.issued");
  EXPECT_EQ(harness.Told().back().second.lines_size(), 0);
}

/// Killed after so many documents, with the answer to the next one lost or never given: whoever comes next
/// finishes the round, every part once.
void FinishedAfterACrash(int documents, Behaviour failure) {
  Harness harness;
  harness.Publish(PlanOf("68", 2 * kLinesInMessage + 1));
  const pb::Round round = Approved(harness);
  const std::string request_id = NewRequestId();
  harness.ledger().SetAfter(documents, failure);
  EXPECT_TRUE(absl::IsUnavailable(harness.Issue(round, request_id).status()));
  EXPECT_EQ(harness.Get(round.name())->state(), pb::Round::STATE_ISSUING);
  EXPECT_EQ(CountAllotments(harness), 0);  // All or nothing.

  harness.RestartProgram();
  harness.ledger().Set(Behaviour::kAccept);
  for (int passes = 0; harness.FinishPending(); ++passes) ASSERT_LT(passes, 10);
  EXPECT_EQ(harness.Get(round.name())->state(), pb::Round::STATE_ISSUED);
  const auto booked = harness.ledger().booked();
  EXPECT_EQ(booked.size(), 4U);
  Book(booked, GrantedFor(harness, {round.name()}));
  EXPECT_EQ(CountAllotments(harness), 2 * kLinesInMessage + 1);
  const auto repeated = harness.Issue(round, request_id);
  ASSERT_TRUE(repeated.ok()) << repeated.status();
  EXPECT_EQ(repeated->state(), pb::Round::STATE_ISSUED);
  EXPECT_EQ(harness.ledger().booked().size(), 4U);
}

TEST(LargeRounds, FinishedWhenTheLedgerWentAwayWithTheMoneySetAside) {
  FinishedAfterACrash(1, Behaviour::kGone);
}
TEST(LargeRounds, FinishedWhenTheAnswerToTheFirstDocumentWasLost) {
  FinishedAfterACrash(0, Behaviour::kBookThenVanish);
}
TEST(LargeRounds, FinishedWhenTheAnswerToAPartWasLost) {
  FinishedAfterACrash(2, Behaviour::kBookThenVanish);
}
TEST(LargeRounds, FinishedWhenTheAnswerToTheLastPartWasLost) {
  FinishedAfterACrash(3, Behaviour::kBookThenVanish);
}

TEST(LargeRounds, ThePersonsRepeatGoesOnWithTheParts) {
  Harness harness;
  harness.Publish(PlanOf("68", 2 * kLinesInMessage + 1));
  const pb::Round round = Approved(harness);
  const std::string request_id = NewRequestId();
  harness.ledger().SetAfter(2, Behaviour::kGone);
  EXPECT_TRUE(absl::IsUnavailable(harness.Issue(round, request_id).status()));
  harness.ledger().Set(Behaviour::kAccept);
  const auto issued = harness.Issue(round, request_id);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_EQ(issued->state(), pb::Round::STATE_ISSUED);
  EXPECT_EQ(harness.ledger().booked().size(), 4U);
}

TEST(LargeRounds, AnAppropriationThatIsTooSmallLeavesNothing) {
  Harness harness;
  harness.Publish(PlanOf("68", kLinesInMessage + 1));
  const pb::Round round = Approved(harness);
  harness.ledger().Set(Behaviour::kRefuseLimit);
  EXPECT_EQ(rpc::ReasonOf(harness.Issue(round).status()), "LEDGER_LIMIT");
  const auto read = harness.Get(round.name());
  EXPECT_EQ(read->state(), pb::Round::STATE_APPROVED);
  EXPECT_EQ(read->etag(), round.etag());
  EXPECT_TRUE(harness.ledger().booked().empty());
  EXPECT_FALSE(harness.FinishPending());
  EXPECT_EQ(CountAllotments(harness), 0);
  EXPECT_EQ(harness.FeedTypes().back(), "round.approved");
  // The appropriation was raised: another request issues it.
  harness.ledger().Set(Behaviour::kAccept);
  EXPECT_EQ(harness.Issue(round)->state(), pb::Round::STATE_ISSUED);
}

TEST(LargeRounds, ALineThatTheLedgerKnowsOtherwiseIsFoundBeforeMoneyIsSetAside) {
  Harness harness;
  rpb::Plan plan = PlanOf("68", kLinesInMessage + 1);
  harness.Publish(plan);
  const auto issued = harness.Issue(Approved(harness));
  ASSERT_TRUE(issued.ok()) << issued.status();
  pb::RevokeRoundRequest revoke;
  revoke.set_request_id(NewRequestId());
  revoke.set_name(issued->name());
  revoke.set_etag(issued->etag());
  revoke.set_decision_number("2/QĐ");
  revoke.set_reason("Sai dự án");
  const auto revoked = harness.Call(Approver(), &Stub::RevokeRound, revoke);
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_EQ(harness.ledger().booked().back().lines_size(), kLinesInMessage + 1);
  EXPECT_EQ(CountAllotments(harness), 0);

  plan.mutable_items(7)->set_component_project("componentProjects/SXSH2020-2");
  harness.Publish(plan);
  const pb::Round again = Approved(harness);
  const std::size_t booked = harness.ledger().booked().size();
  EXPECT_EQ(rpc::ReasonOf(harness.Issue(again).status()), "LINE_CHANGED");
  EXPECT_EQ(harness.Get(again.name())->state(), pb::Round::STATE_APPROVED);
  EXPECT_EQ(harness.ledger().booked().size(), booked);
}

TEST(LargeRounds, OneLargeRoundGivesWhatManySmallOnesGive) {
  std::mt19937 random{20'191'122};
  std::uniform_int_distribution<std::int64_t> dong{1, 1'000'000};
  for (int turn = 0; turn < 2; ++turn) {
    std::vector<rpb::Plan> plans;
    for (int province = 60; province < 64; ++province) {
      std::vector<rpb::PlanItem> items;
      const int count = 300 + static_cast<int>(random() % 100);
      for (int i = 0; i < count; ++i) {
        const std::int64_t central = dong(random) % 4 == 0 ? 0 : dong(random);
        items.push_back(PlainItem(std::to_string(10'000 + i), "WORKSHOP-INTRO", central, dong(random)));
      }
      plans.push_back(ApprovedPlan(std::to_string(province), std::move(items)));
    }
    Harness large, small;
    for (const rpb::Plan& plan : plans) {
      large.Publish(plan);
      small.Publish(plan);
    }
    const pb::Round one = Approved(large);
    ASSERT_GT(one.lines_count(), kLinesInMessage);
    ASSERT_TRUE(large.Issue(one).ok());
    std::vector<std::string> names;
    for (const rpb::Plan& plan : plans) {
      auto round = small.Compute({plan.name()});
      if (round.ok()) round = small.Approve(*round);
      if (round.ok()) round = small.Issue(*round);
      ASSERT_TRUE(round.ok()) << round.status();
      ASSERT_EQ(round->lines_size(), round->lines_count());
      names.push_back(round->name());
    }
    const ledger::Balances granted = GrantedFor(large, {one.name()});
    EXPECT_EQ(granted, GrantedFor(small, names));
    const ledger::Balances in_parts = Book(large.ledger().booked(), granted);
    EXPECT_EQ(in_parts, Book(small.ledger().booked(), granted));
    for (const auto& [account, amount] : in_parts) EXPECT_NE(account.kind, ledger::Kind::kAppropriation);
  }
}

}  // namespace
}  // namespace cpb::allocation
