#include "services/allocation/app/decisions.h"

#include <algorithm>
#include <map>

#include "libs/rulebook/kinds.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/store/decisions.h"
#include "services/allocation/store/grants.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

void FillTime(clock::Instant now, google::protobuf::Timestamp& time) {
  const auto micros = now.time_since_epoch().count();
  time.set_seconds(micros / 1'000'000);
  time.set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
}

pb::RuleSubject ToMessage(const rulebook::Subject& subject) {
  pb::RuleSubject message;
  message.set_subject_id(subject.id);
  message.set_programme(subject.programme);
  message.set_budget_year(subject.budget_year);
  message.set_component_project(subject.component_project);
  message.set_activity(subject.activity);
  message.set_establishment(subject.establishment);
  message.set_province_code(subject.province_code);
  message.set_eligible_cost_vnd(subject.eligible_cost_vnd);
  for (const rulebook::Asked& asked : subject.asked) {
    types::v1::Funding& funding = *message.add_asked();
    funding.set_source(asked.source);
    funding.set_amount_vnd(asked.amount_vnd);
    if (asked.enterprise) funding.set_source_kind(types::v1::SOURCE_KIND_ENTERPRISE);
  }
  message.set_quantity(subject.quantity);
  message.set_event_date(clock::FormatDate(subject.event_date));
  message.set_earlier_vnd(subject.earlier_vnd);
  message.set_ignore_document(subject.ignore_document);
  message.set_ground(subject.ground);
  if (subject.ground_date) message.set_ground_date(clock::FormatDate(*subject.ground_date));
  message.set_multi_year(subject.multi_year);
  message.set_agency_kind(subject.agency_kind);
  for (const std::string& document : subject.documents) message.add_documents(document);
  message.set_agency(subject.agency);
  message.set_giving_source(subject.giving_source);
  message.set_giving_agency(subject.giving_agency);
  message.set_giving_budget_year(subject.giving_budget_year);
  message.set_contract_vnd(subject.contract_vnd);
  return message;
}

pb::RuleGrant ToMessage(const rulebook::Grant& grant) {
  pb::RuleGrant message;
  message.set_establishment(grant.establishment);
  message.set_programme(grant.programme);
  message.set_activity(grant.activity);
  message.set_source(grant.source);
  message.set_budget_year(grant.budget_year);
  message.set_amount_vnd(grant.amount_vnd);
  for (const std::string& document : grant.documents) message.add_documents(document);
  return message;
}

std::string SharedProvince(std::span<const rulebook::Subject> subjects) {
  for (const rulebook::Subject& subject : subjects) {
    if (subject.province_code != subjects.front().province_code) return "";
  }
  return subjects.empty() ? "" : subjects.front().province_code;
}

/// "CP-ASSESS/share:2 limit 5 actual 6; …": findings as they are compared.
std::string FindingText(const pb::RuleOutcome& outcome) {
  std::string text;
  for (const types::v1::Finding& finding : outcome.findings()) {
    text += (text.empty() ? "" : "; ") + finding.rule_id() + ":" + std::to_string(finding.severity());
    if (finding.has_limit_vnd()) text += " limit " + std::to_string(finding.limit_vnd());
    if (finding.has_actual_vnd()) text += " actual " + std::to_string(finding.actual_vnd());
  }
  return text;
}

std::string AmountText(const pb::RuleOutcome& outcome) {
  std::string text;
  for (const types::v1::Funding& funding : outcome.admissible()) {
    text += (text.empty() ? "" : " ") + funding.source() + "=" + std::to_string(funding.amount_vnd());
  }
  return text;
}

}  // namespace

pb::RuleOutcome ToMessage(const pb::RuleSubject& subject, const rulebook::Outcome& outcome,
                          bool with_sentences) {
  pb::RuleOutcome message;
  message.set_subject_id(subject.subject_id());
  for (int i = 0; i < subject.asked_size(); ++i) {
    types::v1::Funding& funding = *message.add_admissible();
    funding = subject.asked(i);
    funding.set_amount_vnd(outcome.admissible_vnd[static_cast<std::size_t>(i)]);
  }
  message.set_admissible_vnd(outcome.admissible_total_vnd);
  for (const rulebook::Finding& finding : outcome.findings) {
    types::v1::Finding& said = *message.add_findings();
    said = ToMessage(finding, subject.subject_id());
    if (with_sentences) continue;
    said.clear_text_vi();
    said.clear_text_en();
    said.clear_citation();
  }
  message.set_allowed(outcome.allowed);
  return message;
}

pb::Decision MakeDecision(const rpc::Call& call, const rulebook::Rulebook& book, rulebook::Step step,
                          const std::string& document, std::span<const rulebook::Subject> subjects,
                          std::span<const rulebook::Grant> history,
                          std::span<const rulebook::Outcome> outcomes) {
  pb::Decision decision;
  decision.set_document(document);
  decision.set_step(static_cast<pb::Step>(step));
  decision.set_rulebook_version(book.version);
  decision.set_actor(call.signature());
  FillTime(call.now, *decision.mutable_create_time());
  decision.set_province_code(SharedProvince(subjects));
  decision.set_subjects_count(static_cast<int>(subjects.size()));
  std::int64_t asked_sum = 0, left_sum = 0;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    for (const rulebook::Asked& asked : subjects[i].asked) {
      if (!asked.enterprise) asked_sum = rulebook::SaturatingAdd(asked_sum, asked.amount_vnd);
    }
    if (outcomes[i].allowed) left_sum = rulebook::SaturatingAdd(left_sum, outcomes[i].admissible_total_vnd);
    pb::RuleSubject& subject = *decision.add_subjects();
    subject = ToMessage(subjects[i]);
    *decision.add_outcomes() = ToMessage(subject, outcomes[i], /*with_sentences=*/false);
  }
  decision.set_asked_vnd(asked_sum);
  decision.set_admissible_vnd(left_sum);
  for (const rulebook::Grant& grant : history) *decision.add_history() = ToMessage(grant);
  return decision;
}

