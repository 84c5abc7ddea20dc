// rulebook …: versions of the rulebook, from draft to force.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cpbudget/allocation/v1/rulebooks.grpc.pb.h"
#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "google/protobuf/util/json_util.h"
#include "libs/rulebook/loader.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;
using Stub = pb::RulebookService::Stub;

std::string_view ChangeMark(pb::RuleDifference::Change change) {
  switch (change) {
    case pb::RuleDifference::CHANGE_ADDED:
      return "+ ";
    case pb::RuleDifference::CHANGE_REMOVED:
      return "- ";
    default:
      return "~ ";
  }
}

int PrintDraft(Context& context, const absl::Status& status, const pb::RulebookDraft& draft) {
  if (!status.ok()) return PrintFailure(context, status);
  if (context.json) return PrintJson(context, draft);
  Facts facts{context.language};
  facts.Add({"Dự thảo", "Draft"}, draft.name());
  facts.Add({"Trạng thái", "State"},
            StateWord(pb::RulebookDraft::State_Name(draft.state()), context.language));
  facts.Add({"Phiên bản", "Version"}, draft.rulebook_version());
  facts.Add({"Dựa trên", "Based on"}, draft.base_version());
  facts.Add({"Có hiệu lực từ", "In force from"}, draft.effective_date());
  facts.Add({"Lý do", "Reason"}, draft.reason());
  facts.Add({"Căn cứ", "Legal ground"}, draft.legal_ground());
  facts.Add({"Người soạn", "Author"}, draft.author());
  facts.Add({"Người duyệt", "Approver"}, draft.approver());
  facts.Add({"Quyết định", "Decision"}, draft.decision_number());
  facts.Add({"Rút bởi", "Withdrawn by"}, draft.withdrawer());
  facts.Add({"Lý do rút", "Why withdrawn"}, draft.withdraw_reason());
  facts.Add({"Etag", "Etag"}, draft.etag());
  context.out << facts.ToString();
  for (const pb::RuleDifference& difference : draft.differences()) {
    const pb::RuleKey& rule = difference.rule();
    context.out << ChangeMark(difference.change()) << rule.rule_id() << ' ' << rule.province_code()
                << (rule.valid_from().empty() ? "" : " " + rule.valid_from()) << '\n';
  }
  return kDone;
}

int ListVersions(Context& context) {
  const auto stub = pb::RuleService::NewStub(Channel(context));
  pb::ListRulebooksResponse listed;
  if (absl::Status status =
          Call(context, *stub, &pb::RuleService::Stub::ListRulebooks, pb::ListRulebooksRequest{}, listed);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, listed);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Phiên bản", "Version"})},
                   {say({"Có hiệu lực từ", "In force from"})},
                   {say({"Số quy định", "Rules"}), Align::kRight},
                   {say({"Dự thảo", "Draft"})},
                   {say({"Hiện hành", "Current"})}}};
  for (const pb::RulebookVersion& version : listed.rulebooks()) {
    table.Add({version.rulebook_version(), version.effective_date(), std::to_string(version.rules_count()),
               ShortName(version.draft()), version.current() ? "*" : ""});
  }
  context.out << table.ToString();
  return kDone;
}

/// Writes every file of a version into a folder.
int WriteText(Context& context) {
  pb::GetRulebookRequest request;
  request.set_name(FullName("rulebooks", context.arguments.operands[0]));
  const auto stub = pb::RulebookService::NewStub(Channel(context));
  pb::GetRulebookResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::GetRulebook, request, response); !status.ok())
    return PrintFailure(context, status);
  if (context.json) return PrintJson(context, response);
  const std::filesystem::path folder = context.arguments.Get("--to");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const pb::RulebookText::File& file : response.text().files()) {
    // A stored name must not lead out of the folder.
    const std::filesystem::path path = folder / std::filesystem::path{file.name()}.filename();
    std::ofstream stream{path, std::ios::binary};
    if (!(stream << file.content()).flush()) {
      return PrintUsageError(
          context, {"Không ghi được vào thư mục của --to.", "The folder of --to cannot be written."});
    }
    context.out << path.string() << '\n';
  }
  return kDone;
}

int ListDrafts(Context& context) {
  const auto stub = pb::RulebookService::NewStub(Channel(context));
  pb::ListRulebookDraftsResponse listed;
  if (absl::Status status =
          ListAll(context, *stub, &Stub::ListRulebookDrafts, pb::ListRulebookDraftsRequest{}, listed);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, listed);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Dự thảo", "Draft"})},
                   {say({"Trạng thái", "State"})},
                   {say({"Có hiệu lực từ", "In force from"})},
                   {say({"Phiên bản", "Version"})},
                   {say({"Lý do", "Reason"}), Align::kLeft, 60}}};
  for (const pb::RulebookDraft& draft : listed.drafts()) {
    table.Add({ShortName(draft.name()),
               StateWord(pb::RulebookDraft::State_Name(draft.state()), context.language),
               draft.effective_date(), draft.rulebook_version(), draft.reason()});
  }
  context.out << table.ToString();
  return kDone;
}

