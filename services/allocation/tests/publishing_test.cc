/// A version of the rulebook from draft to force, over real gRPC and a real database: who may, from when,
/// against what, and what stays readable.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/rpc/status.h"
#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using ::testing::HasSubstr;

types::v1::Identity Auditor() {
  return rpc::Person("users/auditor", {types::v1::ROLE_AUDITOR}, "agencies/KTNN");
}

template <class Request, class Response>
absl::StatusOr<Response> Ask(Harness& harness, const types::v1::Identity& who,
                             grpc::Status (pb::RulebookService::Stub::*method)(grpc::ClientContext*,
                                                                               const Request&, Response*),
                             const Request& request) {
  return harness.server().Call(who, harness.rulebooks(), method, request);
}

/// A draft that switches a rule on; complete and sound.
pb::CreateRulebookDraftRequest SwitchingOn(const std::string& rule, const std::string& from) {
  pb::CreateRulebookDraftRequest request;
  request.set_request_id(NewRequestId());
  request.set_effective_date(from);
  request.set_reason("Đã đối chiếu văn bản.");
  request.set_legal_ground("Công văn 5/BTC-HCSN");
  pb::RuleSwitchOn& on = *request.add_changes()->mutable_switch_on();
  on.mutable_rule()->set_rule_id(rule);
  on.mutable_switched_on()->set_authority("Bộ Tài chính");
  on.mutable_switched_on()->set_decision_number("7/QĐ-BTC");
  on.mutable_switched_on()->set_from_date(from);
  return request;
}

/// A text of one rule: at most `percent` of the cost.
pb::CreateRulebookDraftRequest WholeText(int percent, const std::string& published,
                                         const std::string& effective) {
  pb::CreateRulebookDraftRequest request;
  request.set_request_id(NewRequestId());
  request.set_effective_date(effective);
  request.set_reason("Thử.");
  request.set_legal_ground("Không.");
  pb::RulebookText::File& file = *request.mutable_text()->add_files();
  file.set_name("only.textproto");
  file.set_content("published_date: \"" + published +
                   "\"\nrules { id: \"ONE\" title_vi: \"t\" title_en: \"t\"\n"
                   "  citation { instrument: \"i\" verified: true }\n"
                   "  steps: [ STEP_PLAN_ITEM, STEP_ALLOTMENT ] effect: RULE_EFFECT_CAP\n"
                   "  share { basis_points: " +
                   std::to_string(percent * 100) + " } }\n");
  return request;
}

absl::StatusOr<pb::RulebookDraft> Draft(Harness& harness, const pb::CreateRulebookDraftRequest& request,
                                        const types::v1::Identity& who = BudgetOfficer()) {
  auto response = Ask(harness, who, &pb::RulebookService::Stub::CreateRulebookDraft, request);
  if (!response.ok()) return response.status();
  return response->draft();
}

absl::StatusOr<pb::RulebookDraft> ApproveDraft(Harness& harness, const pb::RulebookDraft& draft,
                                               const types::v1::Identity& who = Approver()) {
  pb::ApproveRulebookDraftRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(draft.name());
  request.set_etag(draft.etag());
  request.set_decision_number("12/QĐ-BTC");
  auto response = Ask(harness, who, &pb::RulebookService::Stub::ApproveRulebookDraft, request);
  if (!response.ok()) return response.status();
  return response->draft();
}

/// What the rules leave of 100 million of central money for an item of 100 million.
pb::EvaluateRulesResponse Evaluate(Harness& harness) {
  pb::EvaluateRulesRequest request;
  request.set_step(pb::STEP_PLAN_ITEM);
  pb::RuleSubject& subject = *request.add_subjects();
  subject.set_subject_id("01");
  subject.set_programme("programmes/SXSH2020");
  subject.set_budget_year(2019);
  subject.set_component_project("componentProjects/SXSH2020-1");
  subject.set_activity("activities/LEAFLET");
  subject.set_province_code("68");
  subject.set_eligible_cost_vnd(100'000'000);
  subject.set_quantity(1);
  types::v1::Funding& asked = *subject.add_asked();
  asked.set_source("central");
  asked.set_amount_vnd(100'000'000);
  const auto response =
      harness.server().Call(BudgetOfficer(), harness.rules(), &pb::RuleService::Stub::EvaluateRules, request);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.value_or(pb::EvaluateRulesResponse{});
}

std::string ReasonOf(const absl::Status& status) {
  return rpc::ReasonOf(status);
}

