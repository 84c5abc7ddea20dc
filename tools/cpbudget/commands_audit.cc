// usage, trace, export, verify, ledger verify.
#include <iostream>
#include <limits>

#include "cpbudget/audit/v1/audit.grpc.pb.h"
#include "cpbudget/audit/v1/workbook.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/download.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::audit::v1;
using Stub = pb::AuditService::Stub;

struct DimensionWord {
  std::string_view word;
  pb::Dimension dimension;
  Text heading;
};
constexpr DimensionWord kDimensions[] = {
    {"project", pb::DIMENSION_PROJECT, {"Đề án", "Project"}},
    {"source", pb::DIMENSION_SOURCE, {"Nguồn", "Source"}},
    {"province", pb::DIMENSION_PROVINCE, {"Tỉnh", "Province"}},
    {"province2025", pb::DIMENSION_PROVINCE_2025, {"Tỉnh (2025)", "Province (2025)"}},
    {"year", pb::DIMENSION_YEAR, {"Năm", "Year"}},
    {"agency", pb::DIMENSION_AGENCY, {"Đơn vị", "Agency"}},
    {"line", pb::DIMENSION_BUDGET_LINE, {"Dòng ngân sách", "Budget line"}},
    {"programme", pb::DIMENSION_PROGRAMME, {"Chương trình", "Programme"}}};

// Reads "project,source,province".
bool ReadDimensions(const std::string& text, pb::GetUsageRequest& request, std::vector<Text>& headings) {
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    const std::string word = text.substr(start, comma - start);
    bool found = false;
    for (const DimensionWord& known : kDimensions) {
      if (known.word != word) continue;
      request.add_group_by(known.dimension);
      headings.push_back(known.heading);
      found = true;
    }
    if (!found) return false;
    start = comma + 1;
  }
  return true;
}

std::vector<std::string> Figures(const pb::UsageRow& row) {
  return {Dong(row.appropriated_vnd()),    Dong(row.allotted_vnd()),   Dong(row.available_vnd()),
          Dong(row.committed_vnd()),       Dong(row.in_payment_vnd()), Dong(row.advanced_vnd()),
          Dong(row.spent_vnd()),           Dong(row.refunded_vnd()),   Dong(row.lapsed_vnd()),
          Dong(row.carried_forward_vnd()), Dong(row.enterprise_vnd()), row.illustrative() ? "*" : ""};
}

void PrintUsageTable(Context& context, const pb::GetUsageResponse& usage, const std::vector<Text>& headings) {
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  std::vector<TextTable::Column> columns;
  for (const Text& heading : headings) columns.push_back({say(heading), Align::kLeft, 36});
  for (const Text& heading : std::initializer_list<Text>{{"Được giao", "Appropriated"},
                                                         {"Đã phân bổ", "Allotted"},
                                                         {"Còn lại", "Available"},
                                                         {"Cam kết", "Committed"},
                                                         {"Đang chi", "In payment"},
                                                         {"Tạm ứng", "Advanced"},
                                                         {"Đã chi", "Spent"},
                                                         {"Nộp trả", "Refunded"},
                                                         {"Hủy", "Lapsed"},
                                                         {"Chuyển nguồn", "Carried forward"},
                                                         {"Doanh nghiệp", "Enterprises' own"},
                                                         {"", ""}}) {
    columns.push_back({say(heading), Align::kRight});
  }
  TextTable table{columns};
  for (const pb::UsageRow& row : usage.rows()) {
    std::vector<std::string> cells;
    const auto& labels = context.language == Language::kEnglish ? row.labels_en() : row.labels_vi();
    for (const std::string& label : labels) cells.push_back(label);
    for (std::string& figure : Figures(row)) cells.push_back(std::move(figure));
    table.Add(cells);
  }
  std::vector<std::string> total(headings.size());
  total[0] = say({"Tổng", "Total"});
  for (std::string& figure : Figures(usage.total())) total.push_back(std::move(figure));
  table.AddTotal(total);
  context.out << table.ToString() << say({"Vị trí sổ nhật ký: ", "Journal position: "}) << usage.position()
              << '\n';
  if (usage.total().illustrative()) {
    context.out << say({"* có số liệu minh họa\n", "* holds data invented for demonstration\n"});
  }
}

