#include "services/registration/wire/plan_service.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/money/money.h"
#include "libs/rpc/status.h"
#include "services/registration/wire/validate.h"

namespace cpb::registration {
namespace {

constexpr std::size_t kMaxNote = 1000;
constexpr std::size_t kMaxSearch = 200;
constexpr std::size_t kMaxTitle = 500;
constexpr std::size_t kMaxDecision = 300;
constexpr std::size_t kMaxDecisionNumber = 100;
constexpr std::size_t kMaxCsvBytes = 2 * 1024 * 1024;

/// Date of a province's decision, which lies in the past.
void CheckDecisionDate(const std::string& date, const std::string& field, clock::Date today,
                       rpc::FieldErrors& errors) {
  const auto parsed = clock::ParseDate(date);
  if (!parsed) {
    errors.Add(field, "Ngày phải có dạng YYYY-MM-DD.", "The date must be YYYY-MM-DD.");
  } else if (*parsed > today) {
    errors.Add(field, "Ngày quyết định ở tương lai.", "The date of the decision lies in the future.");
  }
}

/// Title, local decision and number of items of a plan that is created or updated.
void CheckPlanTexts(const v1::Plan& plan, clock::Date today, rpc::FieldErrors& errors) {
  CheckText(plan.title(), "plan.title", 1, kMaxTitle, errors);
  CheckText(plan.local_decision(), "plan.local_decision", 0, kMaxDecision, errors);
  if (!plan.local_decision_date().empty()) {
    CheckDecisionDate(plan.local_decision_date(), "plan.local_decision_date", today, errors);
  }
  if (plan.items_size() > kMaxItems) {
    errors.Add("plan.items", absl::StrCat("Quá ", kMaxItems, " nội dung: ", plan.items_size(), "."),
               absl::StrCat("More than ", kMaxItems, " items: ", plan.items_size(), "."));
  }
}

void CheckRemarks(const v1::ReturnPlanRequest& request, rpc::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < request.remarks_size(); ++i) {
    const std::string path = absl::StrCat("remarks[", i, "]");
    CheckText(request.remarks(i).remark(), path + ".remark", 1, kMaxNote, errors);
    if (!seen.insert(request.remarks(i).item_id()).second) {
      errors.Add(path + ".item_id", "Nội dung được nhận xét hai lần.", "The item is remarked on twice.");
    }
  }
  if (request.remarks().empty() && request.note().empty()) {
    errors.Add("remarks", "Phải có ít nhất một nhận xét hoặc ghi chú.",
               "At least one remark, or a note, is needed.");
  }
}

void CheckCuts(const v1::ApprovePlanRequest& request, rpc::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < request.cuts_size(); ++i) {
    const v1::ItemCut& cut = request.cuts(i);
    const std::string path = absl::StrCat("cuts[", i, "]");
    if (!seen.insert(cut.item_id()).second) {
      errors.Add(path + ".item_id", "Nội dung bị cắt hai lần.", "The item is cut twice.");
    }
    CheckText(cut.reason(), path + ".reason", 1, kMaxNote, errors);
    if (!cut.has_approved_vnd() || !money::Vnd::FromDong(cut.approved_vnd())) {
      errors.Add(path + ".approved_vnd", "Thiếu số tiền hoặc số tiền ngoài khoảng cho phép.",
                 "The amount is missing or out of bounds.");
    }
  }
}

/// Name, etag and note of a verb.
template <class Request>
rpc::FieldErrors CheckVerb(const Request& request) {
  rpc::FieldErrors errors;
  CheckPlanName(request.name(), errors);
  CheckEtag(request.etag(), "etag", errors);
  CheckText(request.note(), "note", 0, kMaxNote, errors);
  return errors;
}

}  // namespace

grpc::Status PlanServiceGrpc::OpenCycle(grpc::ServerContext* context, const v1::OpenCycleRequest* request,
                                        v1::OpenCycleResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckYear(request->budget_year(), "budget_year", errors);
    return cycles_.Open(call, *request, std::move(errors), *response);
  });
}

grpc::Status PlanServiceGrpc::ListCycles(grpc::ServerContext* context, const v1::ListCyclesRequest* request,
                                         v1::ListCyclesResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) { return cycles_.List(*response); });
}

grpc::Status PlanServiceGrpc::CreatePlan(grpc::ServerContext* context, const v1::CreatePlanRequest* request,
                                         v1::CreatePlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckYear(request->plan().budget_year(), "plan.budget_year", errors);
    CheckPlanTexts(request->plan(), call.today, errors);
    return edit_.Create(call, *request, std::move(errors), *response);
  });
}