TEST(Publishing, ASecondPersonsApprovalTakesEffectOnItsDayInEveryCopyWithoutARestart) {
  Harness harness("2019-01-10");
  const auto second_copy = OpenRulebooks(harness.database());
  const std::string before = Evaluate(harness).rulebook_version();
  const auto drafted = Draft(harness, WholeText(30, "2019-01-10", "2019-02-01"));
  ASSERT_TRUE(drafted.ok()) << drafted.status();
  EXPECT_EQ(drafted->state(), pb::RulebookDraft::STATE_DRAFTED);
  EXPECT_EQ(drafted->base_version(), before);
  EXPECT_EQ(drafted->rules_count(), 1);
  EXPECT_GT(drafted->differences_size(), 50);
  EXPECT_EQ(Evaluate(harness).rulebook_version(), before);

  const auto approved = ApproveDraft(harness, *drafted);
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(approved->state(), pb::RulebookDraft::STATE_APPROVED);
  EXPECT_EQ(approved->approver(), "users/director");
  EXPECT_EQ(approved->decision_number(), "12/QĐ-BTC");

  harness.SetDay("2019-01-31");
  EXPECT_EQ(Evaluate(harness).rulebook_version(), before);
  harness.SetDay("2019-02-01");
  EXPECT_EQ(Evaluate(harness).rulebook_version(), drafted->rulebook_version());
  EXPECT_EQ(Evaluate(harness).outcomes(0).admissible_vnd(), 30'000'000);
  const auto other = harness.database().Read([&](storage::Session& session) {
    return second_copy->InForce(session, clock::ParseDate("2019-02-01").value());
  });
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_EQ((*other)->version, drafted->rulebook_version());
  EXPECT_THAT(harness.FeedTypes(), ::testing::ElementsAre("rulebook.drafted", "rulebook.approved"));
}

TEST(Publishing, ARestartWithTheShippedBookDoesNotTakeThePublishedOneOutOfForce) {
  Harness harness("2019-01-10");
  const auto drafted = Draft(harness, WholeText(30, "2019-01-10", "2019-01-10"));
  ASSERT_TRUE(ApproveDraft(harness, drafted.value()).ok());
  const auto restarted = OpenRulebooks(harness.database());
  const auto book = harness.database().Read([&](storage::Session& session) {
    return restarted->InForce(session, clock::ParseDate("2019-01-10").value());
  });
  EXPECT_EQ(book.value()->version, drafted->rulebook_version());
}

TEST(Publishing, ADecisionKeepsItsVersionWhateverIsPublishedLater) {
  Harness harness("2019-01-10");
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  ASSERT_TRUE(ApproveDraft(harness, Draft(harness, WholeText(30, "2019-01-10", "2019-01-10")).value()).ok());
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  const auto later = harness.Compute();
  ASSERT_TRUE(later.ok()) << later.status();
  EXPECT_NE(later->rulebook_version(), round->rulebook_version());
  EXPECT_EQ(round->allotted_vnd(), 10'000'000);
  EXPECT_EQ(later->allotted_vnd(), 3'000'000);
  for (const char* name : {"decisions/rounds.SXSH2020-2019-01.1", "decisions/rounds.SXSH2020-2019-02.1"}) {
    pb::ReplayDecisionRequest request;
    request.set_name(name);
    const auto replay =
        harness.server().Call(Auditor(), harness.rules(), &pb::RuleService::Stub::ReplayDecision, request);
    ASSERT_TRUE(replay.ok()) << replay.status();
    EXPECT_TRUE(replay->agrees()) << name;
  }
}

