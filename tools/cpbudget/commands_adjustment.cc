// adjustment …, lapsing, execution: changes within the year, and what became of the budget.
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

int PrintAdjustment(Context& context, const absl::Status& status, const pb::Adjustment& one) {
  if (!status.ok()) return PrintFailure(context, status);
  if (context.json) return PrintJson(context, one);
  Facts facts{context.language};
  facts.Add({"Điều chỉnh", "Adjustment"}, one.name());
  facts.Add({"Loại", "Kind"}, StateWord(pb::Adjustment::Kind_Name(one.kind()), context.language));
  facts.Add({"Trạng thái", "State"}, StateWord(pb::Adjustment::State_Name(one.state()), context.language));
  facts.Add({"Từ dòng", "From line"}, one.from_budget_line());
  facts.Add({"Đến dòng", "To line"}, one.to_budget_line());
  facts.Add({"Nguồn", "Source"}, one.source());
  facts.Add({"Số tiền", "Amount"}, Dong(one.amount_vnd()));
  facts.Add({"Căn cứ", "Ground"}, one.ground());
  facts.Add({"Chứng minh", "Proof"}, one.proof());
  facts.Add({"Cam kết", "Commitment"}, one.commitment());
  facts.Add({"Quyết định", "Decision"}, one.decision_number());
  facts.Add({"Quy trình phê duyệt", "Approval chain"}, one.chain_version());
  facts.Add({"Etag", "Etag"}, one.etag());
  context.out << facts.ToString() << FindingLines(one.findings(), context.language);
  return kDone;
}

bool ReadKind(const std::string& word, pb::Adjustment::Kind& kind) {
  if (word == "virement") kind = pb::Adjustment::KIND_VIREMENT;
  if (word == "supplement") kind = pb::Adjustment::KIND_SUPPLEMENT;
  if (word == "cut") kind = pb::Adjustment::KIND_CUT;
  if (word == "carry-over") kind = pb::Adjustment::KIND_CARRY_OVER;
  return kind != pb::Adjustment::KIND_UNSPECIFIED;
}