int Usage(Context& context) {
  pb::GetUsageRequest request;
  std::vector<Text> headings;
  const std::string by = context.arguments.Has("--by") ? context.arguments.Get("--by") : "project";
  if (!ReadDimensions(by, request, headings)) {
    return PrintUsageError(
        context,
        {"--by: project, source, province, province2025, year, agency, line, programme, cách nhau bằng dấu "
         "phẩy.",
         "--by is a list of project, source, province, province2025, year, agency, line, programme."});
  }
  std::int64_t year = 0, position = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year) ||
      !ReadNumber(context, "--position", 1, INT64_MAX, position)) {
    return PrintUsageError(
        context, {"--year là một năm, --position là một số.", "--year is a year, --position a number."});
  }
  request.set_as_of_date(context.arguments.Get("--as-of"));
  request.set_as_of_position(position);
  request.set_budget_year(static_cast<std::int32_t>(year));
  request.set_province_code(context.arguments.Get("--province"));
  if (context.arguments.Has("--programme"))
    request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  const auto stub = pb::AuditService::NewStub(Channel(context));
  if (context.arguments.Has("--xlsx")) {
    pb::ExportUsageRequest file;
    *file.mutable_group_by() = request.group_by();
    file.set_as_of_date(request.as_of_date());
    file.set_as_of_position(request.as_of_position());
    file.set_programme(request.programme());
    file.set_budget_year(request.budget_year());
    file.set_province_code(request.province_code());
    grpc::ClientContext call;
    Prepare(context, call, absl::Minutes(1));
    const auto workbooks = pb::UsageWorkbookService::NewStub(Channel(context));
    return SaveFile(context, *workbooks->ExportUsage(&call, file), context.arguments.Get("--xlsx"));
  }
  pb::GetUsageResponse usage;
  if (absl::Status status = Call(context, *stub, &Stub::GetUsage, request, usage); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, usage);
  PrintUsageTable(context, usage, headings);
  return kDone;
}

int Trace(Context& context) {
  pb::TracePaymentRequest request;
  request.set_name(FullName("payments", context.arguments.operands[0]));
  const auto stub = pb::AuditService::NewStub(Channel(context));
  pb::TracePaymentResponse trail;
  if (absl::Status status = Call(context, *stub, &Stub::TracePayment, request, trail); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, trail);
  for (const pb::TrailStep& step : trail.steps()) {
    context.out << LocalTime(step.time()) << "  " << step.type();
    if (step.has_amount_vnd()) context.out << "  " << Dong(step.amount_vnd());
    context.out << "\n    "
                << Printable(context.language == Language::kEnglish ? step.text_en() : step.text_vi()) << '\n'
                << FindingLines(step.findings(), context.language);
  }
  return kDone;
}

int Export(Context& context) {
  const std::string format =
      context.arguments.Has("--format") ? context.arguments.Get("--format") : "hledger";
  pb::ExportJournalRequest request;
  std::int64_t year = 0, position = 0;
  if (format == "hledger") {
    request.set_format(pb::JOURNAL_FORMAT_HLEDGER);
  } else if (format == "beancount") {
    request.set_format(pb::JOURNAL_FORMAT_BEANCOUNT);
  } else if (format == "csv") {
    request.set_format(pb::JOURNAL_FORMAT_CSV);
  } else {
    return PrintUsageError(
        context, {"--format: hledger, beancount hoặc csv.", "--format is hledger, beancount or csv."});
  }
  if (!ReadNumber(context, "--year", 2000, 2100, year) ||
      !ReadNumber(context, "--position", 1, INT64_MAX, position)) {
    return PrintUsageError(
        context, {"--year là một năm, --position là một số.", "--year is a year, --position a number."});
  }
  request.set_budget_year(static_cast<std::int32_t>(year));
  request.set_as_of_position(position);
  const auto stub = pb::AuditService::NewStub(Channel(context));
  grpc::ClientContext call;
  Prepare(context, call, absl::Minutes(10));
  const auto reader = stub->ExportJournal(&call, request);
  return SaveFile(context, *reader, context.arguments.Get("--output"));
}

