// rules …: the rulebook.
#include <iostream>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/commands_rules_check.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;

int ListRules(Context& context) {
  pb::ListRulesRequest request;
  request.set_as_of_date(context.arguments.Get("--as-of"));
  const auto stub = pb::RuleService::NewStub(Channel(context));
  pb::ListRulesResponse rules;
  if (absl::Status status = Call(context, *stub, &pb::RuleService::Stub::ListRules, request, rules);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, rules);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Quy định", "Rule"})},
                   {say({"Loại", "Kind"})},
                   {say({"Từ", "From"})},
                   {say({"Đến", "To"})},
                   {say({"Văn bản", "Instrument"})},
                   {say({"Đã đối chiếu", "Verified"})},
                   {say({"Nội dung", "Title"}), Align::kLeft, 72}}};
  for (const pb::RuleSummary& rule : rules.rules()) {
    table.Add({rule.rule_id(), rule.kind(), rule.valid_from(), rule.valid_to(),
               rule.citation().instrument() +
                   (rule.citation().article().empty() ? "" : " " + rule.citation().article()),
               rule.citation().verified() ? say({"có", "yes"}) : say({"chưa", "no"}),
               context.language == Language::kEnglish ? rule.title_en() : rule.title_vi()});
  }
  context.out << table.ToString() << say({"Bộ quy định: ", "Rulebook: "}) << rules.rulebook_version() << '\n';
  return kDone;
}

}  // namespace

void AddRuleCommands(std::vector<Command>& commands) {
  commands.push_back({"rules list",
                      {"liệt kê các quy định", "list the rules"},
                      {},
                      {{"--as-of", "DATE", {"có hiệu lực vào ngày này", "in force on this date"}}},
                      ListRules});
  commands.push_back({"rules check",
                      {"đối chiếu tệp trường hợp với bộ quy định trên máy này (không cần máy chủ)",
                       "check a case file against the rulebook on this machine (no server needed)"},
                      {},
                      {{"--cases", "FILE", {"tệp CSV các trường hợp", "CSV file of the cases"}, true},
                       {"--rulebook",
                        "FOLDER",
                        {"thư mục bộ quy định (mặc định: deploy/reference-data/rulebook)",
                         "folder of the rulebook (default: deploy/reference-data/rulebook)"}}},
                      CheckRuleCases});
}

}  // namespace cpb::cli
