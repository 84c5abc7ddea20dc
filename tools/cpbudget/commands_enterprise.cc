// enterprise …: enterprises' own money beside state support.
#include <iostream>

#include "cpbudget/allocation/v1/enterprise.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;
using Stub = pb::EnterpriseService::Stub;

int PrintCommitments(Context& context, const pb::ListEnterpriseCommitmentsResponse& all) {
  if (context.json) return PrintJson(context, all);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Dòng ngân sách", "Budget line"})},
                   {say({"Cơ sở", "Establishment"})},
                   {say({"Theo kế hoạch", "Planned"}), Align::kRight},
                   {say({"Cam kết", "Committed"}), Align::kRight},
                   {say({"Nhà nước hỗ trợ", "State support"}), Align::kRight},
                   {say({"Văn bản", "Document"})}}};
  for (const pb::EnterpriseCommitment& one : all.enterprise_commitments()) {
    table.Add({one.budget_line(), ShortName(one.establishment()), Dong(one.planned_vnd()),
               Dong(one.committed_vnd()), Dong(one.support_vnd()), one.document_number()});
  }
  context.out << table.ToString();
  return kDone;
}

int ListCommitments(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year))
    return PrintUsageError(context, {"Năm không hợp lệ.", "That is no year."});
  pb::ListEnterpriseCommitmentsRequest request;
  request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  request.set_budget_year(static_cast<std::int32_t>(year));
  if (context.arguments.Has("--establishment"))
    request.set_establishment(FullName("establishments", context.arguments.Get("--establishment")));
  const auto stub = pb::EnterpriseService::NewStub(Channel(context));
  pb::ListEnterpriseCommitmentsResponse all;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListEnterpriseCommitments, request, all);
      !status.ok())
    return PrintFailure(context, status);
  return PrintCommitments(context, all);
}

int RecordCommitment(Context& context) {
  const Arguments& given = context.arguments;
  std::int64_t amount = 0;
  if (!ReadAmount(given.Get("--amount"), amount))
    return PrintUsageError(context, {"Số tiền không hợp lệ.", "That is no amount."});
  pb::RecordEnterpriseCommitmentRequest request;
  request.set_plan(FullName("plans", given.operands[0]));
  request.set_item_id(given.Get("--item"));
  request.set_committed_vnd(amount);
  request.set_document_number(given.Get("--document"));
  request.set_document_date(given.Get("--document-date"));
  request.set_document_sha256(given.Get("--document-sha256"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::EnterpriseService::NewStub(Channel(context));
  pb::RecordEnterpriseCommitmentResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::RecordEnterpriseCommitment, request, response);
      !status.ok())
    return PrintFailure(context, status);
  pb::ListEnterpriseCommitmentsResponse one;
  *one.add_enterprise_commitments() = response.enterprise_commitment();
  return PrintCommitments(context, one);
}

}  // namespace

void AddEnterpriseCommands(std::vector<Command>& commands) {
  commands.push_back(
      {"enterprise list",
       {"vốn của doanh nghiệp bên cạnh hỗ trợ của nhà nước", "enterprises' own money beside state support"},
       {},
       {{"--programme", "ID", {"chương trình", "programme"}, true},
        {"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
        {"--establishment", "TAX-CODE", {"cơ sở", "establishment"}}},
       ListCommitments});
  commands.push_back(
      {"enterprise record",
       {"ghi nhận cam kết vốn của doanh nghiệp cho một mục kế hoạch",
        "record what an enterprise binds itself to for an item of a plan"},
       {{"PLAN", {"kế hoạch", "the plan"}}},
       {{"--item", "ITEM", {"mục của kế hoạch", "item of the plan"}, true},
        {"--amount", "DONG", {"số tiền; 0 để rút lại", "amount; 0 takes it back"}, true},
        {"--document", "NUMBER", {"số văn bản", "number of the document"}, true},
        {"--document-date", "DATE", {"ngày văn bản", "its day"}, true},
        {"--document-sha256", "HEX", {"mã băm SHA-256 của văn bản", "SHA-256 of the document"}}},
       RecordCommitment});
}

}  // namespace cpb::cli