TEST(Publishing, ARuleIsSwitchedOnByAnAuthorityAndFindingsSayWhoAndWhen) {
  Harness harness("2019-01-10");
  pb::ListRulesRequest list;
  const auto Find = [&](const std::string& version) {
    list.set_rulebook_version(version);
    list.set_as_of_date("2019-03-01");
    const auto rules =
        harness.server().Call(Auditor(), harness.rules(), &pb::RuleService::Stub::ListRules, list);
    for (const pb::RuleSummary& rule : rules.value().rules()) {
      if (!rule.citation().verified() && rule.effect() >= types::v1::SEVERITY_CAP) return rule;
    }
    return pb::RuleSummary{};
  };
  const pb::RuleSummary only_warns = Find("");
  ASSERT_FALSE(only_warns.rule_id().empty());
  EXPECT_FALSE(only_warns.binding());
  pb::CreateRulebookDraftRequest request = SwitchingOn(only_warns.rule_id(), "2019-02-01");
  request.mutable_changes(0)->mutable_switch_on()->mutable_rule()->set_valid_from(only_warns.valid_from());
  const auto drafted = Draft(harness, request);
  ASSERT_TRUE(drafted.ok()) << drafted.status();
  ASSERT_EQ(drafted->differences_size(), 1);
  EXPECT_EQ(drafted->differences(0).change(), pb::RuleDifference::CHANGE_CHANGED);
  ASSERT_TRUE(ApproveDraft(harness, *drafted).ok());
  harness.SetDay("2019-02-01");
  const pb::RuleSummary binds = Find("");
  EXPECT_EQ(binds.rule_id(), only_warns.rule_id());
  EXPECT_TRUE(binds.binding());
  EXPECT_EQ(binds.switched_on_by(), "Bộ Tài chính");
  EXPECT_EQ(binds.switched_on_from(), "2019-02-01");
  EXPECT_EQ(binds.switched_on_decision(), "7/QĐ-BTC");

  // Switched off again: it binds until the last day, and what happened until then stays judged by it.
  pb::CreateRulebookDraftRequest off = SwitchingOn("", "2019-04-01");
  off.clear_changes();
  pb::RuleSwitchOff& last = *off.add_changes()->mutable_switch_off();
  last.mutable_rule()->set_rule_id(binds.rule_id());
  last.mutable_rule()->set_valid_from(binds.valid_from());
  last.set_last_day("2019-02-28");
  ASSERT_TRUE(ApproveDraft(harness, Draft(harness, off).value()).ok());
  harness.SetDay("2019-04-01");
  EXPECT_FALSE(Find("").binding());
  EXPECT_EQ(Find("").switched_on_to(), "2019-02-28");
}

TEST(Publishing, WhoDraftedDoesNotApproveAndProvincesDoNeither) {
  Harness harness("2019-01-10");
  const auto both = rpc::Person("users/both", {types::v1::ROLE_BUDGET_OFFICER, types::v1::ROLE_APPROVER});
  const auto drafted = Draft(harness, WholeText(30, "2019-01-10", "2019-02-01"), both);
  ASSERT_TRUE(drafted.ok()) << drafted.status();
  EXPECT_EQ(ReasonOf(ApproveDraft(harness, *drafted, both).status()), "SAME_PERSON");
  const auto provincial = rpc::Person("users/p", {types::v1::ROLE_APPROVER, types::v1::ROLE_BUDGET_OFFICER},
                                      "agencies/STC-68", "68");
  EXPECT_EQ(ReasonOf(ApproveDraft(harness, *drafted, provincial).status()), "OUTSIDE_JURISDICTION");
  EXPECT_EQ(ReasonOf(Draft(harness, WholeText(20, "2019-01-10", "2019-02-01"), provincial).status()),
            "OUTSIDE_JURISDICTION");
  EXPECT_EQ(ReasonOf(ApproveDraft(harness, *drafted, BudgetOfficer()).status()), "ROLE_MISSING");
  EXPECT_TRUE(ApproveDraft(harness, *drafted).ok());
  EXPECT_EQ(ReasonOf(ApproveDraft(harness, *drafted).status()), "RULEBOOK_DRAFT_STATE");
}

TEST(Publishing, AFaultyTextIsRefusedWholeWithFileLineAndRule) {
  Harness harness("2019-01-10");
  pb::CreateRulebookDraftRequest request = WholeText(101, "2019-01-10", "2019-02-01");
  request.mutable_text()->mutable_files(0)->mutable_content()->append(
      "rules { id: \"TWO\" title_vi: \"t\" title_en: \"t\" steps: [ STEP_PLAN_ITEM ]\n"
      "  applies_to { activities: [ \"activities/DANCE\" ] } effect: RULE_EFFECT_CAP\n"
      "  share { basis_points: 5000 } }\n");
  const absl::Status refused = Draft(harness, request).status();
  EXPECT_EQ(ReasonOf(refused), "RULEBOOK_REFUSED");
  const auto violations = rpc::Explain(refused).violations;
  ASSERT_EQ(violations.size(), 2U);
  EXPECT_EQ(violations[0].subject, "only.textproto:2");
  EXPECT_EQ(violations[0].rule_id, "ONE");
  EXPECT_THAT(violations[0].text_en, HasSubstr("the share must be"));
  EXPECT_THAT(violations[0].text_vi, HasSubstr("tỷ lệ phải lớn hơn 0"));
  EXPECT_EQ(violations[1].subject, "only.textproto:6");
  EXPECT_THAT(violations[1].text_en, HasSubstr("the citation is missing"));
  request.set_request_id(NewRequestId());
  request.mutable_text()->mutable_files(0)->set_content("rules {{");
  EXPECT_EQ(ReasonOf(Draft(harness, request).status()), "RULEBOOK_REFUSED");
  EXPECT_TRUE(harness.FeedTypes().empty());
}

