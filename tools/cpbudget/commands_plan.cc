// plan …: reading plans. The steps that change one are in commands_plan_steps.cc.
#include <iostream>

#include "cpbudget/registration/v1/plan.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"
#include "tools/cpbudget/plan_steps.h"
#include "tools/cpbudget/plan_workbook.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::registration::v1;
using Stub = pb::PlanService::Stub;

std::string State(const pb::Plan& plan, Language language) {
  return StateWord(pb::Plan::State_Name(plan.state()), language);
}

std::int64_t Sum(const google::protobuf::RepeatedPtrField<cpbudget::types::v1::Funding>& fundings) {
  std::int64_t sum = 0;
  for (const auto& funding : fundings) {
    if (funding.source() != "enterprise") sum += funding.amount_vnd();
  }
  return sum;
}

int ListPlans(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) {
    return PrintUsageError(context, {"--year là một năm.", "--year is a year."});
  }
  pb::ListPlansRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  request.set_province_code(context.arguments.Get("--province"));
  if (context.arguments.Has("--state")) {
    std::string name = "STATE_" + context.arguments.Get("--state");
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    pb::Plan::State state = pb::Plan::STATE_UNSPECIFIED;
    if (!pb::Plan::State_Parse(name, &state)) {
      return PrintUsageError(context, {"--state: draft, submitted, returned, endorsed, approved.",
                                       "--state is draft, submitted, returned, endorsed or approved."});
    }
    request.set_state(state);
  }
  const auto stub = pb::PlanService::NewStub(Channel(context));
  pb::ListPlansResponse plans;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListPlans, request, plans); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, plans);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Kế hoạch", "Plan"})},
                   {say({"Năm", "Year"}), Align::kRight},
                   {say({"Tỉnh", "Province"})},
                   {say({"Trạng thái", "State"})},
                   {say({"Đề nghị", "Requested"}), Align::kRight},
                   {say({"Được duyệt", "Approved"}), Align::kRight},
                   {say({"Tên", "Title"})}}};
  for (const pb::Plan& plan : plans.plans()) {
    table.Add({ShortName(plan.name()), std::to_string(plan.budget_year()), plan.province_code(),
               State(plan, context.language), Dong(plan.requested_vnd()), Dong(plan.approved_vnd()),
               plan.title()});
  }
  context.out << table.ToString();
  return kDone;
}

int ShowPlan(Context& context) {
  std::int64_t revision = 0;
  if (!ReadNumber(context, "--revision", 1, 1'000'000, revision)) {
    return PrintUsageError(context, {"--revision là một số từ 1.", "--revision is a number from 1."});
  }
  pb::GetPlanRequest request;
  request.set_name(FullName("plans", context.arguments.operands[0]));
  request.set_revision(static_cast<std::int32_t>(revision));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  pb::GetPlanResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::GetPlan, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response.plan());
  PrintPlan(context, response.plan());
  return kDone;
}

int CheckPlan(Context& context) {
  pb::CheckPlanRequest request;
  request.set_name(FullName("plans", context.arguments.operands[0]));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  pb::CheckPlanResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::CheckPlan, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Mục", "Item"})},
                   {say({"Đề nghị", "Requested"}), Align::kRight},
                   {say({"Theo quy định còn", "Left by the rules"}), Align::kRight}}};
  for (const pb::ItemAdmissible& item : response.items()) {
    table.Add({item.item_id(), Dong(item.requested_vnd()), Dong(item.admissible_vnd())});
  }
  context.out << table.ToString() << FindingLines(response.findings(), context.language)
              << (response.submittable() ? context.Say({"Có thể trình.\n", "It may be submitted.\n"})
                                         : context.Say({"Chưa thể trình.\n", "It may not be submitted.\n"}));
  return kDone;
}

