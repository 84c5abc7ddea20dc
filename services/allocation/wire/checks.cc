#include "services/allocation/wire/checks.h"

#include <set>
#include <tuple>

#include "services/allocation/wire/fields.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMaxText = 4000, kMaxNumber = 200;
constexpr int kMaxSubjects = 10'000, kMaxPlans = 2'000, kMaxEnvelopes = 500, kMaxFundings = 16,
              kMaxDocuments = 32;

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
  CheckAmount(Field(".contract_vnd"), subject.contract_vnd(), errors);
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

constexpr std::size_t kMaxActor = 160;
constexpr int kMaxRules = 500, kMaxRank = 1'000, kWholeBasisPoints = 10'000;

void CheckOptionalProvince(const std::string& field, const std::string& value, rpc::FieldErrors& errors) {
  const bool two_digits = value.size() == 2 && value.find_first_not_of("0123456789") == std::string::npos;
  if (value.empty() || two_digits) return;
  errors.Add(field, "Mã tỉnh có hai chữ số.", "A province code has two digits.");
}

void CheckSelector(const std::string& at, const pb::LineSelector& lines, rpc::FieldErrors& errors) {
  if (!lines.source().empty()) CheckSource(at + ".source", lines.source(), errors);
  CheckOptionalName("agencies/", at + ".holder", lines.holder(), errors);
  CheckOptionalName("componentProjects/", at + ".component_project", lines.component_project(), errors);
  CheckOptionalProvince(at + ".province_code", lines.province_code(), errors);
  CheckOptionalName("activities/", at + ".activity", lines.activity(), errors);
  CheckOptionalName("", at + ".budget_line", lines.budget_line(), errors);
}

void CheckEnvelope(const std::string& at, const pb::Envelope& envelope, rpc::FieldErrors& errors) {
  if (!envelope.source().empty()) CheckSource(at + ".source", envelope.source(), errors);
  CheckOptionalName("agencies/", at + ".holder", envelope.holder(), errors);
  CheckOptionalName("componentProjects/", at + ".component_project", envelope.component_project(), errors);
  CheckOptionalProvince(at + ".province_code", envelope.province_code(), errors);
  if (!envelope.has_amount_vnd()) errors.Add(at + ".amount_vnd", "Thiếu số tiền.", "The amount is missing.");
  CheckAmount(at + ".amount_vnd", envelope.amount_vnd(), errors);
}

/// False when a list is too long to be looked into.
bool CheckLength(const std::string& field, int size, int most, rpc::FieldErrors& errors) {
  if (size <= most) return true;
  errors.Add(field, "Quá " + std::to_string(most) + " mục.",
             "There are more than " + std::to_string(most) + ".");
  return false;
}

template <class Terms>
void CheckEnvelopes(const std::string& prefix, const Terms& terms, rpc::FieldErrors& errors) {
  const std::string list = prefix + "envelopes";
  if (!CheckLength(list, terms.envelopes_size(), kMaxEnvelopes, errors)) return;
  std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
  for (int i = 0; i < terms.envelopes_size(); ++i) {
    const pb::Envelope& envelope = terms.envelopes(i);
    const std::string at = At(list.c_str(), i, "");
    CheckEnvelope(at, envelope, errors);
    if (!seen.emplace(envelope.source(), envelope.holder(), envelope.component_project(),
                      envelope.province_code())
             .second) {
      errors.Add(at, "Phạm vi này đã có hạn mức.", "The same lines have an envelope already.");
    }
  }
}

