/// Decisions over real gRPC and a real database: kept with their inputs, computed again to the dong, under
/// the version that they were made with; rulebooks compared.
#include "services/allocation/app/decisions.h"

#include <gtest/gtest.h>

#include "libs/feed/feed.h"
#include "services/allocation/store/decisions.h"
#include "services/allocation/store/names.h"
#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

types::v1::Identity Auditor() {
  return rpc::Person("users/auditor", {types::v1::ROLE_AUDITOR}, "agencies/KTNN");
}

template <class Request, class Response>
absl::StatusOr<Response> Ask(Harness& harness, const types::v1::Identity& who,
                             grpc::Status (pb::RuleService::Stub::*method)(grpc::ClientContext*,
                                                                           const Request&, Response*),
                             const Request& request) {
  return harness.server().Call(who, harness.rules(), method, request);
}

std::vector<pb::Decision> Decisions(Harness& harness, const types::v1::Identity& who = Auditor()) {
  const auto response = Ask(harness, who, &pb::RuleService::Stub::ListDecisions, pb::ListDecisionsRequest{});
  EXPECT_TRUE(response.ok()) << response.status();
  if (!response.ok()) return {};
  return {response->decisions().begin(), response->decisions().end()};
}

absl::StatusOr<pb::ReplayDecisionResponse> Replay(Harness& harness, const std::string& name,
                                                  const types::v1::Identity& who = Auditor()) {
  pb::ReplayDecisionRequest request;
  request.set_name(name);
  return Ask(harness, who, &pb::RuleService::Stub::ReplayDecision, request);
}

