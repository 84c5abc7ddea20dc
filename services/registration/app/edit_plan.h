/// Preparing a plan: create, update, import of items, the province's own decision. The rules are asked as a
/// service to whoever types: without an answer the plan is stored without findings.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "services/registration/app/context.h"
#include "services/registration/app/item_check.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class EditPlan {
 public:
  explicit EditPlan(const Context& context) : context_{context} {}

  /// `errors` holds what the wire found wrong already; everything wrong is reported at once.
  absl::Status Create(const rpc::Call& call, const v1::CreatePlanRequest& request, rpc::FieldErrors errors,
                      v1::CreatePlanResponse& response) const;
  absl::Status Update(const rpc::Call& call, const v1::UpdatePlanRequest& request, rpc::FieldErrors errors,
                      v1::UpdatePlanResponse& response) const;
  absl::Status Import(const rpc::Call& call, const v1::ImportPlanItemsRequest& request,
                      rpc::FieldErrors errors, v1::ImportPlanItemsResponse& response) const;
  /// In import_workbook.cc.
  absl::Status ImportWorkbook(const rpc::Call& call, const v1::ImportPlanWorkbookRequest& request,
                              rpc::FieldErrors errors, v1::ImportPlanWorkbookResponse& response) const;
  /// In answer_remark.cc.
  absl::Status AnswerRemark(const rpc::Call& call, const v1::AnswerRemarkRequest& request,
                            v1::AnswerRemarkResponse& response) const;
  absl::Status RecordLocalDecision(const rpc::Call& call, const v1::RecordLocalDecisionRequest& request,
                                   v1::RecordLocalDecisionResponse& response) const;

 private:
  using Place = std::function<std::string(const ItemProblem&)>;

  /// Checks the items against catalogue and establishments, puts them in order and sums up.
  absl::Status Prepare(const Place& place, rpc::FieldErrors& errors, v1::Plan& plan) const;
  /// Asks the rules, at most for half of the time that is left.
  void Judge(const rpc::Call& call, v1::Plan& plan) const;
  /// Replaces the items of a locked plan by those of `edited`, as a new revision where that is due.
  absl::Status Apply(storage::Session& session, const rpc::Call& call, const v1::Plan& edited,
                     const std::string& etag, const std::string& note, v1::Plan& stored) const;

  Context context_;
};

}  // namespace cpb::registration