/// What a round and a scenario have in common.
template <class Terms>
void CheckTerms(const std::string& prefix, const Terms& terms, rpc::FieldErrors& errors) {
  if (CheckLength(prefix + "plans", terms.plans_size(), kMaxPlans, errors)) {
    for (int i = 0; i < terms.plans_size(); ++i) {
      CheckName("plans/", At((prefix + "plans").c_str(), i, ""), terms.plans(i), errors);
    }
  }
  if (!pb::Method_IsValid(terms.method()))
    errors.Add(prefix + "method", "Phương pháp không có.", "There is no such method.");
  CheckEnvelopes(prefix, terms, errors);
  if (CheckLength(prefix + "priorities", terms.priorities_size(), kMaxRules, errors)) {
    for (int i = 0; i < terms.priorities_size(); ++i) {
      const std::string at = At((prefix + "priorities").c_str(), i, "");
      CheckSelector(at + ".lines", terms.priorities(i).lines(), errors);
      if (terms.priorities(i).rank() < 1 || terms.priorities(i).rank() > kMaxRank)
        errors.Add(at + ".rank", "Thứ tự phải từ 1 đến 1000.", "The rank must be 1 to 1000.");
    }
  }
  if (!CheckLength(prefix + "guarantees", terms.guarantees_size(), kMaxRules, errors)) return;
  for (int i = 0; i < terms.guarantees_size(); ++i) {
    const pb::Guarantee& guarantee = terms.guarantees(i);
    const std::string at = At((prefix + "guarantees").c_str(), i, "");
    CheckSelector(at + ".lines", guarantee.lines(), errors);
    CheckAmount(at + ".minimum_vnd", guarantee.minimum_vnd(), errors);
    if (guarantee.minimum_basis_points() < 0 || guarantee.minimum_basis_points() > kWholeBasisPoints)
      errors.Add(at + ".minimum_basis_points", "Phải từ 0 đến 10000.", "It must be 0 to 10,000.");
  }
}

void CheckSide(const std::string& side, const std::string& round, bool has_scenario,
               const pb::Scenario& scenario, rpc::FieldErrors& errors) {
  CheckOptionalName("rounds/", side + "_round", round, errors);
  if (round.empty() == has_scenario) {
    if (has_scenario) CheckTerms(side + ".", scenario, errors);
  } else {
    errors.Add(side, "Nêu một đợt phân bổ đã lưu hoặc một phương án, không cả hai.",
               "Name a stored round or a scenario, not both.");
  }
  CheckOptionalName("programmes/", side + ".programme", scenario.programme(), errors);
  if (scenario.budget_year() != 0) CheckYear(side + ".budget_year", scenario.budget_year(), errors);
}

/// A document that proves a ground is pinned by its digest; a supplement is known here by its name.
void CheckProofDigest(const pb::Adjustment& given, rpc::FieldErrors& errors) {
  const std::string& digest = given.proof_sha256();
  const bool names_adjustment =
      given.proof().rfind("adjustments/", 0) == 0 || given.ground() == "SUPPLEMENT_AFTER_30_SEPTEMBER";
  if (digest.empty() && names_adjustment) return;
  if (digest.size() == 64 && digest.find_first_not_of("0123456789abcdef") == std::string::npos) return;
  errors.Add("adjustment.proof_sha256", "Thiếu mã băm SHA-256 (64 chữ số hex thường) của văn bản chứng minh.",
             "The SHA-256 (64 lower-case hex digits) of the document that proves the ground is missing.");
}

}  // namespace

