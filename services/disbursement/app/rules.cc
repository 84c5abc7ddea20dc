#include "services/disbursement/app/rules.h"

#include <string>
#include <utility>

#include "libs/rpc/status.h"
#include "services/disbursement/domain/reasons.h"

namespace cpb::disbursement::app {

using ::cpbudget::types::v1::Finding;

absl::StatusOr<rules::RuleOutcome> Rules::Judge(const rpc::Call& call, rules::Step step,
                                                const rules::RuleSubject& subject,
                                                const std::string& request_id) const {
  rules::EvaluateRulesRequest request;
  request.set_step(step);
  *request.add_subjects() = subject;
  request.set_independent(true);
  if (!request_id.empty()) {
    rules::RecordFor& record = *request.add_record_for();
    record.set_document("requests/" + request_id);
    record.set_actor(call.signature());
  }
  grpc::ClientContext context;
  rpc::PassOnAsProgram(server_, call, context);
  rules::EvaluateRulesResponse response;
  const grpc::Status status = stub_->EvaluateRules(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  if (response.outcomes_size() != 1)
    return absl::InternalError("allocation answered for another number of subjects");
  return std::move(*response.mutable_outcomes(0));
}

rules::RuleSubject SubjectOf(const rpc::Call& call, const ::cpbudget::disbursement::v1::BudgetLine& line,
                             const std::string& source, std::int64_t amount_vnd,
                             std::int64_t contract_value_vnd) {
  rules::RuleSubject subject;
  subject.set_subject_id(line.item_id());
  subject.set_programme(line.programme());
  subject.set_budget_year(line.budget_year());
  subject.set_component_project(line.component_project());
  subject.set_activity(line.activity());
  subject.set_establishment(line.establishment());
  subject.set_province_code(line.province_code());
  subject.set_eligible_cost_vnd(contract_value_vnd);
  subject.set_contract_vnd(contract_value_vnd);
  // What the line itself was granted is not support from elsewhere.
  subject.set_ignore_document(line.id());
  auto& asked = *subject.add_asked();
  asked.set_source(source);
  asked.set_amount_vnd(amount_vnd);
  subject.set_quantity(1);
  subject.set_event_date(clock::FormatDate(call.today));
  subject.add_documents("contract");
  return subject;
}

absl::Status CheckAllowed(const rules::RuleOutcome& outcome, bool whole_amount) {
  refusal::Refusal refusal{&kRuleBlocks, {}, {}};
  for (const Finding& finding : outcome.findings()) {
    const bool blocks = finding.severity() == ::cpbudget::types::v1::SEVERITY_BLOCK ||
                        (whole_amount && finding.severity() == ::cpbudget::types::v1::SEVERITY_CAP);
    if (!blocks) continue;
    refusal::Violation violation{
        .subject = finding.item_id(),
        .text_vi = finding.text_vi(),
        .text_en = finding.text_en(),
        .limit_vnd = {},
        .actual_vnd = {},
        .rule_id = finding.rule_id(),
        .citation = finding.citation().instrument() + " " + finding.citation().article()};
    if (finding.has_limit_vnd()) violation.limit_vnd = finding.limit_vnd();
    if (finding.has_actual_vnd()) violation.actual_vnd = finding.actual_vnd();
    refusal.violations.push_back(std::move(violation));
  }
  if (outcome.allowed() && refusal.violations.empty()) return absl::OkStatus();
  refusal.parameters["count"] = std::to_string(refusal.violations.size());
  return rpc::ToStatus(refusal);
}

}  // namespace cpb::disbursement::app
