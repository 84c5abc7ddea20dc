#include "services/allocation/wire/checks.h"

#include <set>

#include "libs/money/money.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/wire/fields.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMaxText = 4000, kMaxNumber = 200;
constexpr int kMaxSubjects = 10'000, kMaxPlans = 2'000, kMaxEnvelopes = 500, kMaxFundings = 16,
              kMaxDocuments = 32;

bool IsPayable(bool present, std::int64_t amount) {
  return present && amount >= 1 && amount <= money::kMaxDong;
}

/// An amount that must be at least 1: a reason of its own when nothing else is wrong.
absl::Status WithAmount(const rpc::FieldErrors& errors, const std::string& field, bool present,
                        std::int64_t amount) {
  if (IsPayable(present, amount)) return errors.ToStatus();
  const std::string vi = "Số tiền phải từ 1 đến 9.000.000.000.000.000 đồng.";
  const std::string en = "The amount must be 1 to 9,000,000,000,000,000 dong.";
  if (!errors.empty()) {
    rpc::FieldErrors all = errors;
    all.Add(field, vi, en);
    return all.ToStatus();
  }
  refusal::Refusal refusal{&kAmountInvalid, {{"least", "1"}}, {}};
  refusal.violations.push_back({.subject = field,
                                .text_vi = vi,
                                .text_en = en,
                                .limit_vnd = {},
                                .actual_vnd = {},
                                .rule_id = "",
                                .citation = ""});
  return rpc::ToStatus(refusal);
}

std::string At(const char* list, int index, const char* field) {
  return std::string{list} + "[" + std::to_string(index) + "]" + field;
}

void CheckFunding(const cpbudget::types::v1::Funding& funding, const std::string& at,
                  rpc::FieldErrors& errors) {
  CheckSource(at + ".source", funding.source(), errors);
  if (!funding.has_amount_vnd()) errors.Add(at + ".amount_vnd", "Thiếu số tiền.", "The amount is missing.");
  CheckAmount(at + ".amount_vnd", funding.amount_vnd(), errors);
}

void CheckSubject(const pb::RuleSubject& subject, int index, rpc::FieldErrors& errors) {
  const auto Field = [&](const char* name) { return At("subjects", index, name); };
  CheckText(Field(".subject_id"), subject.subject_id(), 0, kMaxNumber, errors);
  CheckOptionalName("programmes/", Field(".programme"), subject.programme(), errors);
  CheckYear(Field(".budget_year"), subject.budget_year(), errors);
  CheckOptionalName("componentProjects/", Field(".component_project"), subject.component_project(), errors);
  CheckOptionalName("activities/", Field(".activity"), subject.activity(), errors);
  CheckOptionalName("establishments/", Field(".establishment"), subject.establishment(), errors);
  CheckText(Field(".province_code"), subject.province_code(), 0, 2, errors);
  CheckAmount(Field(".eligible_cost_vnd"), subject.eligible_cost_vnd(), errors);
  CheckAmount(Field(".earlier_vnd"), subject.earlier_vnd(), errors);
  CheckAmount(Field(".quantity"), subject.quantity(), errors);
  CheckDate(Field(".event_date"), subject.event_date(), /*may_be_empty=*/true, errors);
  CheckDate(Field(".ground_date"), subject.ground_date(), /*may_be_empty=*/true, errors);
  if (subject.asked_size() > kMaxFundings || subject.documents_size() > kMaxDocuments) {
    errors.Add(Field(""), "Quá nhiều nguồn hoặc tài liệu.", "There are too many sources or documents.");
    return;
  }
  for (int i = 0; i < subject.asked_size(); ++i) {
    CheckFunding(subject.asked(i), Field("") + At(".asked", i, ""), errors);
  }
}

}  // namespace

absl::Status Check(const pb::CreateAppropriationRequest& request) {
  const pb::Appropriation& given = request.appropriation();
  rpc::FieldErrors errors;
  CheckName("programmes/", "appropriation.programme", given.programme(), errors);
  CheckYear("appropriation.budget_year", given.budget_year(), errors);
  CheckSource("appropriation.source", given.source(), errors);
  CheckName("agencies/", "appropriation.holder", given.holder(), errors);
  CheckText("appropriation.decision_number", given.decision_number(), 1, kMaxNumber, errors);
  CheckDate("appropriation.decision_date", given.decision_date(), /*may_be_empty=*/false, errors);
  return WithAmount(errors, "appropriation.amount_vnd", given.has_amount_vnd(), given.amount_vnd());
}