TEST(Publishing, WhatMayNotBePublishedIsRefusedAtDraftAndAgainAtApproval) {
  Harness harness("2019-01-10");
  EXPECT_EQ(ReasonOf(Draft(harness, WholeText(30, "2019-01-10", "2019-01-09")).status()),
            "EFFECTIVE_DATE_INVALID");
  EXPECT_EQ(ReasonOf(Draft(harness, WholeText(30, "2019-02-02", "2019-02-01")).status()),
            "EFFECTIVE_DATE_INVALID");  // The book is dated after it would begin.
  const auto a = Draft(harness, WholeText(30, "2019-01-10", "2019-02-01"));
  const auto b = Draft(harness, WholeText(40, "2019-01-10", "2019-03-01"));
  ASSERT_TRUE(a.ok() && b.ok());
  ASSERT_TRUE(ApproveDraft(harness, *a).ok());
  EXPECT_EQ(ReasonOf(ApproveDraft(harness, *b).status()), "RULEBOOK_BASE_MOVED");
  EXPECT_EQ(ReasonOf(Draft(harness, WholeText(30, "2019-01-11", "2019-02-01")).status()),
            "RULEBOOK_UNCHANGED");
  EXPECT_EQ(ReasonOf(Draft(harness, WholeText(40, "2019-01-10", "2019-01-31")).status()),
            "EFFECTIVE_DATE_INVALID");  // Before the one that is approved already.
  pb::CreateRulebookDraftRequest old = WholeText(40, "2019-01-10", "2019-02-01");
  old.set_base_version(b->base_version());
  EXPECT_EQ(ReasonOf(Draft(harness, old).status()), "RULEBOOK_BASE_MOVED");
  // On the very day of the last one the later approval holds.
  const auto c = Draft(harness, WholeText(50, "2019-01-10", "2019-02-01"));
  ASSERT_TRUE(c.ok()) << c.status();
  const auto d = Draft(harness, WholeText(60, "2019-01-10", "2019-02-01"));
  harness.SetDay("2019-02-02");
  EXPECT_EQ(ReasonOf(ApproveDraft(harness, *d).status()), "EFFECTIVE_DATE_INVALID");
  harness.SetDay("2019-02-01");
  ASSERT_TRUE(ApproveDraft(harness, *c).ok());
  EXPECT_EQ(Evaluate(harness).outcomes(0).admissible_vnd(), 50'000'000);
  EXPECT_EQ(ReasonOf(Draft(harness, WholeText(30, "2019-01-10", "2019-02-02")).status()), "RULEBOOK_KNOWN");
}

TEST(Publishing, ADraftIsWithdrawnAndStaysReadable) {
  Harness harness("2019-01-10");
  const auto drafted = Draft(harness, WholeText(30, "2019-01-10", "2019-02-01"));
  pb::WithdrawRulebookDraftRequest withdraw;
  withdraw.set_request_id(NewRequestId());
  withdraw.set_name(drafted->name());
  withdraw.set_etag("9");
  withdraw.set_reason("Nhầm.");
  EXPECT_EQ(
      ReasonOf(Ask(harness, BudgetOfficer(), &pb::RulebookService::Stub::WithdrawRulebookDraft, withdraw)
                   .status()),
      "ETAG_MISMATCH");
  withdraw.set_request_id(NewRequestId());
  withdraw.set_etag(drafted->etag());
  ASSERT_TRUE(
      Ask(harness, BudgetOfficer(), &pb::RulebookService::Stub::WithdrawRulebookDraft, withdraw).ok());
  EXPECT_EQ(ReasonOf(ApproveDraft(harness, *drafted).status()), "RULEBOOK_DRAFT_STATE");
  pb::GetRulebookDraftRequest get;
  get.set_name(drafted->name());
  const auto read = Ask(harness, Auditor(), &pb::RulebookService::Stub::GetRulebookDraft, get);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->draft().withdraw_reason(), "Nhầm.");
  EXPECT_EQ(read->draft().text().files(0).content(),
            WholeText(30, "2019-01-10", "2019-02-01").text().files(0).content());
  const auto listed = Ask(harness, Auditor(), &pb::RulebookService::Stub::ListRulebookDrafts,
                          pb::ListRulebookDraftsRequest{});
  ASSERT_EQ(listed->drafts_size(), 1);
  EXPECT_FALSE(listed->drafts(0).has_text());
}