absl::Status Check(const pb::CreateRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("programmes/", "programme", request.programme(), errors);
  CheckYear("budget_year", request.budget_year(), errors);
  CheckTerms("", request, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::CompareRoundsRequest& request) {
  rpc::FieldErrors errors;
  CheckSide("base", request.base_round(), request.has_base(), request.base(), errors);
  CheckSide("other", request.other_round(), request.has_other(), request.other(), errors);
  const bool two_scenarios = request.base_round().empty() && request.other_round().empty();
  if (two_scenarios && request.base().programme().empty() && request.other().programme().empty())
    errors.Add("base.programme", "Thiếu chương trình.", "The programme is missing.");
  if (two_scenarios && request.base().budget_year() == 0 && request.other().budget_year() == 0)
    errors.Add("base.budget_year", "Thiếu năm ngân sách.", "The budget year is missing.");
  return errors.ToStatus();
}

absl::Status Check(const pb::WithdrawRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("reason", request.reason(), 1, kMaxText, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::RevokeRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  CheckText("reason", request.reason(), 1, kMaxText, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::GetRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "name", request.name(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ListRoundLinesRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "round", request.round(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ApproveRoundRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rounds/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  CheckText("part_of", request.part_of(), 0, kMaxNumber, errors);
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
  const bool cut = given.kind() == pb::Adjustment::KIND_CUT;
  rpc::FieldErrors errors;
  if (!virement && !supplement && !carry_over && !cut) {
    errors.Add("adjustment.kind", "Loại điều chỉnh không có.", "There is no such kind of adjustment.");
  }
  CheckName("programmes/", "adjustment.programme", given.programme(), errors);
  CheckYear("adjustment.budget_year", given.budget_year(), errors);
  CheckSource("adjustment.source", given.source(), errors);
  if (!supplement) CheckName("", "adjustment.from_budget_line", given.from_budget_line(), errors);
  if (virement || supplement) CheckName("", "adjustment.to_budget_line", given.to_budget_line(), errors);
  if (virement && given.from_budget_line() == given.to_budget_line()) {
    errors.Add("adjustment.to_budget_line", "Dòng nhận phải khác dòng chuyển.", "The lines must differ.");
  }
  if (supplement && !given.from_budget_line().empty()) {
    errors.Add("adjustment.from_budget_line", "Khoản bổ sung không có dòng chuyển.",
               "A supplement has no giving line.");
  }
  if (cut && !given.to_budget_line().empty()) {
    errors.Add("adjustment.to_budget_line", "Khoản cắt giảm không có dòng nhận.",
               "A cut has no receiving line.");
  }
  if (carry_over && !given.to_budget_line().empty() && given.to_budget_line() != given.from_budget_line()) {
    errors.Add("adjustment.to_budget_line", "Chuyển nguồn giữ nguyên dòng ngân sách.",
               "A carry-over keeps its line.");
  }
  CheckText("adjustment.reason", given.reason(), 1, kMaxText, errors);
  if (carry_over) {
    CheckText("adjustment.ground", given.ground(), 1, kMaxNumber, errors);
    CheckText("adjustment.proof", given.proof(), 1, kMaxNumber, errors);
    CheckProofDigest(given, errors);
    CheckOptionalName("commitments/", "adjustment.commitment", given.commitment(), errors);
  }
  return WithAmount(errors, "adjustment.amount_vnd", given.has_amount_vnd(), given.amount_vnd());
}

absl::Status Check(const pb::ApproveAdjustmentRequest& request) {
  rpc::FieldErrors errors;
  CheckName("adjustments/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  CheckText("part_of", request.part_of(), 0, kMaxNumber, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ListAllotmentsRequest& request) {
  rpc::FieldErrors errors;
  CheckText("province_2025", request.province_2025(), 0, 2, errors);
  CheckOptionalName("agencies/", "agency", request.agency(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::CreateHandOverRequest& request) {
  rpc::FieldErrors errors;
  CheckName("programmes/", "programme", request.programme(), errors);
  CheckYear("budget_year", request.budget_year(), errors);
  CheckName("agencies/", "from_agency", request.from_agency(), errors);
  CheckText("reason", request.reason(), 1, kMaxText, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ApproveHandOverRequest& request) {
  rpc::FieldErrors errors;
  CheckName("handOvers/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  CheckText("part_of", request.part_of(), 0, kMaxNumber, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::GetBudgetExecutionRequest& request) {
  rpc::FieldErrors errors;
  CheckName("programmes/", "programme", request.programme(), errors);
  CheckYear("budget_year", request.budget_year(), errors);
  CheckOptionalName("agencies/", "agency", request.agency(), errors);
  if (request.group_by().empty())
    errors.Add("group_by", "Cần ít nhất một chiều để tổng hợp.", "At least one dimension is needed.");
  std::set<int> seen;
  for (int i = 0; i < request.group_by_size(); ++i) {
    const int dimension = request.group_by(i);
    if (dimension == pb::EXECUTION_DIMENSION_UNSPECIFIED || !pb::ExecutionDimension_IsValid(dimension)) {
      errors.Add(At("group_by", i, ""), "Không có chiều tổng hợp này.", "There is no such dimension.");
    } else if (!seen.insert(dimension).second) {
      errors.Add(At("group_by", i, ""), "Chiều này đã được nêu.", "This dimension was named before.");
    }
  }
  return errors.ToStatus();
}

absl::Status Check(const pb::ListLapsingRequest& request) {
  rpc::FieldErrors errors;
  CheckYear("budget_year", request.budget_year(), errors);
  CheckOptionalName("programmes/", "programme", request.programme(), errors);
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
  if (request.record_for().empty()) return errors.ToStatus();
  if (!request.independent() || request.record_for_size() != request.subjects_size()) {
    errors.Add("record_for", "Cần independent và mỗi đối tượng một chứng từ.",
               "It needs independent, and one document a subject.");
  }
  for (int i = 0; i < request.record_for_size(); ++i) {
    CheckName("requests/", At("record_for", i, ".document"), request.record_for(i).document(), errors);
    CheckText(At("record_for", i, ".actor"), request.record_for(i).actor(), 1, kMaxActor, errors);
  }
  return errors.ToStatus();
}

}  // namespace cpb::allocation
