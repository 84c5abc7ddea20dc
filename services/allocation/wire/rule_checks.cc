#include "services/allocation/wire/rule_checks.h"

#include "services/allocation/wire/fields.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMaxInstrument = 200, kMaxVersion = 64;

void CheckVersion(const std::string& field, const std::string& version, rpc::FieldErrors& errors) {
  CheckText(field, version, 0, kMaxVersion, errors);
}

void CheckView(const std::string& field, const pb::RulebookView& view, rpc::FieldErrors& errors) {
  CheckVersion(field + ".rulebook_version", view.rulebook_version(), errors);
  CheckDate(field + ".as_of_date", view.as_of_date(), /*may_be_empty=*/true, errors);
  CheckOptionalName("rulebookDrafts/", field + ".draft", view.draft(), errors);
  if (!view.draft().empty() && !view.rulebook_version().empty()) {
    errors.Add(field, "Chỉ ghi phiên bản hoặc dự thảo.", "Give a version or a draft, not both.");
  }
}

}  // namespace

absl::Status Check(const pb::ListRulesRequest& request) {
  rpc::FieldErrors errors;
  CheckDate("as_of_date", request.as_of_date(), /*may_be_empty=*/true, errors);
  CheckText("instrument", request.instrument(), 0, kMaxInstrument, errors);
  CheckVersion("rulebook_version", request.rulebook_version(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ListDecisionsRequest& request) {
  rpc::FieldErrors errors;
  if (request.document().rfind("adjustments/", 0) == 0) {
    CheckName("adjustments/", "document", request.document(), errors);
  } else if (request.document().rfind("requests/", 0) == 0) {
    CheckName("requests/", "document", request.document(), errors);
  } else {
    CheckOptionalName("rounds/", "document", request.document(), errors);
  }
  return errors.ToStatus();
}

absl::Status Check(const pb::ReplayDecisionRequest& request) {
  rpc::FieldErrors errors;
  CheckName("decisions/", "name", request.name(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::CompareRulebooksRequest& request) {
  rpc::FieldErrors errors;
  CheckName("programmes/", "programme", request.programme(), errors);
  CheckYear("budget_year", request.budget_year(), errors);
  CheckView("base", request.base(), errors);
  CheckView("other", request.other(), errors);
  return errors.ToStatus();
}

}  // namespace cpb::allocation