void RecordDecision(storage::Session& session, const rpc::Call& call, const rulebook::Rulebook& book,
                    rulebook::Step step, const std::string& document,
                    std::span<const rulebook::Subject> subjects, std::span<const rulebook::Grant> history,
                    std::span<const rulebook::Outcome> outcomes) {
  pb::Decision decision = MakeDecision(call, book, step, document, subjects, history, outcomes);
  InsertDecision(session, decision, clock::FormatInstant(call.now));
}

absl::Status RecordRoundDecision(storage::Session& session, const rpc::Call& call,
                                 const rulebook::Rulebook& book, const Sources& sources,
                                 const std::vector<cpbudget::registration::v1::Plan>& plans,
                                 const pb::Round& round) {
  std::vector<rulebook::Subject> subjects;
  std::vector<std::string> establishments;
  std::map<std::pair<std::string, std::string>, std::int64_t> capped;  // By budget line and source.
  for (const pb::RoundLine& line : round.lines())
    capped[{line.budget_line(), line.source()}] = line.capped_vnd();
  for (const auto& plan : plans) {
    for (const Item& item : ToItems(plan, sources)) {
      subjects.push_back(SubjectOf(item));
      subjects.back().id = BudgetLineId(item.plan, item.item_id);
      establishments.push_back(item.establishment);
    }
  }
  // As the round judges them: by plan, then by item.
  std::map<std::string, std::pair<std::string, std::string>> order;
  for (const auto& plan : plans) {
    for (const auto& item : plan.items())
      order[BudgetLineId(plan.name(), item.item_id())] = {plan.name(), item.item_id()};
  }
  std::sort(subjects.begin(), subjects.end(),
            [&](const auto& a, const auto& b) { return order.at(a.id) < order.at(b.id); });
  const std::vector<rulebook::Grant> history = ListGrants(session, establishments);
  const auto outcomes = rulebook::Evaluate(book, rulebook::Step::kAllotment, subjects, history);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    for (std::size_t k = 0; k < subjects[i].asked.size(); ++k) {
      const auto line = capped.find({subjects[i].id, subjects[i].asked[k].source});
      if (line == capped.end()) continue;  // Nothing was asked, or it is the enterprises' own money.
      if (line->second != (outcomes[i].allowed ? outcomes[i].admissible_vnd[k] : 0))
        return absl::InternalError("a line of " + round.name() + " is not what the rules leave");
    }
  }
  RecordDecision(session, call, book, rulebook::Step::kAllotment, round.name(), subjects, history, outcomes);
  return absl::OkStatus();
}

std::vector<rulebook::Subject> SubjectsOf(const pb::Decision& decision, const Sources& sources) {
  std::vector<rulebook::Subject> subjects;
  for (const pb::RuleSubject& subject : decision.subjects())
    subjects.push_back(ToSubject(subject, sources, clock::Date{}));
  return subjects;
}

std::vector<rulebook::Grant> HistoryOf(const pb::Decision& decision) {
  std::vector<rulebook::Grant> history;
  for (const pb::RuleGrant& grant : decision.history()) {
    history.push_back({.establishment = grant.establishment(),
                       .programme = grant.programme(),
                       .activity = grant.activity(),
                       .source = grant.source(),
                       .budget_year = grant.budget_year(),
                       .amount_vnd = grant.amount_vnd(),
                       .documents = {grant.documents().begin(), grant.documents().end()}});
  }
  return history;
}

std::vector<pb::ReplayDifference> Differences(const pb::Decision& recorded,
                                              const std::vector<rulebook::Outcome>& recomputed) {
  constexpr std::size_t kMost = 1'000;
  std::vector<pb::ReplayDifference> differences;
  const auto Compare = [&](const std::string& subject, const char* field, const std::string& before,
                           const std::string& now) {
    if (before == now || differences.size() == kMost) return;
    pb::ReplayDifference& difference = differences.emplace_back();
    difference.set_subject_id(subject);
    difference.set_field(field);
    difference.set_recorded(before);
    difference.set_recomputed(now);
  };
  Compare("", "subjects", std::to_string(recorded.outcomes_size()), std::to_string(recomputed.size()));
  for (int i = 0; i < std::min(recorded.outcomes_size(), recorded.subjects_size()); ++i) {
    const pb::RuleOutcome& before = recorded.outcomes(i);
    const pb::RuleOutcome now =
        ToMessage(recorded.subjects(i), recomputed[static_cast<std::size_t>(i)], /*with_sentences=*/false);
    Compare(before.subject_id(), "admissible_vnd", AmountText(before), AmountText(now));
    Compare(before.subject_id(), "findings", FindingText(before), FindingText(now));
    Compare(before.subject_id(), "allowed", before.allowed() ? "true" : "false",
            now.allowed() ? "true" : "false");
  }
  return differences;
}

}  // namespace cpb::allocation