absl::Status GetDraft(Context& context, Stub& stub, const std::string& name, pb::RulebookDraft& draft) {
  pb::GetRulebookDraftRequest request;
  request.set_name(name);
  pb::GetRulebookDraftResponse response;
  absl::Status status = Call(context, stub, &Stub::GetRulebookDraft, request, response);
  draft = response.draft();
  draft.clear_text();
  return status;
}

int ShowDraft(Context& context) {
  const auto stub = pb::RulebookService::NewStub(Channel(context));
  pb::RulebookDraft draft;
  const absl::Status status =
      GetDraft(context, *stub, FullName("rulebookDrafts", context.arguments.operands[0]), draft);
  return PrintDraft(context, status, draft);
}

/// Sends a draft whose text or changes are set.
int SendDraft(Context& context, pb::CreateRulebookDraftRequest& request) {
  request.set_request_id(NewRequestId(context));
  request.set_validate_only(context.arguments.Has("--validate-only"));
  request.set_reason(context.arguments.Get("--reason"));
  request.set_legal_ground(context.arguments.Get("--ground"));
  const auto stub = pb::RulebookService::NewStub(Channel(context));
  pb::CreateRulebookDraftResponse response;
  const absl::Status status = Call(context, *stub, &Stub::CreateRulebookDraft, request, response);
  response.mutable_draft()->clear_text();
  // A name that nothing bears yet would be looked for in vain.
  if (request.validate_only()) response.mutable_draft()->clear_name();
  const int code = PrintDraft(context, status, response.draft());
  if (code == kDone && request.validate_only() && !context.json)
    context.out << context.Say({"Chỉ kiểm tra: chưa lưu gì.\n", "Checked only: nothing was stored.\n"});
  return code;
}

/// The whole text of a folder, or a JSON file of changes as the contract writes them.
int CreateDraft(Context& context) {
  pb::CreateRulebookDraftRequest request;
  request.set_effective_date(context.arguments.Get("--from"));
  const std::string folder = context.arguments.Get("--folder"), changes = context.arguments.Get("--changes");
  if (folder.empty() == changes.empty()) {
    return PrintUsageError(context, {"Ghi --folder hoặc --changes.", "Give --folder or --changes."});
  }
  if (!folder.empty()) {
    rulebook::BookFiles files;
    const rulebook::LoadResult loaded = rulebook::LoadFolder(folder, &files);
    // Every fault is printed here; a refusal of the server travels with the first ones only.
    for (const rulebook::Problem& problem : loaded.problems)
      context.err << "  " << Printable(context.Say({rulebook::ToTextVi(problem), rulebook::ToText(problem)}))
                  << '\n';
    if (!loaded.problems.empty()) return kRefused;
    for (const auto& [name, content] : files) {
      pb::RulebookText::File& file = *request.mutable_text()->add_files();
      file.set_name(name);
      file.set_content(content);
    }
    return SendDraft(context, request);
  }
  std::string json;
  pb::CreateRulebookDraftRequest given;
  if (!ReadFile(changes, json) ||
      !google::protobuf::util::JsonStringToMessage("{\"changes\":" + json + "}", &given).ok()) {
    return PrintUsageError(context, {"Không đọc được --changes: phải là danh sách JSON các thay đổi.",
                                     "--changes cannot be read: it must be a JSON list of changes."});
  }
  *request.mutable_changes() = given.changes();
  return SendDraft(context, request);
}

pb::RuleKey KeyOf(const Context& context) {
  pb::RuleKey key;
  key.set_rule_id(context.arguments.operands[0]);
  key.set_province_code(context.arguments.Get("--province"));
  key.set_valid_from(context.arguments.Get("--entry-from"));
  return key;
}

int SwitchOn(Context& context) {
  pb::CreateRulebookDraftRequest request;
  request.set_effective_date(context.arguments.Get("--from"));
  pb::RuleSwitchOn& change = *request.add_changes()->mutable_switch_on();
  *change.mutable_rule() = KeyOf(context);
  change.mutable_switched_on()->set_authority(context.arguments.Get("--authority"));
  change.mutable_switched_on()->set_decision_number(context.arguments.Get("--decision"));
  change.mutable_switched_on()->set_from_date(context.arguments.Get("--from"));
  return SendDraft(context, request);
}

int SwitchOff(Context& context) {
  pb::CreateRulebookDraftRequest request;
  request.set_effective_date(context.arguments.Get("--from"));
  pb::RuleSwitchOff& change = *request.add_changes()->mutable_switch_off();
  *change.mutable_rule() = KeyOf(context);
  change.set_last_day(context.arguments.Get("--last-day"));
  return SendDraft(context, request);
}

/// Name, etag (of --etag or the current one) and request id of a step.
template <class Request>
absl::Status Begin(Context& context, Stub& stub, Request& request) {
  request.set_name(FullName("rulebookDrafts", context.arguments.operands[0]));
  context.etag = context.arguments.Get("--etag");
  if (context.etag.empty()) {
    pb::RulebookDraft draft;
    if (absl::Status status = GetDraft(context, stub, request.name(), draft); !status.ok()) return status;
    context.etag = draft.etag();
  }
  request.set_etag(context.etag);
  request.set_request_id(NewRequestId(context));
  return absl::OkStatus();
}