grpc::Status PlanServiceGrpc::UpdatePlan(grpc::ServerContext* context, const v1::UpdatePlanRequest* request,
                                         v1::UpdatePlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    CheckEtag(request->plan().etag(), "plan.etag", errors);
    CheckPlanTexts(request->plan(), call.today, errors);
    return edit_.Update(call, *request, std::move(errors), *response);
  });
}

grpc::Status PlanServiceGrpc::ImportPlanItems(grpc::ServerContext* context,
                                              const v1::ImportPlanItemsRequest* request,
                                              v1::ImportPlanItemsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    CheckEtag(request->etag(), "etag", errors);
    if (request->csv().size() > kMaxCsvBytes) {
      errors.Add("csv", "Tệp lớn hơn 2 MiB.", "The file is larger than 2 MiB.");
    }
    return edit_.Import(call, *request, std::move(errors), *response);
  });
}

grpc::Status PlanServiceGrpc::RecordLocalDecision(grpc::ServerContext* context,
                                                  const v1::RecordLocalDecisionRequest* request,
                                                  v1::RecordLocalDecisionResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    CheckEtag(request->etag(), "etag", errors);
    CheckText(request->local_decision(), "local_decision", 1, kMaxDecision, errors);
    CheckDecisionDate(request->local_decision_date(), "local_decision_date", call.today, errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return edit_.RecordLocalDecision(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::CheckPlan(grpc::ServerContext* context, const v1::CheckPlanRequest* request,
                                        v1::CheckPlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return submit_.Check(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::SubmitPlan(grpc::ServerContext* context, const v1::SubmitPlanRequest* request,
                                         v1::SubmitPlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckVerb(*request).ToStatus());
    return submit_.Submit(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::ReturnPlan(grpc::ServerContext* context, const v1::ReturnPlanRequest* request,
                                         v1::ReturnPlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors = CheckVerb(*request);
    CheckRemarks(*request, errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return appraise_.Return(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::EndorsePlan(grpc::ServerContext* context, const v1::EndorsePlanRequest* request,
                                          v1::EndorsePlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckVerb(*request).ToStatus());
    return appraise_.Endorse(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::ApprovePlan(grpc::ServerContext* context, const v1::ApprovePlanRequest* request,
                                          v1::ApprovePlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors = CheckVerb(*request);
    CheckText(request->decision_number(), "decision_number", 1, kMaxDecisionNumber, errors);
    CheckCuts(*request, errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return appraise_.Approve(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::AnswerRemark(grpc::ServerContext* context,
                                           const v1::AnswerRemarkRequest* request,
                                           v1::AnswerRemarkResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    CheckEtag(request->etag(), "etag", errors);
    CheckText(request->answer(), "answer", 1, kMaxNote, errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return edit_.AnswerRemark(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::ComparePlanRevisions(grpc::ServerContext* context,
                                                   const v1::ComparePlanRevisionsRequest* request,
                                                   v1::ComparePlanRevisionsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    if (request->from_revision() < 0) {
      errors.Add("from_revision", "Số lần sửa đổi không được âm.", "The revision must not be negative.");
    }
    if (request->to_revision() < 0) {
      errors.Add("to_revision", "Số lần sửa đổi không được âm.", "The revision must not be negative.");
    }
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return read_.Compare(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::ListNotices(grpc::ServerContext* context, const v1::ListNoticesRequest* request,
                                          v1::ListNoticesResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    if (request->after_position() < 0) {
      errors.Add("after_position", "Vị trí không được âm.", "The position must not be negative.");
    }
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return notices_.List(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::GetPlan(grpc::ServerContext* context, const v1::GetPlanRequest* request,
                                      v1::GetPlanResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    if (request->revision() < 0) {
      errors.Add("revision", "Số lần sửa đổi không được âm.", "The revision must not be negative.");
    }
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return read_.Get(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::ListPlans(grpc::ServerContext* context, const v1::ListPlansRequest* request,
                                        v1::ListPlansResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    if (request->budget_year() != 0) CheckYear(request->budget_year(), "budget_year", errors);
    if (!v1::Plan::State_IsValid(request->state())) {
      errors.Add("state", "Không có trạng thái này.", "There is no such state.");
    }
    CheckProvinceCode(request->province_code(), "province_code", /*optional=*/true, errors);
    CheckText(request->text(), "text", 0, kMaxSearch, errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return read_.List(call, *request, *response);
  });
}

grpc::Status PlanServiceGrpc::ListPlanRevisions(grpc::ServerContext* context,
                                                const v1::ListPlanRevisionsRequest* request,
                                                v1::ListPlanRevisionsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckPlanName(request->name(), errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return read_.Revisions(call, *request, *response);
  });
}

}  // namespace cpb::registration
