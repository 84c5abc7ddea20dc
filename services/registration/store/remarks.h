/// Remarks on a plan and their answers, in table `plan_remark`.
#pragma once

#include "libs/storage/database.h"
#include "services/registration/store/messages.h"

namespace cpb::registration::store {

/// Fills `plan.remarks` up to the plan's revision.
void LoadRemarks(storage::Session& session, v1::Plan& plan);
/// Writes the last `count` remarks of the plan.
void InsertRemarks(storage::Session& session, const v1::Plan& plan, int count);
/// Writes the answer of a remark of the plan.
void SaveAnswer(storage::Session& session, const v1::Plan& plan, const v1::PlanRemark& remark);

}  // namespace cpb::registration::store
