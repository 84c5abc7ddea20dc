// round …: allocation rounds.
#include <algorithm>
#include <iostream>

#include "cpbudget/allocation/v1/allocation.grpc.pb.h"
#include "cpbudget/allocation/v1/workbook.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/download.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;
using Stub = pb::AllocationService::Stub;

std::string State(const pb::Round& round, Language language) {
  return StateWord(pb::Round::State_Name(round.state()), language);
}

void PrintRound(Context& context, const pb::Round& round) {
  Facts facts{context.language};
  facts.Add({"Đợt", "Round"}, round.name());
  facts.Add({"Năm", "Year"}, std::to_string(round.budget_year()));
  facts.Add({"Trạng thái", "State"}, State(round, context.language));
  facts.Add({"Người tính", "Computed by"}, round.creator());
  facts.Add({"Người duyệt", "Approved by"}, round.approver());
  facts.Add({"Quyết định", "Decision"}, round.decision_number());
  facts.Add({"Quy trình phê duyệt", "Approval chain"}, round.chain_version());
  facts.Add({"Tổng giao", "Allotted"}, Dong(round.allotted_vnd()));
  facts.Add({"Số dòng", "Lines"}, std::to_string(std::max(round.lines_count(), round.lines_size())));
  facts.Add({"Vị trí sổ", "Journal position"},
            round.journal_position() == 0 ? "" : std::to_string(round.journal_position()));
  facts.Add({"Etag", "Etag"}, round.etag());
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable lines{{{say({"Dòng ngân sách", "Budget line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Đề nghị", "Requested"}), Align::kRight},
                   {say({"Được duyệt", "Approved"}), Align::kRight},
                   {say({"Theo quy định", "Left by rules"}), Align::kRight},
                   {say({"Giao", "Allotted"}), Align::kRight},
                   {say({"Nội dung", "Title"})}}};
  std::string notes;
  for (const pb::RoundLine& line : round.lines()) {
    lines.Add({line.budget_line(), line.source(), Dong(line.requested_vnd()), Dong(line.approved_vnd()),
               Dong(line.capped_vnd()), Dong(line.allotted_vnd()), line.title()});
    notes += FindingLines(line.findings(), context.language);
    const std::string& envelope =
        context.language == Language::kEnglish ? line.envelope_text_en() : line.envelope_text_vi();
    if (!envelope.empty()) notes += "  - " + line.budget_line() + ": " + Printable(envelope) + '\n';
  }
  context.out << facts.ToString() << '\n';
  if (round.lines_size() == 0 && round.lines_count() > 0) {
    context.out << say({"Các dòng: cpbudget round show ", "Lines: cpbudget round show "})
                << ShortName(round.name()) << '\n';
    return;
  }
  context.out << lines.ToString() << notes;
}

int PrintAnswer(Context& context, const absl::Status& status, const pb::Round& round) {
  if (!status.ok()) return PrintFailure(context, status);
  if (context.json) return PrintJson(context, round);
  PrintRound(context, round);
  return kDone;
}

int ListRounds(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) {
    return PrintUsageError(context, {"--year là một năm.", "--year is a year."});
  }
  pb::ListRoundsRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ListRoundsResponse rounds;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListRounds, request, rounds); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, rounds);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Đợt", "Round"})},
                   {say({"Năm", "Year"}), Align::kRight},
                   {say({"Trạng thái", "State"})},
                   {say({"Giao", "Allotted"}), Align::kRight},
                   {say({"Quyết định", "Decision"})}}};
  for (const pb::Round& round : rounds.rounds()) {
    table.Add({ShortName(round.name()), std::to_string(round.budget_year()), State(round, context.language),
               Dong(round.allotted_vnd()), round.decision_number()});
  }
  context.out << table.ToString();
  return kDone;
}

absl::Status GetRound(Context& context, Stub& stub, const std::string& name, pb::Round& round) {
  pb::GetRoundRequest request;
  request.set_name(name);
  pb::GetRoundResponse response;
  absl::Status status = Call(context, stub, &Stub::GetRound, request, response);
  round = response.round();
  return status;
}

/// Lines that are too many for one message come in pages.
absl::Status AddLines(Context& context, Stub& stub, pb::Round& round) {
  if (round.lines_size() == round.lines_count()) return absl::OkStatus();
  pb::ListRoundLinesRequest request;
  request.set_round(round.name());
  pb::ListRoundLinesResponse lines;
  absl::Status status = ListAll(context, stub, &Stub::ListRoundLines, request, lines);
  round.mutable_lines()->Swap(lines.mutable_lines());
  return status;
}