TEST(Decisions, ARoundKeepsItsInputsAndReplaysToTheDong) {
  Harness harness;
  harness.Publish(ApprovedPlan("01", {Assessment("01", "E1", 200'000'000, 50'000'001),
                                      PlainItem("02", "LEAFLET", 10'000'000, 3'000'000)}));
  harness.Publish(ApprovedPlan("68", {Assessment("01", "E1", 100'000'000, 10'000'000)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();

  const auto decisions = Decisions(harness);
  ASSERT_EQ(decisions.size(), 1U);
  EXPECT_EQ(decisions[0].document(), round->name());
  EXPECT_EQ(decisions[0].subjects_count(), 3);
  EXPECT_EQ(decisions[0].subjects_size(), 0);
  EXPECT_EQ(decisions[0].province_code(), "");
  EXPECT_EQ(decisions[0].actor(), "users/budget");
  EXPECT_EQ(decisions[0].asked_vnd(), 73'000'001);
  EXPECT_EQ(decisions[0].admissible_vnd(), 63'000'000);
  EXPECT_EQ(decisions[0].rulebook_version(), round->rulebook_version());

  const auto replay = Replay(harness, decisions[0].name());
  ASSERT_TRUE(replay.ok()) << replay.status();
  EXPECT_TRUE(replay->agrees());
  ASSERT_EQ(replay->recomputed_size(), 3);
  EXPECT_EQ(replay->recomputed(0).admissible_vnd(), 50'000'000);
  EXPECT_EQ(replay->recomputed(2).admissible_vnd(), 0);
  EXPECT_FALSE(replay->recomputed(0).findings(0).text_vi().empty());
  EXPECT_TRUE(replay->decision().outcomes(0).findings(0).text_vi().empty());
}

TEST(Decisions, AReplayKnowsTheHistoryOfItsDayAndSurvivesARestart) {
  Harness harness;
  harness.Publish(ApprovedPlan("01", {Assessment("01", "E1", 200'000'000, 40'000'000)}));
  ASSERT_TRUE(harness.Compute().ok());
  harness.Publish(ApprovedPlan("68", {Assessment("01", "E1", 200'000'000, 40'000'000)}));
  ASSERT_TRUE(harness.Compute().ok());
  harness.RestartProgram();

  const auto decisions = Decisions(harness);
  ASSERT_EQ(decisions.size(), 2U);
  EXPECT_EQ(decisions[0].province_code(), "01");
  const auto first = Replay(harness, decisions[0].name());
  const auto second = Replay(harness, decisions[1].name());
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE(first->agrees() && second->agrees());
  EXPECT_EQ(first->recomputed(0).admissible_vnd(), 40'000'000);
  EXPECT_EQ(second->decision().history_size(), 1);
  EXPECT_EQ(second->recomputed(0).admissible_vnd(), 10'000'000);
}

TEST(Decisions, AnAdjustmentIsKeptWhenItIsApproved) {
  Harness harness;
  harness.Publish(ApprovedPlan(
      "68", {PlainItem("01", "LEAFLET", 10'000'000, 0), PlainItem("02", "POSTER", 10'000'000, 0)}));
  harness.IssueAll();
  pb::Adjustment virement;
  virement.set_kind(pb::Adjustment::KIND_VIREMENT);
  virement.set_programme("programmes/SXSH2020");
  virement.set_budget_year(2019);
  virement.set_source("central");
  virement.set_from_budget_line("SXSH2020-2019-SCT-68.01");
  virement.set_to_budget_line("SXSH2020-2019-SCT-68.02");
  virement.set_amount_vnd(1'000'000);
  virement.set_reason("Thiếu kinh phí in.");
  const auto proposed = harness.Propose(Accountant("68"), virement);
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(Decisions(harness).size(), 1U);  // The round's.
  harness.SetDay("2019-02-01");
  const auto approved = harness.ApproveAdjustment(*proposed);
  ASSERT_TRUE(approved.ok()) << approved.status();

  const auto decisions = Decisions(harness);
  ASSERT_EQ(decisions.size(), 2U);
  EXPECT_EQ(decisions[1].document(), proposed->name());
  EXPECT_EQ(decisions[1].step(), pb::STEP_ADJUSTMENT);
  const auto replay = Replay(harness, decisions[1].name());
  ASSERT_TRUE(replay.ok()) << replay.status();
  EXPECT_TRUE(replay->agrees());
  EXPECT_EQ(replay->decision().subjects(0).giving_agency(), "agencies/SCT-68");
  EXPECT_EQ(replay->decision().subjects(0).earlier_vnd(), 10'000'000);
}

TEST(Decisions, AnEarlierVersionIsReadFromTheDatabase) {
  Harness harness;
  // The book of another day: one rule, at most 10 % of the cost.
  const rulebook::BookFiles files = {{"only.textproto", R"(published_date: "2018-01-01"
    rules { id: "TEN" title_vi: "t" title_en: "t" citation { instrument: "i" verified: true }
            steps: [ STEP_ALLOTMENT ] effect: RULE_EFFECT_CAP share { basis_points: 1000 } })"}};
  const auto loaded = rulebook::LoadBook(files);
  ASSERT_TRUE(loaded.book);
  ASSERT_TRUE(Rulebooks::Open(harness.database(), files, ReferenceNames(), clock::Instant{}).ok());

  rulebook::Subject subject;
  subject.id = "X";
  subject.budget_year = 2019;
  subject.province_code = "68";
  subject.event_date = clock::ParseDate("2019-06-30").value();
  subject.eligible_cost_vnd = 1'000;
  subject.asked = {{.source = "central", .enterprise = false, .amount_vnd = 500},
                   {.source = "enterprise", .enterprise = true, .amount_vnd = 500}};
  const std::vector subjects{subject};
  auto outcomes = rulebook::Evaluate(*loaded.book, rulebook::Step::kAllotment, subjects, {});
  const rpc::Call call = harness.server().MakeCall(BudgetOfficer());
  const auto Record = [&] {
    return harness.database().Write([&](storage::Session& session) -> absl::Status {
      LockGrants(session);
      RecordDecision(session, call, *loaded.book, rulebook::Step::kAllotment, "rounds/OLD", subjects, {},
                     outcomes);
      return absl::OkStatus();
    });
  };
  ASSERT_TRUE(Record().ok());
  outcomes[0].admissible_vnd[0] = 101;  // As if the engine had been wrong then.
  ASSERT_TRUE(Record().ok());

  const auto right = Replay(harness, "decisions/rounds.OLD.1");
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_TRUE(right->agrees());
  EXPECT_EQ(right->recomputed(0).admissible_vnd(), 100);
  EXPECT_EQ(right->recomputed(0).admissible(1).amount_vnd(), 500);
  const auto wrong = Replay(harness, "decisions/rounds.OLD.2");
  ASSERT_TRUE(wrong.ok());
  EXPECT_FALSE(wrong->agrees());
  ASSERT_EQ(wrong->differences_size(), 1);
  EXPECT_EQ(wrong->differences(0).recorded(), "central=101 enterprise=500");
  EXPECT_EQ(wrong->differences(0).recomputed(), "central=100 enterprise=500");

  const auto versions =
      Ask(harness, Auditor(), &pb::RuleService::Stub::ListRulebooks, pb::ListRulebooksRequest{});
  ASSERT_TRUE(versions.ok()) << versions.status();
  ASSERT_EQ(versions->rulebooks_size(), 2);
  EXPECT_EQ(versions->rulebooks(1).rulebook_version(), loaded.book->version);  // Shipped later.
  EXPECT_FALSE(versions->rulebooks(0).current());
  EXPECT_TRUE(versions->rulebooks(1).current());
}

/// A payment of `amount` by request `id`, as disbursement asks about it.
void AddPayment(pb::EvaluateRulesRequest& request, const std::string& id, std::int64_t amount) {
  pb::RuleSubject& subject = *request.add_subjects();
  subject.set_subject_id("01");
  subject.set_programme("programmes/SXSH2020");
  subject.set_budget_year(2019);
  subject.set_activity("activities/LEAFLET");
  subject.set_province_code("68");
  subject.set_eligible_cost_vnd(amount);
  subject.set_quantity(1);
  subject.set_event_date("2019-01-10");
  types::v1::Funding& asked = *subject.add_asked();
  asked.set_source("central");
  asked.set_amount_vnd(amount);
  pb::RecordFor& record = *request.add_record_for();
  record.set_document("requests/" + id);
  record.set_actor("users/ke-toan");
}

TEST(Decisions, WhatAProgramDecidesIsKeptOnceAndReplays) {
  Harness harness;
  pb::EvaluateRulesRequest request;
  request.set_step(pb::STEP_PAYMENT);
  request.set_independent(true);
  AddPayment(request, "a", 300'000'000);
  AddPayment(request, "b", 1);
  const auto Evaluate = [&](const types::v1::Identity& who) {
    return Ask(harness, who, &pb::RuleService::Stub::EvaluateRules, request);
  };
  EXPECT_EQ(Evaluate(Accountant("68")).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_TRUE(Decisions(harness).empty());
  const auto program = rpc::ProgramIdentity("disbursement");
  const auto kept = Evaluate(program);
  ASSERT_TRUE(kept.ok()) << kept.status();
  ASSERT_EQ(kept->decisions_size(), 2);
  EXPECT_EQ(kept->decisions(0), "decisions/requests.a.1");
  EXPECT_EQ(kept->outcomes(0).findings_size(), 1);  // No commitment for 300 million.
  EXPECT_EQ(kept->outcomes(1).findings_size(), 0);
  EXPECT_EQ(Evaluate(program)->decisions(1), "decisions/requests.b.1");
  EXPECT_EQ(Decisions(harness).size(), 2U);
  EXPECT_EQ(Decisions(harness)[0].actor(), "users/ke-toan");
  EXPECT_EQ(Decisions(harness)[0].step(), pb::STEP_PAYMENT);
  // Judged anew with other facts: a second decision of the same request.
  request.mutable_subjects(0)->set_earlier_vnd(5);
  EXPECT_EQ(Evaluate(program)->decisions(0), "decisions/requests.a.2");
  for (const char* name : {"decisions/requests.a.1", "decisions/requests.a.2", "decisions/requests.b.1"}) {
    const auto replay = Replay(harness, name);
    ASSERT_TRUE(replay.ok()) << replay.status();
    EXPECT_TRUE(replay->agrees()) << name;
  }
  pb::ListDecisionsRequest list;
  list.set_document("requests/a");
  EXPECT_EQ(Ask(harness, Auditor(), &pb::RuleService::Stub::ListDecisions, list)->decisions_size(), 2);

  // The same without keeping: the same answer.
  request.clear_record_for();
  const auto rehearsed = Evaluate(Accountant("68"));
  ASSERT_TRUE(rehearsed.ok()) << rehearsed.status();
  EXPECT_EQ(rehearsed->outcomes(0).findings(0).text_vi(), kept->outcomes(0).findings(0).text_vi());
  EXPECT_EQ(rehearsed->decisions_size(), 0);
}

TEST(Decisions, RecordingNeedsADocumentForEachSubjectJudgedAlone) {
  Harness harness;
  pb::EvaluateRulesRequest request;
  request.set_step(pb::STEP_PAYMENT);
  AddPayment(request, "a", 1);
  const auto program = rpc::ProgramIdentity("disbursement");
  const auto Code = [&] {
    return Ask(harness, program, &pb::RuleService::Stub::EvaluateRules, request).status().code();
  };
  EXPECT_EQ(Code(), absl::StatusCode::kInvalidArgument);  // Not independent.
  request.set_independent(true);
  EXPECT_EQ(Code(), absl::StatusCode::kOk);
  request.mutable_record_for(0)->set_document("rounds/a");
  EXPECT_EQ(Code(), absl::StatusCode::kInvalidArgument);
  request.mutable_record_for(0)->set_document("requests/a");
  *request.add_subjects() = request.subjects(0);
  EXPECT_EQ(Code(), absl::StatusCode::kInvalidArgument);
}

TEST(Decisions, AProvinceSeesItsOwnAlone) {
  Harness harness;
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  ASSERT_TRUE(harness.Compute().ok());
  const auto theirs = rpc::Person("users/a", {types::v1::ROLE_APPROVER}, "agencies/SCT-01", "01");
  const auto others = rpc::Person("users/b", {types::v1::ROLE_APPROVER}, "agencies/SCT-68", "68");
  ASSERT_EQ(Decisions(harness, theirs).size(), 1U);
  EXPECT_EQ(Decisions(harness, others).size(), 0U);
  const std::string name = Decisions(harness).front().name();
  EXPECT_TRUE(Replay(harness, name, theirs).ok());
  EXPECT_EQ(Replay(harness, name, others).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Replay(harness, "decisions/nothing").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Replay(harness, "plans/x").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Replay(harness, name, Accountant("01")).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST(Decisions, PagesFollowOneAnother) {
  Harness harness;
  for (const char* province : {"01", "48", "68"}) {
    harness.Publish(ApprovedPlan(province, {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
    ASSERT_TRUE(harness.Compute().ok());
  }
  pb::ListDecisionsRequest request;
  request.set_page_size(2);
  const auto first = Ask(harness, Auditor(), &pb::RuleService::Stub::ListDecisions, request);
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->decisions_size(), 2);
  request.set_page_token(first->next_page_token());
  const auto second = Ask(harness, Auditor(), &pb::RuleService::Stub::ListDecisions, request);
  ASSERT_TRUE(second.ok());
  ASSERT_EQ(second->decisions_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
  request.clear_page_token();
  request.set_document(second->decisions(0).document());
  const auto one = Ask(harness, Auditor(), &pb::RuleService::Stub::ListDecisions, request);
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(one->decisions_size(), 1);
}

TEST(CompareRulebooks, SaysWhatTheNormsOf2018DidToModels) {
  Harness harness;
  rpb::PlanItem model = PlainItem("01", "DEMO-MODEL", 900'000'000, 0);
  model.set_component_project("componentProjects/SXSH2020-3");
  model.set_establishment("establishments/E1");
  model.set_eligible_cost_vnd(10'000'000'000);
  harness.Publish(ApprovedPlan("68", {model, PlainItem("02", "LEAFLET", 10'000'000, 0)}));
  ASSERT_TRUE(harness.Compute().ok());  // Its own allotment does not count against it.

  pb::CompareRulebooksRequest request;
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  request.mutable_base()->set_as_of_date("2018-05-10");
  request.mutable_other()->set_as_of_date("2018-05-11");
  const auto compared = Ask(harness, Auditor(), &pb::RuleService::Stub::CompareRulebooks, request);
  ASSERT_TRUE(compared.ok()) << compared.status();
  EXPECT_EQ(compared->items_count(), 2);
  EXPECT_EQ(compared->requested_vnd(), 910'000'000);
  EXPECT_EQ(compared->base_vnd(), 510'000'000);
  EXPECT_EQ(compared->other_vnd(), 910'000'000);
  EXPECT_EQ(compared->changed_count(), 1);
  ASSERT_EQ(compared->changed_size(), 1);
  EXPECT_EQ(compared->changed(0).base_vnd(), 500'000'000);
  for (const pb::RuleComparison& rule : compared->rules()) {
    if (rule.rule_id() != "KC14-DEMO/amount") continue;
    EXPECT_EQ(rule.base().capped(), 1);
    EXPECT_EQ(rule.base().above_limit_vnd(), 400'000'000);
    EXPECT_EQ(rule.other().items(), 0);
  }
  request.mutable_other()->set_rulebook_version("2000-01-01-000000000000");
  EXPECT_EQ(Ask(harness, Auditor(), &pb::RuleService::Stub::CompareRulebooks, request).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(ListRules, TakesAnAliasADateAndAVersion) {
  Harness harness;
  pb::ListRulesRequest request;
  request.set_instrument("22/2012");
  request.set_as_of_date("2019-06-30");
  const auto rules = Ask(harness, Auditor(), &pb::RuleService::Stub::ListRules, request);
  ASSERT_TRUE(rules.ok()) << rules.status();
  ASSERT_EQ(rules->rules_size(), 2);
  EXPECT_EQ(rules->rules(0).rule_id(), "CP-ASSESS/share");
  EXPECT_EQ(rules->rules(0).effect(), types::v1::SEVERITY_CAP);
  EXPECT_TRUE(rules->rules(0).binding());

  request.set_instrument("36/2018/TT-BTC");
  const auto unverified = Ask(harness, Auditor(), &pb::RuleService::Stub::ListRules, request);
  ASSERT_TRUE(unverified.ok());
  ASSERT_EQ(unverified->rules_size(), 1);
  EXPECT_FALSE(unverified->rules(0).binding());

  request.set_rulebook_version("2000-01-01-000000000000");
  EXPECT_EQ(Ask(harness, Auditor(), &pb::RuleService::Stub::ListRules, request).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace cpb::allocation
