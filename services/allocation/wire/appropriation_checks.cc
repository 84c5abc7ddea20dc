// Fields of appropriations and frameworks.
#include "services/allocation/domain/exchange.h"
#include "services/allocation/wire/checks.h"
#include "services/allocation/wire/fields.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMaxText = 4000, kMaxNumber = 200;
constexpr int kMaxFrameworkYears = 10;

/// A grant in its own currency: all of currency, amount, rate and day, or none.
void CheckForeignAmount(const pb::Appropriation& given, rpc::FieldErrors& errors) {
  if (given.currency().empty()) {
    if (given.has_foreign_amount_minor() || !given.exchange_rate().empty() ||
        !given.exchange_rate_date().empty()) {
      errors.Add("appropriation.currency", "Thiếu loại tiền.", "The currency is missing.");
    }
    return;
  }
  if (!MinorDigits(given.currency()))
    errors.Add("appropriation.currency", "Không có loại tiền này.", "There is no such currency.");
  if (!given.has_foreign_amount_minor() || given.foreign_amount_minor() < 1) {
    errors.Add("appropriation.foreign_amount_minor", "Số tiền ngoại tệ phải ít nhất là 1.",
               "The amount in the currency must be at least 1.");
  }
  CheckAmount("appropriation.foreign_amount_minor", given.foreign_amount_minor(), errors);
  if (!ParseRate(given.exchange_rate())) {
    errors.Add("appropriation.exchange_rate",
               "Tỷ giá phải là số thập phân dương, nhiều nhất 6 chữ số lẻ, ví dụ 3456.78.",
               "The rate must be a positive decimal with at most 6 places, for example 3456.78.");
  }
  CheckDate("appropriation.exchange_rate_date", given.exchange_rate_date(), /*may_be_empty=*/false, errors);
}

void CheckReserve(const pb::Appropriation& given, rpc::FieldErrors& errors) {
  CheckAmount("appropriation.reserve_vnd", given.reserve_vnd(), errors);
  if (given.kind() == pb::Appropriation::KIND_CUT && given.reserve_vnd() != 0) {
    errors.Add("appropriation.reserve_vnd", "Khoản cắt giảm không có dự phòng.", "A cut has no reserve.");
  }
}

/// A release or a cut.
template <class Request>
absl::Status CheckReserveStep(const Request& request) {
  rpc::FieldErrors errors;
  CheckName("appropriations/", "name", request.name(), errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  CheckText("reason", request.reason(), 1, kMaxText, errors);
  CheckText("part_of", request.part_of(), 0, kMaxNumber, errors);
  return WithAmount(errors, "amount_vnd", request.has_amount_vnd(), request.amount_vnd());
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
  if (!pb::Appropriation::Kind_IsValid(given.kind()))
    errors.Add("appropriation.kind", "Loại dự toán không có.", "There is no such kind of appropriation.");
  const bool change = given.kind() >= pb::Appropriation::KIND_SUPPLEMENT;
  CheckText("appropriation.reason", given.reason(), change ? 1 : 0, kMaxText, errors);
  CheckText("appropriation.part_of", given.part_of(), 0, kMaxNumber, errors);
  CheckForeignAmount(given, errors);
  CheckReserve(given, errors);
  // With a foreign amount the dong follow from it.
  const bool converted = !given.currency().empty() && !given.has_amount_vnd();
  return WithAmount(errors, "appropriation.amount_vnd", converted || given.has_amount_vnd(),
                    converted ? 1 : given.amount_vnd());
}

absl::Status Check(const pb::ReleaseReserveRequest& request) {
  return CheckReserveStep(request);
}
absl::Status Check(const pb::CutReserveRequest& request) {
  return CheckReserveStep(request);
}

absl::Status Check(const pb::CreateFrameworkRequest& request) {
  const pb::Framework& given = request.framework();
  rpc::FieldErrors errors;
  CheckName("programmes/", "framework.programme", given.programme(), errors);
  CheckYear("framework.first_year", given.first_year(), errors);
  CheckYear("framework.last_year", given.last_year(), errors);
  if (given.last_year() < given.first_year() ||
      given.last_year() - given.first_year() >= kMaxFrameworkYears) {
    errors.Add("framework.last_year", "Khung ngân sách dài từ 1 đến 10 năm.",
               "A framework holds for 1 to 10 years.");
  }
  if (!given.source().empty()) CheckSource("framework.source", given.source(), errors);
  CheckOptionalName("agencies/", "framework.holder", given.holder(), errors);
  CheckText("framework.decision_number", given.decision_number(), 1, kMaxNumber, errors);
  CheckDate("framework.decision_date", given.decision_date(), /*may_be_empty=*/false, errors);
  CheckOptionalName("frameworks/", "framework.replaces", given.replaces(), errors);
  return WithAmount(errors, "framework.amount_vnd", given.has_amount_vnd(), given.amount_vnd());
}

}  // namespace cpb::allocation