int ShowRound(Context& context) {
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  const std::string name = FullName("rounds", context.arguments.operands[0]);
  if (context.arguments.Has("--xlsx")) {
    pb::ExportRoundRequest file;
    file.set_name(name);
    grpc::ClientContext call;
    Prepare(context, call, absl::Minutes(1));
    const auto workbooks = pb::RoundWorkbookService::NewStub(Channel(context));
    return SaveFile(context, *workbooks->ExportRound(&call, file), context.arguments.Get("--xlsx"));
  }
  pb::Round round;
  absl::Status status = GetRound(context, *stub, name, round);
  if (status.ok()) status = AddLines(context, *stub, round);
  return PrintAnswer(context, status, round);
}

// "central:BCT=1.000.000"
bool ReadEnvelope(const std::string& text, pb::Envelope& envelope) {
  const std::size_t colon = text.find(':');
  const std::size_t equals = text.find('=');
  if (colon == std::string::npos || equals == std::string::npos || equals < colon) return false;
  std::int64_t amount = 0;
  if (!ReadAmount(std::string_view{text}.substr(equals + 1), amount)) return false;
  envelope.set_source(text.substr(0, colon));
  envelope.set_holder(FullName("agencies", text.substr(colon + 1, equals - colon - 1)));
  envelope.set_amount_vnd(amount);
  return true;
}

bool ReadMethod(const std::string& word, pb::Method& method) {
  if (word.empty() || word == "proportional") method = pb::METHOD_PROPORTIONAL;
  if (word == "as-requested") method = pb::METHOD_AS_REQUESTED;
  if (word == "by-priority") method = pb::METHOD_BY_PRIORITY;
  if (word == "water-filling") method = pb::METHOD_WATER_FILLING;
  return method != pb::METHOD_UNSPECIFIED;
}

/// --method and --envelope of a round or a scenario.
template <class Terms>
bool ReadTerms(const Context& context, Terms& terms) {
  pb::Method method = pb::METHOD_UNSPECIFIED;
  if (!ReadMethod(context.arguments.Get("--method"), method)) return false;
  terms.set_method(method);
  for (const std::string& text : context.arguments.All("--envelope")) {
    if (!ReadEnvelope(text, *terms.add_envelopes())) return false;
  }
  return true;
}

int BadTerms(Context& context) {
  return PrintUsageError(
      context,
      {"--method: proportional, as-requested, by-priority, water-filling; --envelope: NGUỒN:ĐƠN VỊ=SỐ TIỀN.",
       "--method is proportional, as-requested, by-priority or water-filling; --envelope is "
       "SOURCE:HOLDER=AMOUNT."});
}

int CreateRound(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) {
    return PrintUsageError(context, {"--year là một năm.", "--year is a year."});
  }
  pb::CreateRoundRequest request;
  request.set_request_id(NewRequestId(context));
  request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  request.set_budget_year(static_cast<std::int32_t>(year));
  request.set_validate_only(context.arguments.Has("--validate-only"));
  for (const std::string& plan : context.arguments.All("--plan")) request.add_plans(FullName("plans", plan));
  if (!ReadTerms(context, request)) return BadTerms(context);
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::CreateRoundResponse response;
  const absl::Status status = Call(context, *stub, &Stub::CreateRound, request, response);
  return PrintAnswer(context, status, response.round());
}

// Name, etag (of --etag or the current one) and request id of a step.
template <class Request>
absl::Status Begin(Context& context, Stub& stub, Request& request) {
  request.set_name(FullName("rounds", context.arguments.operands[0]));
  context.etag = context.arguments.Get("--etag");
  if (context.etag.empty()) {
    pb::Round round;
    if (absl::Status status = GetRound(context, stub, request.name(), round); !status.ok()) return status;
    context.etag = round.etag();
  }
  request.set_etag(context.etag);
  request.set_request_id(NewRequestId(context));
  return absl::OkStatus();
}

int ApproveRound(Context& context) {
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::ApproveRoundRequest request;
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_decision_number(context.arguments.Get("--decision"));
  request.set_part_of(context.arguments.Get("--part-of"));
  pb::ApproveRoundResponse response;
  const absl::Status status = Call(context, *stub, &Stub::ApproveRound, request, response);
  return PrintAnswer(context, status, response.round());
}

int IssueRound(Context& context) {
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::IssueRoundRequest request;
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  pb::IssueRoundResponse response;
  const absl::Status status = Call(context, *stub, &Stub::IssueRound, request, response);
  return PrintAnswer(context, status, response.round());
}

int WithdrawRound(Context& context) {
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::WithdrawRoundRequest request;
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_reason(context.arguments.Get("--reason"));
  pb::WithdrawRoundResponse response;
  const absl::Status status = Call(context, *stub, &Stub::WithdrawRound, request, response);
  return PrintAnswer(context, status, response.round());
}

int RevokeRound(Context& context) {
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::RevokeRoundRequest request;
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_reason(context.arguments.Get("--reason"));
  request.set_decision_number(context.arguments.Get("--decision"));
  pb::RevokeRoundResponse response;
  const absl::Status status = Call(context, *stub, &Stub::RevokeRound, request, response);
  return PrintAnswer(context, status, response.round());
}

