// The command line `cpbudget`; see README.md.
#include <cstdlib>
#include <iostream>

#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/context.h"
#include "tools/cpbudget/session.h"

namespace cpb::cli {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// False when --lang names no language of ours.
bool ChooseLanguage(const Arguments& arguments, Language& language) {
  const std::string asked = arguments.Get("--lang");
  if (!asked.empty() && asked != "vi" && asked != "en") return false;
  const bool english = asked.empty() ? Environment("LANG").starts_with("en") : asked == "en";
  language = english ? Language::kEnglish : Language::kVietnamese;
  return true;
}

// Address and token: the token is only ever sent to the gateway that gave it.
int OpenSession(Context& context) {
  std::string error;
  const Session session = LoadSession(SessionFile(), error);
  if (!error.empty()) {
    context.err << context.Say({"Tệp phiên để người khác đọc được, không dùng: ",
                                "The session file can be read by others and is not used: "})
                << error << '\n';
    return kUsage;
  }
  context.address = context.arguments.Get("--address");
  if (context.address.empty()) context.address = Environment("CPBUDGET_ADDRESS");
  if (context.address.empty()) context.address = session.address;
  if (context.address.empty()) context.address = "127.0.0.1:8081";
  if (context.address == session.address) context.token = session.token;
  return kDone;
}

int Main(const std::vector<std::string>& words) {
  const Parsed parsed = Parse(Commands(), words);
  Context context{.out = std::cout, .err = std::cerr};
  context.arguments = parsed.arguments;
  context.commands = &Commands();
  if (!ChooseLanguage(parsed.arguments, context.language)) {
    return PrintUsageError(context, {"--lang: vi hoặc en.", "--lang is vi or en."});
  }
  context.json = parsed.arguments.Has("--json");
  if (parsed.kind == Parsed::Kind::kHelp) {
    context.out << Help(Commands(), parsed.command, parsed.group, context.language);
    // Asked for nothing: that is wrong usage, with the help as the answer.
    return words.empty() ? kUsage : kDone;
  }
  if (parsed.kind == Parsed::Kind::kError) {
    context.err << context.Say({parsed.error_vi, parsed.error_en}) << '\n'
                << context.Say({"Xem: cpbudget ", "See: cpbudget "})
                << (parsed.command == nullptr ? "" : parsed.command->path)
                << (parsed.command == nullptr || parsed.command->path.empty() ? "--help\n" : " --help\n");
    return kUsage;
  }
  if (const int code = OpenSession(context); code != kDone) return code;
  return parsed.command->run(context);
}

}  // namespace
}  // namespace cpb::cli

int main(int argc, char** argv) {
  return cpb::cli::Main({argv + 1, argv + argc});
}
