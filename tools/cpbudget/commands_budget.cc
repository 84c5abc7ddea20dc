// appropriation … and framework …: money granted for a year, and the ceilings over years.
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
int BadAmount(Context& context) {
  return PrintUsageError(context, {"Số tiền không hợp lệ.", "That is no amount."});
}

/// "100050 DKK × 3456.78 (2019-01-09)", the amount in minor units; empty for dong.
std::string ForeignText(const pb::Appropriation& appropriation) {
  if (appropriation.currency().empty()) return "";
  return std::to_string(appropriation.foreign_amount_minor()) + " " + appropriation.currency() + " × " +
         appropriation.exchange_rate() + " (" + appropriation.exchange_rate_date() + ")";
}

int PrintAppropriation(Context& context, const absl::Status& status, const pb::Appropriation& appropriation) {
  if (!status.ok()) return PrintFailure(context, status);
  if (context.json) return PrintJson(context, appropriation);
  Facts facts{context.language};
  facts.Add({"Dự toán", "Appropriation"}, appropriation.name());
  facts.Add({"Nguồn", "Source"}, appropriation.source());
  facts.Add({"Đơn vị giữ", "Holder"}, appropriation.holder());
  facts.Add({"Số tiền", "Amount"}, Dong(appropriation.amount_vnd()));
  facts.Add({"Ngoại tệ (đơn vị nhỏ)", "Currency (minor units)"}, ForeignText(appropriation));
  facts.Add({"Dự phòng còn giữ", "Reserve held"},
            appropriation.reserve_vnd() == 0 ? "" : Dong(appropriation.reserve_held_vnd()));
  facts.Add({"Quyết định", "Decision"}, appropriation.decision_number());
  context.out << facts.ToString();
  return kDone;
}