// What both verifications answer.
template <class Response>
int PrintVerification(Context& context, const absl::Status& status, const Response& response) {
  if (!status.ok()) return PrintFailure(context, status);
  if (context.json) {
    PrintJson(context, response);
  } else {
    Facts facts{context.language};
    facts.Add({"Kết quả", "Result"},
              std::string{response.correct() ? context.Say({"khớp", "correct"})
                                             : context.Say({"KHÔNG KHỚP", "NOT CORRECT"})});
    facts.Add({"Vị trí sổ", "Journal position"}, std::to_string(response.position()));
    facts.Add({"Bút toán", "Entries"}, std::to_string(response.entry_count()));
    facts.Add({"Tài khoản", "Accounts"}, std::to_string(response.account_count()));
    context.out << facts.ToString();
    for (const std::string& difference : response.differences())
      context.out << "  - " << Printable(difference) << '\n';
  }
  return response.correct() ? kDone : kRefused;
}

int Verify(Context& context) {
  const auto stub = pb::AuditService::NewStub(Channel(context));
  pb::VerifyBooksResponse response;
  const absl::Status status =
      Call(context, *stub, &Stub::VerifyBooks, pb::VerifyBooksRequest{}, response, absl::Minutes(2));
  return PrintVerification(context, status, response);
}

int VerifyLedger(Context& context) {
  using cpbudget::disbursement::v1::LedgerService;
  const auto stub = LedgerService::NewStub(Channel(context));
  cpbudget::disbursement::v1::VerifyLedgerRequest request;
  std::int64_t position = 0;
  if (!ReadNumber(context, "--at", 1, std::numeric_limits<std::int64_t>::max(), position)) {
    return PrintUsageError(context,
                           {"--at là một vị trí trong nhật ký.", "--at is a position of the journal."});
  }
  request.set_at_position(position);
  cpbudget::disbursement::v1::VerifyLedgerResponse response;
  const absl::Status status =
      Call(context, *stub, &LedgerService::Stub::VerifyLedger, request, response, absl::Minutes(10));
  return PrintVerification(context, status, response);
}

}  // namespace

void AddAuditCommands(std::vector<Command>& commands) {
  const Option year{"--year", "YEAR", {"năm ngân sách", "budget year"}};
  const Option position{
      "--position", "N", {"tính đến vị trí này của sổ", "stand at this position of the journal"}};
  commands.push_back({"usage",
                      {"tình hình sử dụng kinh phí", "fund usage"},
                      {},
                      {{"--by",
                        "LIST",
                        {"project,source,province,year,agency,line,programme; mặc định project",
                         "project,source,province,year,agency,line,programme; default project"}},
                       {"--as-of", "DATE", {"tính đến ngày hiệu lực này", "up to this effective date"}},
                       position,
                       year,
                       {"--province", "CODE", {"mã tỉnh hai chữ số", "two-digit province code"}},
                       {"--programme", "ID", {"chương trình", "programme"}},
                       kXlsx},
                      Usage});
  commands.push_back({"trace",
                      {"lần theo một khoản chi về kế hoạch", "follow a payment back to its plan"},
                      {{"PAYMENT", {"chứng từ, payments/…", "the payment, payments/…"}}},
                      {},
                      Trace});
  commands.push_back(
      {"export",
       {"xuất sổ nhật ký", "export the journal"},
       {},
       {{"--format",
         "FORMAT",
         {"hledger, beancount hoặc csv; mặc định hledger", "hledger, beancount or csv; default hledger"}},
        {"--output", "FILE", {"tệp ra; mặc định: màn hình", "file; default: standard output"}},
        year,
        position},
       Export});
  commands.push_back({"verify",
                      {"đối chiếu số liệu kiểm toán với sổ cái", "compare the audit figures with the ledger"},
                      {},
                      {},
                      Verify});
  commands.push_back({"ledger verify",
                      {"sổ cái tự kiểm tra từ nhật ký", "let the ledger verify itself from its journal"},
                      {},
                      {{"--at",
                        "POSITION",
                        {"như tại vị trí này của nhật ký", "as it stood at this position of the journal"}}},
                      VerifyLedger});
}

}  // namespace cpb::cli