int ComparePlan(Context& context) {
  std::int64_t from = 0;
  std::int64_t to = 0;
  if (!ReadNumber(context, "--from", 1, 1'000'000, from) || !ReadNumber(context, "--to", 1, 1'000'000, to)) {
    return PrintUsageError(context, {"--from, --to là số từ 1.", "--from and --to are numbers from 1."});
  }
  pb::ComparePlanRevisionsRequest request;
  request.set_name(FullName("plans", context.arguments.operands[0]));
  request.set_from_revision(static_cast<std::int32_t>(from));
  request.set_to_revision(static_cast<std::int32_t>(to));
  const auto stub = pb::PlanService::NewStub(Channel(context));
  pb::ComparePlanRevisionsResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::ComparePlanRevisions, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Mục", "Item"})},
                   {say({"Thay đổi", "Change"})},
                   {say({"Trước", "Before"}), Align::kRight},
                   {say({"Sau", "After"}), Align::kRight},
                   {say({"Nội dung", "Title"})}}};
  for (const pb::ItemChange& change : response.changes()) {
    const bool added = change.kind() == pb::ItemChange::KIND_ADDED;
    const bool removed = change.kind() == pb::ItemChange::KIND_REMOVED;
    table.Add({change.item_id(),
               added     ? say({"thêm", "added"})
               : removed ? say({"bỏ", "removed"})
                         : say({"sửa", "changed"}),
               Dong(Sum(change.before().requested())), Dong(Sum(change.after().requested())),
               removed ? change.before().title() : change.after().title()});
  }
  context.out << table.ToString();
  return kDone;
}

int ListNotices(Context& context) {
  const auto stub = pb::PlanService::NewStub(Channel(context));
  pb::ListNoticesResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::ListNotices, pb::ListNoticesRequest{}, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  for (const pb::Notice& notice : response.notices()) {
    context.out << Printable(context.Say({notice.text_vi(), notice.text_en()})) << '\n';
  }
  return kDone;
}

const Operand kPlan{"PLAN",
                    {"kế hoạch, ví dụ SXSH2020-2019-SCT-68", "the plan, for example SXSH2020-2019-SCT-68"}};
const Option kEtag{
    "--etag", "ETAG", {"bản đã xem; mặc định: bản hiện hành", "version you saw; default: the current one"}};
const Option kNote{"--note", "TEXT", {"ghi chú", "note"}};
const Option kValidateOnly{
    "--validate-only", "", {"chỉ kiểm tra, không thay đổi gì", "check only, change nothing"}};

}  // namespace

void PrintPlan(Context& context, const pb::Plan& plan) {
  Facts facts{context.language};
  facts.Add({"Kế hoạch", "Plan"}, plan.name());
  facts.Add({"Tên", "Title"}, plan.title());
  facts.Add({"Đơn vị", "Agency"}, plan.agency());
  facts.Add({"Trạng thái", "State"}, State(plan, context.language));
  facts.Add({"Lần sửa", "Revision"}, std::to_string(plan.revision()));
  facts.Add({"Đề nghị", "Requested"}, Dong(plan.requested_vnd()));
  facts.Add({"Được duyệt", "Approved"}, Dong(plan.approved_vnd()));
  facts.Add({"Số liệu minh họa", "Illustrative"},
            plan.illustrative() ? std::string{context.Say({"có", "yes"})} : "");
  facts.Add({"Etag", "Etag"}, plan.etag());
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable items{{{say({"Mục", "Item"})},
                   {say({"Đề án", "Project"})},
                   {say({"Tổng chi phí", "Eligible cost"}), Align::kRight},
                   {say({"Đề nghị", "Requested"}), Align::kRight},
                   {say({"Còn theo quy định", "Left by rules"}), Align::kRight},
                   {say({"Được duyệt", "Approved"}), Align::kRight},
                   {say({"Nội dung", "Title"})}}};
  std::string notes;
  for (const pb::PlanItem& item : plan.items()) {
    items.Add({item.item_id(), ShortName(item.component_project()), Dong(item.eligible_cost_vnd()),
               Dong(Sum(item.requested())), Dong(item.admissible_vnd()), Dong(Sum(item.approved())),
               item.title()});
    notes += FindingLines(item.findings(), context.language);
    if (!item.remark().empty()) notes += "  - " + item.item_id() + ": " + Printable(item.remark()) + '\n';
  }
  context.out << facts.ToString() << '\n' << items.ToString() << notes;
  for (const pb::PlanEvent& event : plan.history()) {
    context.out << LocalTime(event.time()) << "  " << event.action() << "  "
                << Printable(event.actor_name().empty() ? event.actor() : event.actor_name())
                << (event.acting_for().empty() ? "" : " (→ " + event.acting_for() + ")")
                << (event.note().empty() ? "" : ": " + Printable(event.note())) << '\n';
  }
}