int ApproveDraft(Context& context) {
  const auto stub = pb::RulebookService::NewStub(Channel(context));
  pb::ApproveRulebookDraftRequest request;
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_decision_number(context.arguments.Get("--decision"));
  pb::ApproveRulebookDraftResponse response;
  const absl::Status status = Call(context, *stub, &Stub::ApproveRulebookDraft, request, response);
  return PrintDraft(context, status, response.draft());
}

int WithdrawDraft(Context& context) {
  const auto stub = pb::RulebookService::NewStub(Channel(context));
  pb::WithdrawRulebookDraftRequest request;
  if (absl::Status status = Begin(context, *stub, request); !status.ok())
    return PrintFailure(context, status);
  request.set_reason(context.arguments.Get("--reason"));
  pb::WithdrawRulebookDraftResponse response;
  const absl::Status status = Call(context, *stub, &Stub::WithdrawRulebookDraft, request, response);
  return PrintDraft(context, status, response.draft());
}

const Operand kDraft{"DRAFT", {"dự thảo", "the draft"}};
const Operand kRule{"RULE", {"mã quy định", "id of the rule"}};
const Option kFrom{"--from", "DATE", {"ngày bắt đầu có hiệu lực", "first day in force"}, true};
const Option kReason{"--reason", "TEXT", {"lý do", "why"}, true};
const Option kGround{"--ground", "TEXT", {"căn cứ pháp lý", "legal ground"}, true};
const Option kValidateOnly{"--validate-only", "", {"chỉ kiểm tra, không lưu", "check without storing"}};
const Option kProvince{"--province", "CODE", {"quy định của tỉnh này", "rule of this province"}};
const Option kEntry{
    "--entry-from",
    "DATE",
    {"ngày đầu của đoạn hiệu lực, khi có nhiều đoạn", "first day of the entry, when there are several"}};
const Option kEtag{
    "--etag", "ETAG", {"bản đã xem; mặc định: bản hiện hành", "version you saw; default: the current one"}};

}  // namespace

void AddRulebookCommands(std::vector<Command>& commands) {
  commands.push_back({"rulebook versions",
                      {"các phiên bản và ngày có hiệu lực", "versions and when they are in force"},
                      {},
                      {},
                      ListVersions});
  commands.push_back(
      {"rulebook text",
       {"ghi các tệp của một phiên bản ra thư mục", "write the files of a version into a folder"},
       {{"VERSION", {"phiên bản", "the version"}}},
       {{"--to", "FOLDER", {"thư mục", "folder"}, true}},
       WriteText});
  commands.push_back({"rulebook drafts", {"liệt kê dự thảo", "list drafts"}, {}, {}, ListDrafts});
  commands.push_back({"rulebook show", {"xem một dự thảo", "show a draft"}, {kDraft}, {}, ShowDraft});
  commands.push_back(
      {"rulebook draft",
       {"soạn một phiên bản mới", "draft a new version"},
       {},
       {kFrom,
        {"--folder", "FOLDER", {"toàn văn: các tệp *.textproto", "the whole text: *.textproto files"}},
        {"--changes", "FILE", {"các thay đổi, danh sách JSON", "the changes, a JSON list"}},
        kReason,
        kGround,
        kValidateOnly},
       CreateDraft});
  commands.push_back(
      {"rulebook switch-on",
       {"soạn: cho áp dụng một quy định chưa đối chiếu", "draft: an authority applies an unverified rule"},
       {kRule},
       {kFrom,
        {"--authority", "NAME", {"cơ quan quyết định", "who decided"}, true},
        {"--decision", "NUMBER", {"số quyết định của cơ quan đó", "number of its decision"}, true},
        kReason,
        kGround,
        kProvince,
        kEntry,
        kValidateOnly},
       SwitchOn});
  commands.push_back({"rulebook switch-off",
                      {"soạn: thôi áp dụng quy định đó", "draft: end that"},
                      {kRule},
                      {kFrom,
                       {"--last-day", "DATE", {"ngày cuối còn áp dụng", "last day on which it binds"}, true},
                       kReason,
                       kGround,
                       kProvince,
                       kEntry,
                       kValidateOnly},
                      SwitchOff});
  commands.push_back({"rulebook approve",
                      {"phê duyệt một dự thảo (không phải người soạn)", "approve a draft (not its author)"},
                      {kDraft},
                      {{"--decision", "NUMBER", {"số quyết định", "number of the decision"}, true}, kEtag},
                      ApproveDraft});
  commands.push_back({"rulebook withdraw",
                      {"rút một dự thảo chưa duyệt", "withdraw a draft that is not approved"},
                      {kDraft},
                      {kReason, kEtag},
                      WithdrawDraft});
}

}  // namespace cpb::cli
