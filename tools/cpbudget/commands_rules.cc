// rules …: the rulebook.
#include <iostream>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/commands_rules_check.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;
namespace types = cpbudget::types;

std::string_view EffectWord(const Context& context, types::v1::Severity effect) {
  switch (effect) {
    case types::v1::SEVERITY_INFO:
      return context.Say({"thông tin", "informs"});
    case types::v1::SEVERITY_WARN:
      return context.Say({"cảnh báo", "warns"});
    case types::v1::SEVERITY_CAP:
      return context.Say({"giới hạn", "caps"});
    case types::v1::SEVERITY_BLOCK:
      return context.Say({"chặn", "blocks"});
    default:
      return "?";
  }
}

int ListRules(Context& context) {
  pb::ListRulesRequest request;
  request.set_as_of_date(context.arguments.Get("--as-of"));
  request.set_instrument(context.arguments.Get("--instrument"));
  request.set_rulebook_version(context.arguments.Get("--version"));
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
                   {say({"Tỉnh", "Province"})},
                   {say({"Từ", "From"})},
                   {say({"Đến", "To"})},
                   {say({"Tác dụng", "Effect"})},
                   {say({"Văn bản", "Instrument"})},
                   {say({"Nội dung", "Title"}), Align::kLeft, 72}}};
  int unverified = 0;
  for (const pb::RuleSummary& rule : rules.rules()) {
    const bool seen = rule.citation().verified();
    unverified += seen ? 0 : 1;
    // A mark before the name, so that nobody takes a rule for law that nobody has read.
    const std::string effect{rule.binding() ? EffectWord(context, rule.effect())
                                            : EffectWord(context, types::v1::SEVERITY_WARN)};
    table.Add({(seen ? "  " : "? ") + rule.rule_id(), rule.kind(), rule.province_code(), rule.valid_from(),
               rule.valid_to(), effect,
               rule.citation().instrument() +
                   (rule.citation().article().empty() ? "" : " " + rule.citation().article()),
               context.language == Language::kEnglish ? rule.title_en() : rule.title_vi()});
  }
  context.out << table.ToString();
  if (unverified > 0) {
    context.out
        << "? " << unverified
        << say({" quy định chưa đối chiếu văn bản: chỉ cảnh báo cho đến khi cấp có thẩm quyền cho áp dụng\n",
                " rules whose text was not seen: they only warn until an authority switches them on\n"});
  }
  context.out << say({"Bộ quy định: ", "Rulebook: "}) << rules.rulebook_version() << '\n';
  return kDone;
}

/// Prints one replay; false when something differs.
bool PrintReplay(Context& context, const pb::ReplayDecisionResponse& replay) {
  const pb::Decision& decision = replay.decision();
  context.out << (replay.agrees() ? "ok   " : "DIFF ") << decision.name() << "  "
              << decision.rulebook_version() << "  " << decision.subjects_count()
              << context.Say({" khoản, ", " items, "}) << Dong(decision.asked_vnd()) << " → "
              << Dong(decision.admissible_vnd()) << '\n';
  for (const pb::ReplayDifference& difference : replay.differences()) {
    context.out << "       " << difference.subject_id() << ' ' << difference.field() << ": "
                << difference.recorded() << " ≠ " << difference.recomputed() << '\n';
  }
  return replay.agrees();
}

int ReplayDecisions(Context& context) {
  const auto stub = pb::RuleService::NewStub(Channel(context));
  std::vector<std::string> names;
  for (const std::string& name : context.arguments.All("--decision"))
    names.push_back(FullName("decisions", name));
  if (names.empty()) {
    pb::ListDecisionsRequest request;
    request.set_document(context.arguments.Get("--document"));
    pb::ListDecisionsResponse listed;
    if (absl::Status status = ListAll(context, *stub, &pb::RuleService::Stub::ListDecisions, request, listed);
        !status.ok()) {
      return PrintFailure(context, status);
    }
    for (const pb::Decision& decision : listed.decisions()) names.push_back(decision.name());
  }
  std::size_t different = 0;
  for (const std::string& name : names) {
    pb::ReplayDecisionRequest request;
    request.set_name(name);
    pb::ReplayDecisionResponse replay;
    if (absl::Status status =
            Call(context, *stub, &pb::RuleService::Stub::ReplayDecision, request, replay, absl::Seconds(120));
        !status.ok()) {
      return PrintFailure(context, status);
    }
    if (context.json)
      PrintJson(context, replay);
    else if (!PrintReplay(context, replay))
      ++different;
    if (context.json && !replay.agrees()) ++different;
  }
  if (!context.json) {
    context.out << names.size() << context.Say({" quyết định tính lại, ", " decisions computed again, "})
                << different << context.Say({" khác\n", " differ\n"});
  }
  return different == 0 ? kDone : kRefused;
}

