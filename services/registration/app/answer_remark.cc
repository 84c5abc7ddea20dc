#include "google/protobuf/util/time_util.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/registration/app/edit_plan.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/domain/reasons.h"
#include "services/registration/store/remarks.h"

namespace cpb::registration {
namespace {

/// The remark, to be answered; NOT_FOUND, REMARK_ANSWERED.
absl::StatusOr<v1::PlanRemark*> Unanswered(v1::Plan& plan, int number) {
  const std::string shown = std::to_string(number);
  for (v1::PlanRemark& remark : *plan.mutable_remarks()) {
    if (remark.number() != number) continue;
    if (remark.has_answer_time())
      return rpc::Refuse(kRemarkAnswered, {{"plan", plan.name()}, {"number", shown}});
    return &remark;
  }
  return rpc::Refuse(refusal::kNotFound, {{"resource", plan.name() + ", remark " + shown}});
}

}  // namespace

absl::Status EditPlan::AnswerRemark(const rpc::Call& call, const v1::AnswerRemarkRequest& request,
                                    v1::AnswerRemarkResponse& response) const {
  return rpc::Once(
      *context_.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        v1::Plan& plan = *response.mutable_plan();
        CPB_ASSIGN_OR_RETURN(plan, LockPlan(session, call, request.name()));
        CPB_RETURN_IF_ERROR(CheckOwnAgency(call, plan));
        CPB_ASSIGN_OR_RETURN(const PlanFacts facts, FactsOf(session, plan));
        CPB_RETURN_IF_ERROR(CheckStepOf(call, facts, Action::kAnswer, request.etag()));
        CPB_ASSIGN_OR_RETURN(v1::PlanRemark* const remark, Unanswered(plan, request.number()));
        remark->set_answer(request.answer());
        remark->set_answerer(call.actor());
        remark->set_answerer_name(call.identity.display_name());
        *remark->mutable_answer_time() =
            google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(call.now.time_since_epoch().count());
        store::SaveAnswer(session, plan, *remark);
        RecordStep(call, Action::kAnswer, request.answer(), plan);
        SavePlan(session, call, plan);
        return absl::OkStatus();
      });
}

}  // namespace cpb::registration