absl::Status Check(const pb::CreateRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("programmes/", "programme", request.programme(), errors);
  CheckYear("budget_year", request.budget_year(), errors);
  if (request.plans_size() > kMaxPlans)
    errors.Add("plans", "Quá 2.000 kế hoạch.", "There are more than 2,000 plans.");
  for (int i = 0; i < request.plans_size() && i < kMaxPlans; ++i) {
    CheckName("plans/", At("plans", i, ""), request.plans(i), errors);
  }
  if (!pb::Method_IsValid(request.method()))
    errors.Add("method", "Phương pháp không có.", "There is no such method.");
  if (request.envelopes_size() > kMaxEnvelopes) {
    errors.Add("envelopes", "Quá 500 hạn mức.", "There are more than 500 envelopes.");
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < request.envelopes_size() && i < kMaxEnvelopes; ++i) {
    const pb::Envelope& envelope = request.envelopes(i);
    CheckSource(At("envelopes", i, ".source"), envelope.source(), errors);
    CheckName("agencies/", At("envelopes", i, ".holder"), envelope.holder(), errors);
    if (!envelope.has_amount_vnd()) {
      errors.Add(At("envelopes", i, ".amount_vnd"), "Thiếu số tiền.", "The amount is missing.");
    }
    CheckAmount(At("envelopes", i, ".amount_vnd"), envelope.amount_vnd(), errors);
    if (!seen.emplace(envelope.source(), envelope.holder()).second) {
      errors.Add(At("envelopes", i, ""), "Nguồn và đơn vị này đã có hạn mức.",
                 "This source and holder have an envelope already.");
    }
  }
  return errors.ToStatus();
}

absl::Status Check(const pb::GetRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "name", request.name(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ApproveRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::IssueRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::CreateAdjustmentRequest& request) {
  const pb::Adjustment& given = request.adjustment();
  const bool virement = given.kind() == pb::Adjustment::KIND_VIREMENT;
  const bool supplement = given.kind() == pb::Adjustment::KIND_SUPPLEMENT;
  const bool carry_over = given.kind() == pb::Adjustment::KIND_CARRY_OVER;
  rpc::FieldErrors errors;
  if (!virement && !supplement && !carry_over) {
    errors.Add("adjustment.kind", "Loại điều chỉnh không có.", "There is no such kind of adjustment.");
  }
  CheckName("programmes/", "adjustment.programme", given.programme(), errors);
  CheckYear("adjustment.budget_year", given.budget_year(), errors);
  CheckSource("adjustment.source", given.source(), errors);
  if (virement || carry_over) CheckName("", "adjustment.from_budget_line", given.from_budget_line(), errors);
  if (virement || supplement) CheckName("", "adjustment.to_budget_line", given.to_budget_line(), errors);
  if (virement && given.from_budget_line() == given.to_budget_line()) {
    errors.Add("adjustment.to_budget_line", "Dòng nhận phải khác dòng chuyển.", "The lines must differ.");
  }
  if (supplement && !given.from_budget_line().empty()) {
    errors.Add("adjustment.from_budget_line", "Khoản bổ sung không có dòng chuyển.",
               "A supplement has no giving line.");
  }
  if (carry_over && !given.to_budget_line().empty() && given.to_budget_line() != given.from_budget_line()) {
    errors.Add("adjustment.to_budget_line", "Chuyển nguồn giữ nguyên dòng ngân sách.",
               "A carry-over keeps its line.");
  }
  CheckText("adjustment.reason", given.reason(), 1, kMaxText, errors);
  if (carry_over) {
    CheckText("adjustment.ground", given.ground(), 1, kMaxNumber, errors);
    CheckText("adjustment.proof", given.proof(), 1, kMaxNumber, errors);
  }
  return WithAmount(errors, "adjustment.amount_vnd", given.has_amount_vnd(), given.amount_vnd());
}

absl::Status Check(const pb::ApproveAdjustmentRequest& request) {
  rpc::FieldErrors errors;
  CheckName("adjustments/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ListAllotmentsRequest& request) {
  rpc::FieldErrors errors;
  CheckOptionalName("agencies/", "agency", request.agency(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::EvaluateRulesRequest& request) {
  rpc::FieldErrors errors;
  if (request.step() < pb::STEP_PLAN_ITEM || request.step() > pb::STEP_YEAR_END) {
    errors.Add("step", "Bước không có.", "There is no such step.");
  }
  if (request.subjects_size() > kMaxSubjects) {
    errors.Add("subjects", "Quá 10.000 đối tượng.", "There are more than 10,000 subjects.");
    return errors.ToStatus();
  }
  for (int i = 0; i < request.subjects_size(); ++i) CheckSubject(request.subjects(i), i, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ListRulesRequest& request) {
  rpc::FieldErrors errors;
  CheckDate("as_of_date", request.as_of_date(), /*may_be_empty=*/true, errors);
  return errors.ToStatus();
}

}  // namespace cpb::allocation