int CreateAdjustment(Context& context) {
  const Arguments& given = context.arguments;
  std::int64_t year = 0;
  std::int64_t amount = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  if (!ReadAmount(given.Get("--amount"), amount))
    return PrintUsageError(context, {"Số tiền không hợp lệ.", "That is no amount."});
  pb::CreateAdjustmentRequest request;
  pb::Adjustment& adjustment = *request.mutable_adjustment();
  pb::Adjustment::Kind kind = pb::Adjustment::KIND_UNSPECIFIED;
  if (!ReadKind(given.operands[0], kind)) {
    return PrintUsageError(context, {"Loại: virement, supplement, cut hoặc carry-over.",
                                     "The kind is virement, supplement, cut or carry-over."});
  }
  adjustment.set_kind(kind);
  adjustment.set_programme(FullName("programmes", given.Get("--programme")));
  adjustment.set_budget_year(static_cast<std::int32_t>(year));
  adjustment.set_source(given.Get("--source"));
  adjustment.set_from_budget_line(given.Get("--from"));
  adjustment.set_to_budget_line(given.Get("--to"));
  adjustment.set_amount_vnd(amount);
  adjustment.set_reason(given.Get("--reason"));
  adjustment.set_ground(given.Get("--ground"));
  adjustment.set_proof(given.Get("--proof"));
  adjustment.set_proof_sha256(given.Get("--proof-sha256"));
  if (given.Has("--commitment"))
    adjustment.set_commitment(FullName("commitments", given.Get("--commitment")));
  request.set_validate_only(given.Has("--validate-only"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::CreateAdjustmentResponse response;
  const absl::Status status = Call(context, *stub, &Stub::CreateAdjustment, request, response);
  return PrintAdjustment(context, status, response.adjustment());
}

/// The current etag when none is given: that of the list, for there is no Get.
absl::Status FindEtag(Context& context, Stub& stub, const std::string& name) {
  context.etag = context.arguments.Get("--etag");
  if (!context.etag.empty()) return absl::OkStatus();
  pb::ListAdjustmentsResponse all;
  if (absl::Status status = ListAll(context, stub, &Stub::ListAdjustments, pb::ListAdjustmentsRequest{}, all);
      !status.ok()) {
    return status;
  }
  for (const pb::Adjustment& one : all.adjustments()) {
    if (one.name() == name) context.etag = one.etag();
  }
  return absl::OkStatus();
}

int ApproveAdjustment(Context& context) {
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ApproveAdjustmentRequest request;
  request.set_name(FullName("adjustments", context.arguments.operands[0]));
  if (absl::Status status = FindEtag(context, *stub, request.name()); !status.ok())
    return PrintFailure(context, status);
  // The service says what is wrong with a name that nobody knows.
  request.set_etag(context.etag.empty() ? "0" : context.etag);
  request.set_decision_number(context.arguments.Get("--decision"));
  request.set_part_of(context.arguments.Get("--part-of"));
  request.set_request_id(NewRequestId(context));
  pb::ApproveAdjustmentResponse response;
  const absl::Status status = Call(context, *stub, &Stub::ApproveAdjustment, request, response);
  return PrintAdjustment(context, status, response.adjustment());
}

int ListAdjustments(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  pb::ListAdjustmentsRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ListAdjustmentsResponse all;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListAdjustments, request, all); !status.ok())
    return PrintFailure(context, status);
  if (context.json) return PrintJson(context, all);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Điều chỉnh", "Adjustment"})},
                   {say({"Loại", "Kind"})},
                   {say({"Trạng thái", "State"})},
                   {say({"Từ dòng", "From line"})},
                   {say({"Đến dòng", "To line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Số tiền", "Amount"}), Align::kRight}}};
  for (const pb::Adjustment& one : all.adjustments()) {
    table.Add({ShortName(one.name()), StateWord(pb::Adjustment::Kind_Name(one.kind()), context.language),
               StateWord(pb::Adjustment::State_Name(one.state()), context.language), one.from_budget_line(),
               one.to_budget_line(), one.source(), Dong(one.amount_vnd())});
  }
  context.out << table.ToString();
  return kDone;
}

int ListLapsing(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  pb::ListLapsingRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  if (context.arguments.Has("--agency"))
    request.set_agency(FullName("agencies", context.arguments.Get("--agency")));
  if (context.arguments.Has("--programme"))
    request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ListLapsingResponse all;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListLapsing, request, all); !status.ok())
    return PrintFailure(context, status);
  if (context.json) return PrintJson(context, all);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Dòng ngân sách", "Budget line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Được giao", "Revised"}), Align::kRight},
                   {say({"Đã chi", "Spent"}), Align::kRight},
                   {say({"Tạm ứng", "Advanced"}), Align::kRight},
                   {say({"Sẽ hủy", "Lapsing"}), Align::kRight},
                   {say({"Có thể chuyển nguồn", "May be carried over"})}}};
  for (const pb::LapsingLine& line : all.lines()) {
    std::string options;
    for (const pb::CarryOverOption& option : line.options()) {
      options += (options.empty() ? "" : "; ") + option.ground() + " ≤ " + Dong(option.at_most_vnd()) +
                 (option.proof().empty() ? "" : " (" + option.proof() + ")");
    }
    table.Add({line.budget_line(), line.source(), Dong(line.revised_vnd()), Dong(line.spent_vnd()),
               Dong(line.advanced_vnd()), Dong(line.lapsing_vnd()), options});
  }
  for (const pb::LapsingAppropriation& one : all.appropriations()) {
    table.Add({ShortName(one.holder()) + say({" (chưa phân bổ)", " (not allotted)"}), one.source(), "", "",
               "", Dong(one.lapsing_vnd()),
               one.reserve_held_vnd() == 0 ? ""
                                           : say({"dự phòng chưa giải phóng: ", "reserve never released: "}) +
                                                 Dong(one.reserve_held_vnd())});
  }
  context.out << table.ToString();
  return kDone;
}