void AddPlanCommands(std::vector<Command>& commands) {
  commands.push_back({"plan list",
                      {"liệt kê kế hoạch", "list plans"},
                      {},
                      {{"--year", "YEAR", {"năm ngân sách", "budget year"}},
                       {"--state",
                        "STATE",
                        {"draft, submitted, returned, endorsed, approved",
                         "draft, submitted, returned, endorsed, approved"}},
                       {"--province", "CODE", {"mã tỉnh hai chữ số", "two-digit province code"}}},
                      ListPlans});
  commands.push_back({"plan show",
                      {"xem một kế hoạch", "show a plan"},
                      {kPlan},
                      {{"--revision", "N", {"một lần sửa trước", "an earlier revision"}}},
                      ShowPlan});
  commands.push_back(
      {"plan create",
       {"lập kế hoạch của đơn vị mình", "draw up a plan of your own agency"},
       {},
       {{"--programme", "ID", {"chương trình, ví dụ SXSH2020", "programme, for example SXSH2020"}, true},
        {"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
        {"--title", "TEXT", {"tên kế hoạch", "title"}, true},
        {"--local-decision", "TEXT", {"số quyết định của tỉnh", "number of the province's decision"}},
        {"--local-decision-date", "DATE", {"ngày quyết định của tỉnh", "date of that decision"}},
        {"--illustrative", "", {"số liệu minh họa", "data invented for demonstration"}}},
       CreatePlan});
  commands.push_back(
      {"plan import",
       {"nhập các mục từ bảng tính hoặc tệp CSV", "import the items from a workbook or a CSV file"},
       {kPlan,
        {"FILE",
         {"bảng tính .xlsx hoặc .ods từ plan export, hoặc CSV UTF-8",
          "workbook .xlsx or .ods of plan export, or CSV in UTF-8"}}},
       {kValidateOnly, kEtag},
       ImportPlan});
  commands.push_back({"plan export",
                      {"lấy kế hoạch ra bảng tính để điền", "take a plan out as a workbook to fill in"},
                      {kPlan},
                      {{"--xlsx", "FILE", {"tệp sẽ ghi", "file to write"}, true},
                       {"--revision", "N", {"một lần sửa trước", "an earlier revision"}}},
                      ExportPlan});
  commands.push_back({"plan check",
                      {"xem quy định nói gì, chưa trình", "say what the rules find, without submitting"},
                      {kPlan},
                      {},
                      CheckPlan});
  commands.push_back(
      {"plan local-decision",
       {"ghi quyết định của tỉnh về kinh phí địa phương", "record the province's decision on its own money"},
       {kPlan},
       {{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true},
        {"--date", "DATE", {"ngày, YYYY-MM-DD", "date, YYYY-MM-DD"}, true},
        kEtag},
       RecordLocalDecision});
  commands.push_back({"plan submit",
                      {"trình kế hoạch", "submit a plan"},
                      {kPlan},
                      {kNote, kValidateOnly, kEtag},
                      SubmitPlan});
  commands.push_back(
      {"plan return",
       {"trả lại kế hoạch kèm nhận xét", "return a plan with remarks"},
       {kPlan},
       {kNote, {"--remark", "ITEM=TEXT", {"nhận xét cho một mục", "remark on one item"}, false, true}, kEtag},
       ReturnPlan});
  commands.push_back({"plan answer",
                      {"trả lời một nhận xét", "answer one remark"},
                      {kPlan},
                      {{"--number", "N", {"số của nhận xét", "number of the remark"}, true},
                       {"--answer", "TEXT", {"câu trả lời", "answer"}, true},
                       kEtag},
                      AnswerRemark});
  commands.push_back({"plan compare",
                      {"so sánh hai lần sửa", "say what differs between two revisions"},
                      {kPlan},
                      {{"--from", "N", {"lần sửa trước", "earlier revision"}},
                       {"--to", "N", {"lần sửa sau", "later revision"}}},
                      ComparePlan});
  commands.push_back({"notices", {"việc đến hạn và tin mới", "what is due, and news"}, {}, {}, ListNotices});
  commands.push_back({"plan endorse",
                      {"thông qua sau thẩm định", "endorse after appraisal"},
                      {kPlan},
                      {kNote, kEtag},
                      EndorsePlan});
  commands.push_back({"plan approve",
                      {"phê duyệt kế hoạch", "approve a plan"},
                      {kPlan},
                      {{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true},
                       {"--cut",
                        "ITEM=AMOUNT",
                        {"mức còn lại của một mục, đồng", "what remains of one item, dong"},
                        false,
                        true},
                       {"--cut-reason", "TEXT", {"lý do cắt giảm", "reason of the cuts"}},
                       kNote,
                       kEtag},
                      ApprovePlan});
}

}  // namespace cpb::cli
