#include "services/disbursement/app/access.h"

#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/domain/years.h"

namespace cpb::disbursement::app {
namespace {

/// Matches no agency: what people without one are narrowed to.
constexpr char kNoAgency[] = "agencies/-";

/// Bodies above the units, the treasury, auditors and programs see every unit; people of a unit, a central
/// one included, see their own.
bool SeesEveryUnit(const rpc::Call& call) {
  using namespace types::v1;
  if (!call.identity.province_code().empty()) return false;
  for (const Role role : {ROLE_APPRAISER, ROLE_APPROVER, ROLE_BUDGET_OFFICER, ROLE_TREASURY_OFFICER,
                          ROLE_AUDITOR, ROLE_ADMINISTRATOR, ROLE_PROGRAM}) {
    if (call.Has(role)) return true;
  }
  return false;
}

}  // namespace

absl::Status CheckOwnAgency(const rpc::Call& call, const std::string& agency, const std::string& resource) {
  if (call.identity.agency() == agency) return absl::OkStatus();
  return rpc::Refuse(kLineOfAnotherAgency, {{"resource", resource}, {"agency", agency}});
}

absl::Status CheckMaySee(const rpc::Call& call, const std::string& agency, const std::string& resource) {
  if (SeesEveryUnit(call) || call.identity.agency() == agency) return absl::OkStatus();
  return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", resource}});
}

absl::StatusOr<std::string> AgencyToList(const rpc::Call& call, const std::string& asked) {
  if (SeesEveryUnit(call)) return asked;
  if (!asked.empty()) CPB_RETURN_IF_ERROR(CheckMaySee(call, asked, asked));
  return call.identity.agency().empty() ? kNoAgency : call.identity.agency();
}

absl::Status CheckNotClosed(int budget_year, const std::optional<std::string>& closed_at) {
  if (!closed_at) return absl::OkStatus();
  const auto instant = clock::ParseInstant(*closed_at);
  return rpc::Refuse(kYearClosed,
                     {{"budget_year", std::to_string(budget_year)},
                      {"date", instant ? clock::FormatDate(clock::VietNamDate(*instant)) : *closed_at}});
}

absl::StatusOr<const pb::BudgetLine*> ChooseLineToSpend(const std::vector<store::Line>& years_of_line,
                                                        const rpc::Call& call, const std::string& line_id,
                                                        int asked_year, ledger::Step step) {
  std::vector<int> years;
  for (const store::Line& line : years_of_line) years.push_back(line.line.budget_year());
  const int year = years.empty() ? asked_year : ChooseBudgetYear(asked_year, years, step, call.today);
  for (const store::Line& found : years_of_line) {
    const pb::BudgetLine& line = found.line;
    if (line.budget_year() != year) continue;
    CPB_RETURN_IF_ERROR(CheckOwnAgency(call, line.agency(), line_id));
    if (const auto refusal =
            CheckNoDecider(call.signature(), line_id, {line.deciders().begin(), line.deciders().end()})) {
      return rpc::ToStatus(*refusal);
    }
    CPB_RETURN_IF_ERROR(CheckNotClosed(year, found.closed_at));
    if (const auto refusal = ledger::CheckPeriod(step, year, call.today)) return rpc::ToStatus(*refusal);
    return &line;
  }
  return rpc::Refuse(kLineNotFound,
                     {{"budget_line", line_id}, {"budget_year", year == 0 ? "?" : std::to_string(year)}});
}

absl::Status LockOpenYear(storage::Session& session, const rpc::Call& call, const std::string& programme,
                          int budget_year, ledger::Step step) {
  const store::Year year = store::LockYear(session, programme, budget_year);
  CPB_RETURN_IF_ERROR(CheckNotClosed(budget_year, year.closed_at));
  if (const auto refusal = ledger::CheckPeriod(step, budget_year, call.today)) return rpc::ToStatus(*refusal);
  return absl::OkStatus();
}

}  // namespace cpb::disbursement::app
