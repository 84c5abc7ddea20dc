/// Own copies of approved plans.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::registration::v1::Plan;

/// Keeps the latest approved revision.
void SavePlan(storage::Session& session, const Plan& plan);
std::optional<Plan> FindPlan(storage::Session& session, const std::string& name);
/// Approved plans of a year that are in no round, by name.
std::vector<Plan> ListWaitingPlans(storage::Session& session, const std::string& programme, int budget_year);
/// All approved plans of a year, by name.
std::vector<Plan> ListPlansOfYear(storage::Session& session, const std::string& programme, int budget_year);

}  // namespace cpb::allocation
