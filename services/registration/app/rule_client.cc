#include "services/registration/app/rule_client.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "libs/rpc/status.h"

namespace cpb::registration {
namespace {

namespace rules = ::cpbudget::allocation::v1;

rules::RuleSubject ToSubject(const v1::Plan& plan, const v1::PlanItem& item, const Catalogue& catalogue) {
  rules::RuleSubject subject;
  subject.set_subject_id(item.item_id());
  subject.set_programme(plan.programme());
  subject.set_budget_year(plan.budget_year());
  subject.set_component_project(item.component_project());
  subject.set_activity(item.activity());
  subject.set_establishment(item.establishment());
  subject.set_province_code(plan.province_code());
  subject.set_eligible_cost_vnd(item.eligible_cost_vnd());
  *subject.mutable_asked() = item.requested();
  subject.set_quantity(item.quantity());
  subject.set_event_date(item.scheduled_date().empty() ? absl::StrCat(plan.budget_year(), "-06-30")
                                                       : item.scheduled_date());
  // What this plan asked or got before does not count against itself.
  subject.set_ignore_document(plan.name());
  const auto agency = catalogue.agencies.find(plan.agency());
  if (agency != catalogue.agencies.end()) subject.set_agency_kind(agency->second.kind);
  return subject;
}

/// The answer decides about money: it must fit the question, item by item and source by source.
absl::Status CheckAnswer(const v1::Plan& plan, const rules::EvaluateRulesResponse& answer) {
  if (answer.outcomes_size() != plan.items_size()) {
    return absl::InternalError(absl::StrCat("rules: ", plan.items_size(), " subjects asked, ",
                                            answer.outcomes_size(), " outcomes answered"));
  }
  for (int i = 0; i < plan.items_size(); ++i) {
    const v1::PlanItem& item = plan.items(i);
    const rules::RuleOutcome& outcome = answer.outcomes(i);
    if (outcome.subject_id() != item.item_id()) {
      return absl::InternalError(absl::StrCat("rules: outcome of another subject for item ", item.item_id()));
    }
    for (const auto& left : outcome.admissible()) {
      const auto asked = std::find_if(item.requested().begin(), item.requested().end(),
                                      [&](const auto& funding) { return funding.source() == left.source(); });
      if (asked == item.requested().end() || left.amount_vnd() > asked->amount_vnd() ||
          left.amount_vnd() < 0) {
        return absl::InternalError(absl::StrCat("rules: more left than asked for item ", item.item_id()));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<rules::EvaluateRulesResponse> RuleClient::Evaluate(const rpc::Call& call, const v1::Plan& plan,
                                                                  absl::Duration timeout) const {
  rules::EvaluateRulesResponse answer;
  if (plan.items().empty()) return answer;
  rules::EvaluateRulesRequest request;
  request.set_step(rules::STEP_PLAN_ITEM);
  for (const v1::PlanItem& item : plan.items()) *request.add_subjects() = ToSubject(plan, item, catalogue_);

  grpc::ClientContext context;
  rpc::PassOn(call, context);
  if (timeout != absl::InfiniteDuration()) {
    const auto until = std::chrono::system_clock::now() + absl::ToChronoMicroseconds(timeout);
    context.set_deadline(std::min(context.deadline(), until));
  }
  const grpc::Status status = stub_->EvaluateRules(&context, request, &answer);
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE) {
    // What gRPC says here names sockets of this machine.
    return absl::UnavailableError("the rules cannot be asked now: allocation does not answer");
  }
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  CPB_RETURN_IF_ERROR(CheckAnswer(plan, answer));
  return answer;
}

absl::StatusOr<rules::ListRulesResponse> RuleClient::ListRules(const rpc::Call& call,
                                                               const std::string& date) const {
  rules::ListRulesRequest request;
  request.set_as_of_date(date);
  rules::ListRulesResponse answer;
  grpc::ClientContext context;
  rpc::PassOn(call, context);
  const grpc::Status status = stub_->ListRules(&context, request, &answer);
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  return answer;
}

void ApplyOutcomes(const rules::EvaluateRulesResponse& outcomes, v1::Plan& plan) {
  for (int i = 0; i < plan.items_size(); ++i) {
    v1::PlanItem* item = plan.mutable_items(i);
    *item->mutable_findings() = outcomes.outcomes(i).findings();
    for (auto& finding : *item->mutable_findings()) finding.set_item_id(item->item_id());
    item->set_admissible_vnd(outcomes.outcomes(i).admissible_vnd());
  }
  plan.set_rulebook_version(outcomes.rulebook_version());
}

void ForgetOutcomes(v1::Plan& plan) {
  for (v1::PlanItem& item : *plan.mutable_items()) {
    item.clear_findings();
    item.clear_admissible_vnd();
  }
  plan.clear_rulebook_version();
}

}  // namespace cpb::registration