struct DimensionWord {
  std::string_view word;
  pb::ExecutionDimension dimension;
  Text heading;
};
constexpr DimensionWord kDimensions[] = {
    {"line", pb::EXECUTION_DIMENSION_BUDGET_LINE, {"Dòng ngân sách", "Budget line"}},
    {"agency", pb::EXECUTION_DIMENSION_AGENCY, {"Đơn vị", "Agency"}},
    {"project", pb::EXECUTION_DIMENSION_COMPONENT_PROJECT, {"Đề án", "Project"}},
    {"source", pb::EXECUTION_DIMENSION_SOURCE, {"Nguồn", "Source"}},
    {"province", pb::EXECUTION_DIMENSION_PROVINCE, {"Tỉnh", "Province"}},
    {"province2025", pb::EXECUTION_DIMENSION_PROVINCE_2025, {"Tỉnh (2025)", "Province (2025)"}}};

/// Reads "agency,source".
bool ReadDimensions(const std::string& text, pb::GetBudgetExecutionRequest& request,
                    std::vector<TextTable::Column>& columns, const Context& context) {
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    const std::string word = text.substr(start, comma - start);
    const DimensionWord* found = nullptr;
    for (const DimensionWord& known : kDimensions) {
      if (known.word == word) found = &known;
    }
    if (found == nullptr) return false;
    request.add_group_by(found->dimension);
    columns.push_back({std::string{context.Say(found->heading)}});
    start = comma + 1;
  }
  return true;
}

/// "24.24 %"; empty when there is nothing to compare with.
std::string Percent(bool present, std::int64_t basis_points) {
  if (!present) return "";
  const std::string places = std::to_string(basis_points % 100 + 100).substr(1);
  return std::to_string(basis_points / 100) + "." + places + " %";
}

std::vector<std::string> Figures(const pb::BudgetExecutionRow& row) {
  return {Dong(row.original_vnd()),  Dong(row.revised_vnd()),
          Dong(row.committed_vnd()), Dong(row.advanced_vnd()),
          Dong(row.spent_vnd()),     Percent(row.has_executed_basis_points(), row.executed_basis_points())};
}

int ShowExecution(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) return BadYear(context);
  pb::GetBudgetExecutionRequest request;
  request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  request.set_budget_year(static_cast<std::int32_t>(year));
  if (context.arguments.Has("--agency"))
    request.set_agency(FullName("agencies", context.arguments.Get("--agency")));
  std::vector<TextTable::Column> columns;
  const std::string by = context.arguments.Has("--by") ? context.arguments.Get("--by") : "project";
  if (!ReadDimensions(by, request, columns, context)) {
    return PrintUsageError(context,
                           {"--by: line, agency, project, source, province, province2025.",
                            "--by is a list of line, agency, project, source, province, province2025."});
  }
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::GetBudgetExecutionResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::GetBudgetExecution, request, response); !status.ok())
    return PrintFailure(context, status);
  if (context.json) return PrintJson(context, response);
  const std::size_t keys = columns.size();
  for (const Text& heading :
       {Text{"Đầu năm", "Original"}, Text{"Sau điều chỉnh", "Revised"}, Text{"Cam kết", "Committed"},
        Text{"Tạm ứng", "Advanced"}, Text{"Đã chi", "Spent"}, Text{"% đầu năm", "% of original"}}) {
    columns.push_back({std::string{context.Say(heading)}, Align::kRight});
  }
  TextTable table{columns};
  const auto Add = [&](std::vector<std::string> cells, const pb::BudgetExecutionRow& row) {
    cells.resize(keys);
    for (std::string& figure : Figures(row)) cells.push_back(std::move(figure));
    table.Add(std::move(cells));
  };
  for (const pb::BudgetExecutionRow& row : response.rows()) Add({row.keys().begin(), row.keys().end()}, row);
  Add({std::string{context.Say({"Tổng", "Total"})}}, response.total());
  context.out << table.ToString();
  for (const pb::ExchangeResult& one : response.exchange()) {
    context.out << context.Say({"Chênh lệch tỷ giá ", "Exchange difference "}) << one.source() << ", "
                << one.currency() << ": +" << Dong(one.gain_vnd()) << " −" << Dong(one.loss_vnd()) << " = "
                << Dong(one.net_vnd()) << '\n';
  }
  return kDone;
}