int CompareBooks(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) {
    return PrintUsageError(context,
                           {"--year: năm ngân sách 2000–2100.", "--year is a budget year, 2000–2100."});
  }
  pb::CompareRulebooksRequest request;
  request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  request.set_budget_year(static_cast<int>(year));
  request.mutable_base()->set_rulebook_version(context.arguments.Get("--base-version"));
  request.mutable_base()->set_as_of_date(context.arguments.Get("--base-as-of"));
  request.mutable_other()->set_rulebook_version(context.arguments.Get("--version"));
  if (const std::string draft = context.arguments.Get("--draft"); !draft.empty())
    request.mutable_other()->set_draft(FullName("rulebookDrafts", draft));
  request.set_recorded_decisions(context.arguments.Has("--decisions"));
  request.mutable_other()->set_as_of_date(context.arguments.Get("--as-of"));
  const auto stub = pb::RuleService::NewStub(Channel(context));
  pb::CompareRulebooksResponse compared;
  if (absl::Status status = Call(context, *stub, &pb::RuleService::Stub::CompareRulebooks, request, compared,
                                 absl::Seconds(120));
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, compared);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Quy định", "Rule"})},
                   {say({"Cảnh báo", "Warned"}), Align::kRight},
                   {say({"Giới hạn", "Capped"}), Align::kRight},
                   {say({"Chặn", "Blocked"}), Align::kRight},
                   {say({"Vượt mức", "Above limit"}), Align::kRight}}};
  const auto change = [](std::int64_t a, std::int64_t b) { return Dong(a) + " → " + Dong(b); };
  for (const pb::RuleComparison& rule : compared.rules()) {
    table.Add({rule.rule_id(), change(rule.base().warned(), rule.other().warned()),
               change(rule.base().capped(), rule.other().capped()),
               change(rule.base().blocked(), rule.other().blocked()),
               change(rule.base().above_limit_vnd(), rule.other().above_limit_vnd())});
  }
  context.out << table.ToString() << compared.items_count() << say({" khoản, đề nghị ", " items, requested "})
              << Dong(compared.requested_vnd()) << say({"; còn lại ", "; left "})
              << change(compared.base_vnd(), compared.other_vnd()) << say({"; thay đổi: ", "; changed: "})
              << compared.changed_count() << '\n';
  for (const pb::ItemComparison& item : compared.changed()) {
    const std::string& document = item.plan().empty() ? item.decision() : item.plan();
    context.out << "  " << ShortName(document) << '.' << item.item_id() << "  " << ShortName(item.activity())
                << "  " << change(item.base_vnd(), item.other_vnd()) << '\n';
  }
  return kDone;
}

}  // namespace

void AddRuleCommands(std::vector<Command>& commands) {
  commands.push_back(
      {"rules list",
       {"liệt kê các quy định; ? là chưa đối chiếu văn bản", "list the rules; ? marks those not verified"},
       {},
       {{"--as-of", "DATE", {"có hiệu lực vào ngày này", "in force on this date"}},
        {"--instrument", "NAME", {"văn bản, ví dụ 22/2012", "instrument, for example 22/2012"}},
        {"--version", "VERSION", {"phiên bản bộ quy định", "version of the rulebook"}}},
       ListRules});
  commands.push_back(
      {"rules replay",
       {"tính lại các quyết định theo bộ quy định của chúng và so sánh",
        "compute decisions again under their own rulebook and compare"},
       {},
       {{"--decision", "NAME", {"quyết định; mặc định: tất cả", "decision; default: all"}, false, true},
        {"--document", "NAME", {"của đợt hoặc điều chỉnh này", "of this round or adjustment"}}},
       ReplayDecisions});
  commands.push_back(
      {"rules compare",
       {"kế hoạch hoặc quyết định của một năm theo hai bộ quy định hoặc hai ngày",
        "a year's plans or decisions under two rulebooks or two days"},
       {},
       {{"--programme", "ID", {"chương trình", "programme"}, true},
        {"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
        {"--base-version", "VERSION", {"phiên bản thứ nhất", "first version"}},
        {"--base-as-of", "DATE", {"tính theo ngày này (bên thứ nhất)", "first side as of this date"}},
        {"--version", "VERSION", {"phiên bản thứ hai", "second version"}},
        {"--draft", "DRAFT", {"dự thảo làm bên thứ hai", "draft as the second side"}},
        {"--as-of", "DATE", {"tính theo ngày này (bên thứ hai)", "second side as of this date"}},
        {"--decisions",
         "",
         {"các quyết định đã ghi, thay cho kế hoạch", "recorded decisions instead of plans"}}},
       CompareBooks});
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
