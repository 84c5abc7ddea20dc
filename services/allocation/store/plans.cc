#include "services/allocation/store/plans.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kSavePlan[] =
    "INSERT INTO plan (name, programme, budget_year, message) VALUES (?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE message = VALUES(message)";
// By primary key.
constexpr char kFindPlan[] = "SELECT message FROM plan WHERE name = ?";
// By plan_of_year, then the primary key of round_plan.
constexpr char kListWaiting[] =
    "SELECT p.message FROM plan p LEFT JOIN round_plan r ON r.plan = p.name "
    "WHERE p.programme = ? AND p.budget_year = ? AND r.plan IS NULL ORDER BY p.name";
// By plan_of_year.
constexpr char kListYear[] = "SELECT message FROM plan WHERE programme = ? AND budget_year = ? ORDER BY name";

std::vector<Plan> ReadPlans(const std::vector<storage::Row>& rows) {
  std::vector<Plan> plans;
  for (const storage::Row& row : rows) plans.push_back(ReadMessage<Plan>(row.Text(0)));
  return plans;
}

}  // namespace

void SavePlan(storage::Session& session, const Plan& plan) {
  session.Execute(
      kSavePlan, {plan.name(), plan.programme(), std::int64_t{plan.budget_year()}, plan.SerializeAsString()});
}

std::optional<Plan> FindPlan(storage::Session& session, const std::string& name) {
  const auto row = session.QueryOne(kFindPlan, {name});
  if (!row) return std::nullopt;
  return ReadMessage<Plan>(row->Text(0));
}

std::vector<Plan> ListWaitingPlans(storage::Session& session, const std::string& programme, int budget_year) {
  return ReadPlans(session.Query(kListWaiting, {programme, std::int64_t{budget_year}}));
}

std::vector<Plan> ListPlansOfYear(storage::Session& session, const std::string& programme, int budget_year) {
  return ReadPlans(session.Query(kListYear, {programme, std::int64_t{budget_year}}));
}

}  // namespace cpb::allocation