TEST(Publishing, EveryVersionIsReadByteForByte) {
  Harness harness("2019-01-10");
  const auto drafted = Draft(harness, WholeText(30, "2019-01-10", "2019-02-01"));
  pb::GetRulebookRequest get;
  get.set_name("rulebooks/" + drafted->rulebook_version());
  EXPECT_EQ(ReasonOf(Ask(harness, Auditor(), &pb::RulebookService::Stub::GetRulebook, get).status()),
            "NOT_FOUND");
  ASSERT_TRUE(ApproveDraft(harness, *drafted).ok());
  const auto read = Ask(harness, Accountant("68"), &pb::RulebookService::Stub::GetRulebook, get);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->text().files(0).content(), drafted->text().files(0).content());
  EXPECT_EQ(read->rulebook().effective_date(), "2019-02-01");
  EXPECT_EQ(read->rulebook().draft(), drafted->name());
  EXPECT_FALSE(read->rulebook().current());
  get.set_name("rulebooks/" + drafted->base_version());
  const auto shipped = Ask(harness, Auditor(), &pb::RulebookService::Stub::GetRulebook, get);
  ASSERT_TRUE(shipped.ok()) << shipped.status();
  EXPECT_TRUE(shipped->rulebook().current());
  EXPECT_EQ(shipped->rulebook().effective_date(), "");
  EXPECT_GE(shipped->text().files_size(), 7);
}

TEST(Publishing, ARehearsalSaysWhatWouldBeAndKeepsNothing) {
  Harness harness("2019-01-10");
  pb::CreateRulebookDraftRequest request = WholeText(30, "2019-01-10", "2019-02-01");
  request.set_validate_only(true);
  ASSERT_TRUE(Draft(harness, request).ok());
  request.set_effective_date("2019-01-09");
  EXPECT_EQ(ReasonOf(Draft(harness, request).status()), "EFFECTIVE_DATE_INVALID");
  const auto listed = Ask(harness, Auditor(), &pb::RulebookService::Stub::ListRulebookDrafts,
                          pb::ListRulebookDraftsRequest{});
  EXPECT_EQ(listed->drafts_size(), 0);
}

TEST(Publishing, ADraftIsComparedWithTheYearsPlansAndWithItsDecisions) {
  Harness harness("2019-01-10");
  harness.Publish(ApprovedPlan("01", {PlainItem("01", "LEAFLET", 10'000'000, 0)}));
  ASSERT_TRUE(harness.Compute().ok());
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "LEAFLET", 20'000'000, 0)}));
  ASSERT_TRUE(harness.Compute().ok());
  const auto drafted = Draft(harness, WholeText(30, "2019-01-10", "2019-02-01"));
  pb::CompareRulebooksRequest request;
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  request.mutable_other()->set_draft(drafted->name());
  const auto Compare = [&] {
    return harness.server()
        .Call(Auditor(), harness.rules(), &pb::RuleService::Stub::CompareRulebooks, request)
        .value();
  };
  for (const bool decisions : {false, true}) {
    request.set_recorded_decisions(decisions);
    const pb::CompareRulebooksResponse compared = Compare();
    EXPECT_EQ(compared.items_count(), 2);
    EXPECT_EQ(compared.decisions_count(), decisions ? 2 : 0);
    EXPECT_EQ(compared.requested_vnd(), 30'000'000);
    EXPECT_EQ(compared.base_vnd(), 30'000'000);
    EXPECT_EQ(compared.other_vnd(), 9'000'000);
    EXPECT_EQ(compared.changed_count(), 2);
    EXPECT_EQ(compared.changed(0).requested_vnd(), 20'000'000);
    EXPECT_EQ(compared.changed(0).decision(), decisions ? "decisions/rounds.SXSH2020-2019-02.1" : "");
    EXPECT_EQ(compared.rules_size(), 1);
    EXPECT_EQ(compared.rules(0).other().capped(), 2);
  }
  request.set_budget_year(2018);
  EXPECT_EQ(Compare().decisions_count(), 0);
}

}  // namespace
}  // namespace cpb::allocation