/// "+1.000", "-1.000"
std::string Change(std::int64_t dong) {
  return dong < 0 ? "-" + Dong(-dong) : "+" + Dong(dong);
}

int CompareRound(Context& context) {
  pb::CompareRoundsRequest request;
  request.set_base_round(FullName("rounds", context.arguments.operands[0]));
  request.set_changed_only(true);
  if (!ReadTerms(context, *request.mutable_other())) return BadTerms(context);
  const auto stub = pb::AllocationService::NewStub(Channel(context));
  pb::CompareRoundsResponse response;
  request.set_page_size(1000);
  google::protobuf::RepeatedPtrField<pb::LineChange> lines;
  do {  // Sums and agencies are those of all lines, on every page.
    if (absl::Status status = Call(context, *stub, &Stub::CompareRounds, request, response); !status.ok())
      return PrintFailure(context, status);
    lines.MergeFrom(response.lines());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  response.mutable_lines()->Swap(&lines);
  if (context.json) return PrintJson(context, response);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Dòng ngân sách", "Budget line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Đợt đã tính", "Stored round"}), Align::kRight},
                   {say({"Phương án", "Scenario"}), Align::kRight},
                   {say({"Chênh lệch", "Change"}), Align::kRight}}};
  for (const pb::LineChange& line : response.lines()) {
    table.Add({line.budget_line(), line.source(), Dong(line.base_vnd()), Dong(line.other_vnd()),
               Change(line.change_vnd())});
  }
  Facts facts{context.language};
  facts.Add({"Dòng tăng", "Lines that gain"},
            std::to_string(response.gaining_lines()) + " (" + Change(response.gain_vnd()) + ")");
  facts.Add({"Dòng giảm", "Lines that lose"},
            std::to_string(response.losing_lines()) + " (" + Change(-response.loss_vnd()) + ")");
  context.out << table.ToString() << '\n' << facts.ToString();
  return kDone;
}

const Operand kRound{"ROUND", {"đợt phân bổ", "the allocation round"}};
const Option kEtag{
    "--etag", "ETAG", {"bản đã xem; mặc định: bản hiện hành", "version you saw; default: the current one"}};

const Option kMethod{"--method",
                     "METHOD",
                     {"proportional, as-requested, by-priority, water-filling",
                      "proportional, as-requested, by-priority, water-filling"}};
const Option kEnvelope{
    "--envelope", "SOURCE:HOLDER=AMOUNT", {"hạn mức của một nguồn", "ceiling of one source"}, false, true};
const Option kReason{"--reason", "TEXT", {"lý do", "why"}, true};

}  // namespace

void AddRoundCommands(std::vector<Command>& commands) {
  commands.push_back({"round list",
                      {"liệt kê đợt phân bổ", "list allocation rounds"},
                      {},
                      {{"--year", "YEAR", {"năm ngân sách", "budget year"}}},
                      ListRounds});
  commands.push_back({"round show",
                      {"xem một đợt với các dòng", "show a round with its lines"},
                      {kRound},
                      {kXlsx},
                      ShowRound});
  commands.push_back(
      {"round create",
       {"tính một đợt phân bổ", "compute an allocation round"},
       {},
       {{"--programme", "ID", {"chương trình, ví dụ SXSH2020", "programme, for example SXSH2020"}, true},
        {"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
        {"--plan",
         "PLAN",
         {"kế hoạch đã duyệt; mặc định: mọi kế hoạch đang chờ", "approved plan; default: all that wait"},
         false,
         true},
        kMethod,
        kEnvelope,
        {"--validate-only", "", {"chỉ tính, không lưu", "compute without storing"}}},
       CreateRound});
  commands.push_back(
      {"round approve",
       {"phê duyệt một đợt", "approve a round"},
       {kRound},
       {{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true}, kPartOf, kEtag},
       ApproveRound});
  commands.push_back({"round issue",
                      {"giao dự toán theo đợt", "issue a round to the ledger"},
                      {kRound},
                      {kEtag},
                      IssueRound});
  commands.push_back(
      {"round compare",
       {"so sánh một đợt với phương án khác, không lưu", "compare a round with other terms, storing nothing"},
       {kRound},
       {kMethod, kEnvelope},
       CompareRound});
  commands.push_back({"round withdraw",
                      {"rút một đợt chưa giao", "withdraw a round that is not issued"},
                      {kRound},
                      {kReason, kEtag},
                      WithdrawRound});
  commands.push_back(
      {"round revoke",
       {"thu hồi cả đợt đã giao bằng một quyết định", "take an issued round back whole by a decision"},
       {kRound},
       {{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true}, kReason, kEtag},
       RevokeRound});
}

}  // namespace cpb::cli