const Option kYear{"--year", "YEAR", {"năm ngân sách", "budget year"}};
const Option kYearNeeded{"--year", "YEAR", {"năm ngân sách", "budget year"}, true};
const Option kProgramme{
    "--programme", "ID", {"chương trình, ví dụ SXSH2020", "programme, for example SXSH2020"}, true};
const Option kAgency{"--agency", "AGENCY", {"đơn vị, ví dụ SCT-68", "agency, for example SCT-68"}};

}  // namespace

void AddAdjustmentCommands(std::vector<Command>& commands) {
  commands.push_back(
      {"adjustment list", {"liệt kê điều chỉnh", "list adjustments"}, {}, {kYear}, ListAdjustments});
  commands.push_back(
      {"adjustment create",
       {"đề nghị điều chỉnh, bổ sung, cắt giảm, chuyển nguồn",
        "propose a virement, supplement, cut or carry-over"},
       {{"KIND", {"virement, supplement, cut, carry-over", "virement, supplement, cut, carry-over"}}},
       {kProgramme,
        kYearNeeded,
        {"--source", "SOURCE", {"nguồn", "source"}, true},
        {"--from", "LINE", {"dòng chuyển", "line that gives"}},
        {"--to", "LINE", {"dòng nhận", "line that receives"}},
        {"--amount", "DONG", {"số tiền", "amount"}, true},
        {"--reason", "TEXT", {"lý do", "why"}, true},
        {"--ground", "GROUND", {"căn cứ chuyển nguồn", "ground of a carry-over"}},
        {"--proof", "PROOF", {"adjustments/… hoặc số văn bản", "adjustments/… or the number of a document"}},
        {"--proof-sha256",
         "HEX",
         {"mã băm SHA-256 của văn bản chứng minh", "SHA-256 of the document that proves it"}},
        {"--commitment",
         "NUMBER",
         {"cam kết chi được chuyển nguồn cùng kinh phí", "commitment that is carried over with its money"}},
        {"--validate-only", "", {"chỉ xem ý kiến của quy định", "only hear what the rules say"}}},
       CreateAdjustment});
  commands.push_back(
      {"adjustment approve",
       {"phê duyệt điều chỉnh và ghi sổ", "approve an adjustment and book it"},
       {{"ADJUSTMENT", {"điều chỉnh", "the adjustment"}}},
       {{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true},
        kPartOf,
        {"--etag",
         "ETAG",
         {"bản đã xem; mặc định: bản hiện hành", "version you saw; default: the current one"}}},
       ApproveAdjustment});
  commands.push_back(
      {"lapsing",
       {"những gì sẽ hủy cuối năm và căn cứ chuyển nguồn", "what would lapse, and what may be carried over"},
       {},
       {kYearNeeded, kAgency, {"--programme", "ID", {"chương trình", "programme"}}},
       ListLapsing});
  commands.push_back(
      {"execution",
       {"so sánh dự toán đầu năm, sau điều chỉnh và đã chi", "compare original, revised and executed budget"},
       {},
       {kProgramme,
        kYearNeeded,
        {"--by",
         "DIMENSIONS",
         {"line, agency, project, source, province, province2025",
          "line, agency, project, source, province, province2025"}},
        kAgency},
       ShowExecution});
}

}  // namespace cpb::cli
