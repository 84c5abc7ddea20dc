/// The commands that change a plan, and how a plan is printed.
#pragma once

#include "cpbudget/registration/v1/plan.pb.h"
#include "tools/cpbudget/context.h"

namespace cpb::cli {

void PrintPlan(Context& context, const cpbudget::registration::v1::Plan& plan);

int CreatePlan(Context& context);
int ImportPlan(Context& context);
int RecordLocalDecision(Context& context);
int SubmitPlan(Context& context);
int ReturnPlan(Context& context);
int AnswerRemark(Context& context);
int EndorsePlan(Context& context);
int ApprovePlan(Context& context);

}  // namespace cpb::cli