int CreateAppropriation(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  const Arguments& given = context.arguments;
  pb::CreateAppropriationRequest request;
  pb::Appropriation& appropriation = *request.mutable_appropriation();
  std::int64_t amount = 0;
  if (given.Has("--amount")) {
    if (!ReadAmount(given.Get("--amount"), amount)) return BadAmount(context);
    appropriation.set_amount_vnd(amount);
  }
  if (given.Has("--foreign-minor")) {
    if (!ReadAmount(given.Get("--foreign-minor"), amount)) return BadAmount(context);
    appropriation.set_foreign_amount_minor(amount);
  }
  if (given.Has("--reserve")) {
    if (!ReadAmount(given.Get("--reserve"), amount)) return BadAmount(context);
    appropriation.set_reserve_vnd(amount);
  }
  const std::string kind = given.Get("--kind");
  if (!kind.empty() && kind != "original" && kind != "supplement" && kind != "cut") {
    return PrintUsageError(
        context, {"--kind: original, supplement hoặc cut.", "--kind is original, supplement or cut."});
  }
  appropriation.set_kind(kind == "supplement" ? pb::Appropriation::KIND_SUPPLEMENT
                         : kind == "cut"      ? pb::Appropriation::KIND_CUT
                                              : pb::Appropriation::KIND_ORIGINAL);
  appropriation.set_programme(FullName("programmes", given.Get("--programme")));
  appropriation.set_budget_year(static_cast<std::int32_t>(year));
  appropriation.set_source(given.Get("--source"));
  appropriation.set_holder(FullName("agencies", given.Get("--holder")));
  appropriation.set_decision_number(given.Get("--decision"));
  appropriation.set_decision_date(given.Get("--decision-date"));
  appropriation.set_part_of(given.Get("--part-of"));
  appropriation.set_reason(given.Get("--reason"));
  appropriation.set_currency(given.Get("--currency"));
  appropriation.set_exchange_rate(given.Get("--rate"));
  appropriation.set_exchange_rate_date(given.Get("--rate-date"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::CreateAppropriationResponse response;
  const absl::Status status = Call(context, *stub, &Stub::CreateAppropriation, request, response);
  return PrintAppropriation(context, status, response.appropriation());
}

int ListAppropriations(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  pb::ListAppropriationsRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ListAppropriationsResponse all;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListAppropriations, request, all); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, all);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Dự toán", "Appropriation"})},
                   {say({"Loại", "Kind"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Đơn vị giữ", "Holder"})},
                   {say({"Số tiền", "Amount"}), Align::kRight},
                   {say({"Dự phòng còn giữ", "Reserve held"}), Align::kRight},
                   {say({"Ngoại tệ", "Currency"})}}};
  for (const pb::Appropriation& one : all.appropriations()) {
    table.Add({ShortName(one.name()), StateWord(pb::Appropriation::Kind_Name(one.kind()), context.language),
               one.source(), ShortName(one.holder()), Dong(one.amount_vnd()), Dong(one.reserve_held_vnd()),
               ForeignText(one)});
  }
  context.out << table.ToString();
  return kDone;
}

/// Releases or cuts part of a reserve.
template <class Request, class Response, class Method>
int ChangeReserve(Context& context, Method method) {
  std::int64_t amount = 0;
  if (!ReadAmount(context.arguments.Get("--amount"), amount)) return BadAmount(context);
  Request request;
  request.set_name(FullName("appropriations", context.arguments.operands[0]));
  request.set_amount_vnd(amount);
  request.set_decision_number(context.arguments.Get("--decision"));
  request.set_part_of(context.arguments.Get("--part-of"));
  request.set_reason(context.arguments.Get("--reason"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  Response response;
  const absl::Status status = Call(context, *stub, method, request, response);
  return PrintAppropriation(context, status, response.appropriation());
}

int ReleaseReserve(Context& context) {
  return ChangeReserve<pb::ReleaseReserveRequest, pb::ReleaseReserveResponse>(context, &Stub::ReleaseReserve);
}

int CutReserve(Context& context) {
  return ChangeReserve<pb::CutReserveRequest, pb::CutReserveResponse>(context, &Stub::CutReserve);
}

std::string YearsText(const pb::Framework& framework) {
  const std::string first = std::to_string(framework.first_year());
  return framework.first_year() == framework.last_year()
             ? first
             : first + "–" + std::to_string(framework.last_year());
}

int PrintFrameworks(Context& context, const pb::ListFrameworksResponse& all) {
  if (context.json) return PrintJson(context, all);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Khung", "Framework"})},
                   {say({"Năm", "Years"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Đơn vị giữ", "Holder"})},
                   {say({"Khung (đồng)", "Ceiling"}), Align::kRight},
                   {say({"Đã giao", "Appropriated"}), Align::kRight},
                   {say({"Còn lại", "Room"}), Align::kRight},
                   {say({"Thay thế", "Replaced"})}}};
  for (const pb::Framework& one : all.frameworks()) {
    table.Add({ShortName(one.name()), YearsText(one), one.source().empty() ? "*" : one.source(),
               one.holder().empty() ? "*" : ShortName(one.holder()), Dong(one.amount_vnd()),
               Dong(one.used_vnd()), Dong(one.room_vnd()),
               one.replaced() ? say({"đã thay", "yes"}) : std::string{}});
  }
  context.out << table.ToString();
  return kDone;
}

int CreateFramework(Context& context) {
  std::int64_t first = 0;
  std::int64_t last = 0;
  if (!ReadNumber(context, "--first-year", 2000, 2100, first) ||
      !ReadNumber(context, "--last-year", 2000, 2100, last)) {
    return BadYear(context);
  }
  const Arguments& given = context.arguments;
  std::int64_t amount = 0;
  if (!ReadAmount(given.Get("--amount"), amount)) return BadAmount(context);
  pb::CreateFrameworkRequest request;
  request.set_request_id(NewRequestId(context));
  pb::Framework& framework = *request.mutable_framework();
  framework.set_programme(FullName("programmes", given.Get("--programme")));
  framework.set_first_year(static_cast<std::int32_t>(first));
  framework.set_last_year(static_cast<std::int32_t>(given.Has("--last-year") ? last : first));
  framework.set_source(given.Get("--source"));
  if (given.Has("--holder")) framework.set_holder(FullName("agencies", given.Get("--holder")));
  if (given.Has("--replaces")) framework.set_replaces(FullName("frameworks", given.Get("--replaces")));
  framework.set_amount_vnd(amount);
  framework.set_decision_number(given.Get("--decision"));
  framework.set_decision_date(given.Get("--decision-date"));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::CreateFrameworkResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::CreateFramework, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  pb::ListFrameworksResponse one;
  *one.add_frameworks() = response.framework();
  return PrintFrameworks(context, one);
}

int ListFrameworks(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  pb::ListFrameworksRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ListFrameworksResponse all;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListFrameworks, request, all); !status.ok()) {
    return PrintFailure(context, status);
  }
  return PrintFrameworks(context, all);
}

const Option kProgramme{
    "--programme", "ID", {"chương trình, ví dụ SXSH2020", "programme, for example SXSH2020"}, true};
const Option kDecision{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true};
const Option kDecisionDate{
    "--decision-date", "DATE", {"ngày quyết định, NNNN-TT-NN", "its day, YYYY-MM-DD"}, true};
const Option kYear{"--year", "YEAR", {"năm ngân sách", "budget year"}};

void AddAppropriationCommands(std::vector<Command>& commands) {
  commands.push_back({"appropriation list",
                      {"liệt kê dự toán được giao", "list appropriations"},
                      {},
                      {kYear},
                      ListAppropriations});
  commands.push_back(
      {"appropriation create",
       {"ghi nhận dự toán được giao", "record an appropriation"},
       {},
       {kProgramme,
        {"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
        {"--source", "SOURCE", {"nguồn: central, local, denmark…", "source: central, local, denmark…"}, true},
        {"--holder", "AGENCY", {"đơn vị giữ, ví dụ BCT", "holder, for example BCT"}, true},
        {"--amount", "DONG", {"số tiền, đồng, gồm cả dự phòng", "amount, dong, reserve included"}},
        {"--reserve", "DONG", {"phần giữ lại làm dự phòng", "part held in reserve"}},
        {"--kind", "KIND", {"original, supplement hoặc cut", "original, supplement or cut"}},
        {"--reason", "TEXT", {"lý do bổ sung hoặc cắt giảm", "why it is added or cut"}},
        {"--currency", "CODE", {"loại tiền của viện trợ, ví dụ DKK", "currency of a grant, for example DKK"}},
        {"--foreign-minor",
         "N",
         {"số tiền theo đơn vị nhỏ (øre, cent)", "amount in minor units (øre, cents)"}},
        {"--rate",
         "RATE",
         {"đồng cho một đơn vị tiền, ví dụ 3456.78", "dong for one unit, for example 3456.78"}},
        {"--rate-date", "DATE", {"ngày của tỷ giá", "day of the rate"}},
        kDecision,
        kDecisionDate,
        kPartOf},
       CreateAppropriation});
  const Operand appropriation{"APPROPRIATION", {"dự toán", "the appropriation"}};
  const std::vector<Option> options{{"--amount", "DONG", {"số tiền", "amount"}, true},
                                    kDecision,
                                    {"--reason", "TEXT", {"lý do", "why"}, true},
                                    kPartOf};
  commands.push_back({"appropriation release-reserve",
                      {"giải phóng dự phòng (người thứ hai quyết định)",
                       "release part of a reserve (a second person decides)"},
                      {appropriation},
                      options,
                      ReleaseReserve});
  commands.push_back({"appropriation cut-reserve",
                      {"cắt giảm dự phòng chưa giải phóng (người thứ hai quyết định)",
                       "cut part of a reserve before it is released (a second person decides)"},
                      {appropriation},
                      options,
                      CutReserve});
}

void AddFrameworkCommands(std::vector<Command>& commands) {
  commands.push_back({"framework list",
                      {"liệt kê khung ngân sách và phần còn lại", "list frameworks and the room left"},
                      {},
                      {kYear},
                      ListFrameworks});
  commands.push_back(
      {"framework create",
       {"ghi nhận khung ngân sách một hoặc nhiều năm", "record a ceiling for one or several years"},
       {},
       {kProgramme,
        {"--first-year", "YEAR", {"năm đầu", "first budget year"}, true},
        {"--last-year", "YEAR", {"năm cuối; mặc định: năm đầu", "last budget year; default: the first"}},
        {"--amount", "DONG", {"mức trần, đồng", "ceiling, dong"}, true},
        {"--source", "SOURCE", {"nguồn; mặc định: mọi nguồn", "source; default: all together"}},
        {"--holder", "AGENCY", {"đơn vị giữ; mặc định: mọi đơn vị", "holder; default: all together"}},
        {"--replaces", "FRAMEWORK", {"khung được thay thế", "framework that it replaces"}},
        kDecision,
        kDecisionDate},
       CreateFramework});
}

}  // namespace

void AddBudgetCommands(std::vector<Command>& commands) {
  AddAppropriationCommands(commands);
  AddFrameworkCommands(commands);
}

}  // namespace cpb::cli
