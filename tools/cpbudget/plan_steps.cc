#include "tools/cpbudget/plan_steps.h"

#include <iostream>

#include "cpbudget/registration/v1/plan.grpc.pb.h"
#include "tools/cpbudget/format.h"
#include "tools/cpbudget/plan_workbook.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::registration::v1;
using Stub = pb::PlanService::Stub;

// Fills request id, name and etag; the etag of --etag, or the current one.
template <class Request>
absl::Status Begin(Context& context, Stub& stub, Request& request) {
  request.set_name(FullName("plans", context.arguments.operands[0]));
  std::string etag = context.arguments.Get("--etag");
  if (etag.empty()) {
    pb::GetPlanRequest get;
    get.set_name(request.name());
    pb::GetPlanResponse current;
    if (absl::Status status = Call(context, stub, &Stub::GetPlan, get, current); !status.ok()) return status;
    etag = current.plan().etag();
  }
  request.set_etag(etag);
  request.set_request_id(NewRequestId(context));
  context.etag = etag;
  return absl::OkStatus();
}

template <class Request, class Response>
int Finish(Context& context, Stub& stub,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
           const Request& request) {
  Response response;
  if (absl::Status status = Call(context, stub, method, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response.plan());
  PrintPlan(context, response.plan());
  return kDone;
}

// "03=text"
bool SplitPair(const std::string& text, std::string& key, std::string& value) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return false;
  key = text.substr(0, equals);
  value = text.substr(equals + 1);
  return true;
}

}  // namespace

int CreatePlan(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) {
    return PrintUsageError(context, {"--year là một năm.", "--year is a year."});
  }
  pb::CreatePlanRequest request;
  request.set_request_id(NewRequestId(context));
  pb::Plan& plan = *request.mutable_plan();
  plan.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  plan.set_budget_year(static_cast<std::int32_t>(year));
  plan.set_title(context.arguments.Get("--title"));
  plan.set_local_decision(context.arguments.Get("--local-decision"));
  plan.set_local_decision_date(context.arguments.Get("--local-decision-date"));
  plan.set_illustrative(context.arguments.Has("--illustrative"));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  return Finish(context, *stub, &Stub::CreatePlan, request);
}

int ImportPlan(Context& context) {
  pb::ImportPlanItemsRequest request;
  std::string csv;
  if (!ReadFile(context.arguments.operands[1], csv)) {
    context.err << context.Say({"Không đọc được tệp ", "Cannot read the file "})
                << context.arguments.operands[1] << '\n';
    return kUsage;
  }
  if (LooksLikeWorkbook(csv)) return ImportWorkbook(context, std::move(csv));
  request.set_csv(csv);
  request.set_validate_only(context.arguments.Has("--validate-only"));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  pb::ImportPlanItemsResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::ImportPlanItems, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  PrintPlan(context, response.plan());
  context.out << response.row_count()
              << (request.validate_only() ? context.Say({" dòng hợp lệ; chưa thay đổi gì.\n",
                                                         " rows are right; nothing was changed.\n"})
                                          : context.Say({" dòng đã nhập.\n", " rows imported.\n"}));
  return kDone;
}

int RecordLocalDecision(Context& context) {
  pb::RecordLocalDecisionRequest request;
  const auto stub = pb::PlanService::NewStub(Channel(context));
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_local_decision(context.arguments.Get("--decision"));
  request.set_local_decision_date(context.arguments.Get("--date"));
  return Finish(context, *stub, &Stub::RecordLocalDecision, request);
}

int SubmitPlan(Context& context) {
  pb::SubmitPlanRequest request;
  const auto stub = pb::PlanService::NewStub(Channel(context));
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_validate_only(context.arguments.Has("--validate-only"));
  request.set_note(context.arguments.Get("--note"));
  return Finish(context, *stub, &Stub::SubmitPlan, request);
}

int ReturnPlan(Context& context) {
  pb::ReturnPlanRequest request;
  for (const std::string& text : context.arguments.All("--remark")) {
    pb::ItemRemark& remark = *request.add_remarks();
    if (!SplitPair(text, *remark.mutable_item_id(), *remark.mutable_remark())) {
      return PrintUsageError(context, {"--remark có dạng MỤC=NHẬN XÉT.", "--remark is ITEM=TEXT."});
    }
  }
  request.set_note(context.arguments.Get("--note"));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  return Finish(context, *stub, &Stub::ReturnPlan, request);
}

int AnswerRemark(Context& context) {
  pb::AnswerRemarkRequest request;
  std::int64_t number = 0;
  if (!ReadNumber(context, "--number", 1, 1'000'000, number)) {
    return PrintUsageError(context,
                           {"--number là số của nhận xét.", "--number is the number of the remark."});
  }
  request.set_number(static_cast<std::int32_t>(number));
  request.set_answer(context.arguments.Get("--answer"));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  return Finish(context, *stub, &Stub::AnswerRemark, request);
}

int EndorsePlan(Context& context) {
  pb::EndorsePlanRequest request;
  const auto stub = pb::PlanService::NewStub(Channel(context));
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_note(context.arguments.Get("--note"));
  return Finish(context, *stub, &Stub::EndorsePlan, request);
}

int ApprovePlan(Context& context) {
  pb::ApprovePlanRequest request;
  for (const std::string& text : context.arguments.All("--cut")) {
    pb::ItemCut& cut = *request.add_cuts();
    std::string amount_text;
    std::int64_t amount = 0;
    if (!SplitPair(text, *cut.mutable_item_id(), amount_text) || !ReadAmount(amount_text, amount)) {
      return PrintUsageError(context, {"--cut có dạng MỤC=SỐ TIỀN (đồng).", "--cut is ITEM=AMOUNT in dong."});
    }
    cut.set_approved_vnd(amount);
    cut.set_reason(context.arguments.Get("--cut-reason"));
  }
  request.set_decision_number(context.arguments.Get("--decision"));
  request.set_note(context.arguments.Get("--note"));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  return Finish(context, *stub, &Stub::ApprovePlan, request);
}

}  // namespace cpb::cli
