// hand-over …: a dissolved unit's money goes to its successor.
#include <iostream>

#include "cpbudget/allocation/v1/allocation.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;
using Stub = pb::AllocationService::Stub;

int BadYear(Context& context) {
  return PrintUsageError(context, {"Năm không hợp lệ.", "That is no year."});
}

int PrintHandOver(Context& context, const absl::Status& status, const pb::HandOver& one) {
  if (!status.ok()) return PrintFailure(context, status);
  if (context.json) return PrintJson(context, one);
  Facts facts{context.language};
  facts.Add({"Bàn giao", "Hand-over"}, one.name());
  facts.Add({"Trạng thái", "State"}, StateWord(pb::HandOver::State_Name(one.state()), context.language));
  facts.Add({"Từ", "From"}, one.from_agency());
  facts.Add({"Đến", "To"}, one.to_agency() + " (" + one.successor() + ")");
  facts.Add({"Bàn giao (đồng)", "Handed over"}, Dong(one.handed_vnd()));
  facts.Add({"Quyết định", "Decision"}, one.decision_number());
  facts.Add({"Etag", "Etag"}, one.etag());
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Dòng ngân sách", "Budget line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Khả dụng", "Free"}), Align::kRight},
                   {say({"Cam kết", "Committed"}), Align::kRight},
                   {say({"Tạm ứng", "Advanced"}), Align::kRight},
                   {say({"Ở lại: qua Kho bạc", "Stays: at the treasury"}), Align::kRight},
                   {say({"Dòng mới", "New line"})}}};
  for (const pb::HandOverLine& line : one.lines()) {
    table.Add({line.budget_line(), line.source(), Dong(line.handed_vnd()), Dong(line.handed_committed_vnd()),
               Dong(line.handed_advanced_vnd()), Dong(line.staying_advanced_vnd()), line.to_budget_line()});
  }
  context.out << facts.ToString() << '\n' << table.ToString();
  return kDone;
}

int CreateHandOver(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  pb::CreateHandOverRequest request;
  request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  request.set_budget_year(static_cast<std::int32_t>(year));
  request.set_from_agency(FullName("agencies", context.arguments.operands[0]));
  request.set_reason(context.arguments.Get("--reason"));
  request.set_validate_only(context.arguments.Has("--validate-only"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::CreateHandOverResponse response;
  const absl::Status status = Call(context, *stub, &Stub::CreateHandOver, request, response);
  return PrintHandOver(context, status, response.hand_over());
}

int ApproveHandOver(Context& context) {
  pb::ApproveHandOverRequest request;
  request.set_name(FullName("handOvers", context.arguments.operands[0]));
  context.etag = context.arguments.Get("--etag");
  request.set_etag(context.etag);
  request.set_decision_number(context.arguments.Get("--decision"));
  request.set_part_of(context.arguments.Get("--part-of"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ApproveHandOverResponse response;
  const absl::Status status = Call(context, *stub, &Stub::ApproveHandOver, request, response);
  return PrintHandOver(context, status, response.hand_over());
}

int ListHandOvers(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  pb::ListHandOversRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ListHandOversResponse all;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListHandOvers, request, all); !status.ok())
    return PrintFailure(context, status);
  if (context.json) return PrintJson(context, all);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Bàn giao", "Hand-over"})},
                   {say({"Từ", "From"})},
                   {say({"Đến", "To"})},
                   {say({"Số tiền", "Amount"}), Align::kRight},
                   {say({"Trạng thái", "State"})},
                   {say({"Etag", "Etag"})}}};
  for (const pb::HandOver& one : all.hand_overs()) {
    table.Add({ShortName(one.name()), ShortName(one.from_agency()), ShortName(one.to_agency()),
               Dong(one.handed_vnd()), StateWord(pb::HandOver::State_Name(one.state()), context.language),
               one.etag()});
  }
  context.out << table.ToString();
  return kDone;
}

}  // namespace

void AddHandOverCommands(std::vector<Command>& commands) {
  commands.push_back({"hand-over list",
                      {"liệt kê bàn giao dự toán", "list hand-overs"},
                      {},
                      {{"--year", "YEAR", {"năm ngân sách", "budget year"}}},
                      ListHandOvers});
  commands.push_back(
      {"hand-over create",
       {"đề nghị bàn giao dự toán của đơn vị đã giải thể cho đơn vị kế tục",
        "propose that the successor takes over what a dissolved unit has free"},
       {{"AGENCY", {"đơn vị đã giải thể, ví dụ SCT-60", "dissolved unit, for example SCT-60"}}},
       {{"--programme", "ID", {"chương trình", "programme"}, true},
        {"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
        {"--reason", "TEXT", {"lý do", "why"}, true},
        {"--validate-only", "", {"chỉ tính, không lưu", "compute without storing"}}},
       CreateHandOver});
  commands.push_back({"hand-over approve",
                      {"phê duyệt bàn giao và ghi sổ", "approve a hand-over and book it"},
                      {{"HAND-OVER", {"bàn giao", "the hand-over"}}},
                      {{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true},
                       kPartOf,
                       {"--etag", "ETAG", {"bản đã xem", "version you saw"}, true}},
                      ApproveHandOver});
}

}  // namespace cpb::cli
