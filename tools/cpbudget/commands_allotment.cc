// allotment list: what units were allotted, and the same rolled up to the provinces of 1 July 2025.
#include <iostream>

#include "cpbudget/allocation/v1/allocation.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;
using Stub = pb::AllocationService::Stub;

std::string PrintProvinces(const Context& context, const pb::ListAllotmentsResponse& response) {
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Tỉnh (2025)", "Province (2025)"})},
                   {say({"Gồm", "Made of"})},
                   {say({"Dòng", "Lines"}), Align::kRight},
                   {say({"Đầu năm", "Original"}), Align::kRight},
                   {say({"Sau điều chỉnh", "Revised"}), Align::kRight}}};
  for (const pb::AllottedProvince& one : response.provinces_2025()) {
    std::string codes;
    for (const std::string& code : one.province_codes()) codes += (codes.empty() ? "" : ", ") + code;
    table.Add({one.province_2025(), codes, std::to_string(one.lines()), Dong(one.original_vnd()),
               Dong(one.revised_vnd())});
  }
  return table.ToString();
}

std::string PrintLines(const Context& context, const pb::ListAllotmentsResponse& response) {
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Dòng ngân sách", "Budget line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Năm", "Year"})},
                   {say({"Đầu năm", "Original"}), Align::kRight},
                   {say({"Sau điều chỉnh", "Revised"}), Align::kRight}}};
  for (const pb::Allotment& one : response.allotments()) {
    table.Add({one.budget_line(), one.source(), std::to_string(one.budget_year()), Dong(one.original_vnd()),
               Dong(one.revised_vnd())});
  }
  return table.ToString();
}

int ListAllotments(Context& context) {
  const Arguments& given = context.arguments;
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year))
    return PrintUsageError(context, {"Năm không hợp lệ.", "That is no year."});
  pb::ListAllotmentsRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  if (given.Has("--agency")) request.set_agency(FullName("agencies", given.Get("--agency")));
  request.set_province_2025(given.Get("--province2025"));
  request.set_with_provinces_2025(given.Has("--roll-up"));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ListAllotmentsResponse response;
  if (given.Has("--roll-up")) {  // The sums are of all lines, whatever the page.
    request.set_page_size(1);
    if (absl::Status status = Call(context, *stub, &Stub::ListAllotments, request, response); !status.ok())
      return PrintFailure(context, status);
    response.clear_allotments();
    response.clear_next_page_token();
    if (context.json) return PrintJson(context, response);
    context.out << PrintProvinces(context, response);
    return kDone;
  }
  if (absl::Status status = ListAll(context, *stub, &Stub::ListAllotments, request, response); !status.ok())
    return PrintFailure(context, status);
  if (context.json) return PrintJson(context, response);
  context.out << PrintLines(context, response);
  return kDone;
}

}  // namespace

void AddAllotmentCommands(std::vector<Command>& commands) {
  commands.push_back(
      {"allotment list",
       {"dự toán đã giao cho các đơn vị; tổng hợp theo tỉnh từ 01/7/2025",
        "what units were allotted; rolled up to the provinces since 1 July 2025"},
       {},
       {{"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
        {"--agency", "AGENCY", {"đơn vị, ví dụ SCT-68", "agency, for example SCT-68"}},
        {"--province2025", "CODE", {"mã tỉnh từ 01/7/2025", "code of a province since 1 July 2025"}},
        {"--roll-up", "", {"chỉ tổng theo tỉnh từ 01/7/2025", "sums by province since 1 July 2025 alone"}}},
       ListAllotments});
}

}  // namespace cpb::cli
