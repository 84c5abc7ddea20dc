#include "tools/cpbudget/command_line.h"

#include <algorithm>

namespace cpb::cli {
namespace {

// How many words of the line name the command; 0 when none does.
std::size_t PathWords(const Command& command, const std::vector<std::string>& words) {
  std::size_t count = 0;
  std::string_view path = command.path;
  while (!path.empty()) {
    const std::string_view word = path.substr(0, path.find(' '));
    if (count >= words.size() || words[count] != word) return 0;
    ++count;
    path.remove_prefix(std::min(path.size(), word.size() + 1));
  }
  return count;
}

bool IsGroup(const std::vector<Command>& commands, std::string_view word) {
  return std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
    return command.path.size() > word.size() && command.path.starts_with(word) &&
           command.path[word.size()] == ' ';
  });
}

const Option* FindOption(const Command& command, std::string_view name) {
  for (const auto* options : {&command.options, &GlobalOptions()}) {
    for (const Option& option : *options) {
      if (option.name == name) return &option;
    }
  }
  return nullptr;
}

Parsed Error(const Command* command, std::string vi, std::string en) {
  Parsed parsed;
  parsed.command = command;
  parsed.error_vi = std::move(vi);
  parsed.error_en = std::move(en);
  return parsed;
}

// Reads one option at `index`; moves it past a value that is a word of its own.
std::optional<Parsed> ReadOption(const Command& command, const std::vector<std::string>& words,
                                 std::size_t& index, Arguments& arguments) {
  const std::string& word = words[index];
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const Option* option = FindOption(command, name);
  if (option == nullptr) {
    return Error(&command, "Không có tùy chọn " + name + ".", "There is no option " + name + ".");
  }
  if (arguments.Has(name) && !option->repeated) {
    return Error(&command, "Tùy chọn " + name + " được nêu hai lần.", "Option " + name + " is given twice.");
  }
  if (option->value.empty()) {
    if (equals != std::string::npos) {
      return Error(&command, "Tùy chọn " + name + " không nhận giá trị.",
                   "Option " + name + " takes no value.");
    }
    arguments.options[name].push_back("true");
    return std::nullopt;
  }
  if (equals == std::string::npos && index + 1 >= words.size()) {
    return Error(&command, "Tùy chọn " + name + " cần một giá trị.", "Option " + name + " needs a value.");
  }
  arguments.options[name].push_back(equals == std::string::npos ? words[++index] : word.substr(equals + 1));
  return std::nullopt;
}

Parsed CheckComplete(const Command& command, Arguments arguments) {
  for (const Option& option : command.options) {
    if (option.required && !arguments.Has(option.name)) {
      const std::string name{option.name};
      return Error(&command, "Thiếu tùy chọn " + name + ".", "Option " + name + " is missing.");
    }
  }
  if (arguments.operands.size() < command.operands.size()) {
    const std::string name{command.operands[arguments.operands.size()].name};
    return Error(&command, "Thiếu " + name + ".", name + " is missing.");
  }
  if (arguments.operands.size() > command.operands.size()) {
    const std::string extra = arguments.operands[command.operands.size()];
    return Error(&command, "Thừa tham số: " + extra, "One word too many: " + extra);
  }
  Parsed parsed;
  parsed.kind = Parsed::Kind::kRun;
  parsed.command = &command;
  parsed.arguments = std::move(arguments);
  return parsed;
}

Parsed ParseCommand(const Command& command, const std::vector<std::string>& words, std::size_t index,
                    Arguments arguments) {
  bool options_end = false;
  for (; index < words.size(); ++index) {
    const std::string& word = words[index];
    if (!options_end && word == "--") {
      options_end = true;
    } else if (!options_end && word.starts_with("--")) {
      if (auto error = ReadOption(command, words, index, arguments)) return *error;
    } else if (!options_end && word.size() > 1 && word[0] == '-') {
      return Error(&command, "Không có tùy chọn " + word + ".", "There is no option " + word + ".");
    } else {
      arguments.operands.push_back(word);
    }
  }
  return CheckComplete(command, std::move(arguments));
}

std::string OptionText(const Option& option) {
  return std::string{option.name} + (option.value.empty() ? "" : " " + std::string{option.value});
}

std::string Usage(const Command& command) {
  std::string text = "cpbudget " + std::string{command.path};
  for (const Operand& operand : command.operands) text += ' ' + std::string{operand.name};
  for (const Option& option : command.options) {
    text += option.required ? ' ' + OptionText(option) : " [" + OptionText(option) + ']';
    if (option.repeated) text += "...";
  }
  return text;
}

std::string Entry(std::string_view left, std::string_view right) {
  std::string text = "  " + std::string{left};
  constexpr std::size_t kColumn = 28;
  text +=
      text.size() + 2 > kColumn ? "\n" + std::string(kColumn, ' ') : std::string(kColumn - text.size(), ' ');
  return text + std::string{right} + '\n';
}

std::string CommandHelp(const Command& command, Language language) {
  const bool english = language == Language::kEnglish;
  std::string text = std::string{command.help.In(language)} + "\n\n" + (english ? "Usage: " : "Cách dùng: ") +
                     Usage(command) + '\n';
  if (!command.operands.empty() || !command.options.empty()) text += '\n';
  for (const Operand& operand : command.operands) text += Entry(operand.name, operand.help.In(language));
  for (const Option& option : command.options) text += Entry(OptionText(option), option.help.In(language));
  text += english ? "\nOptions of every command:\n" : "\nTùy chọn của mọi lệnh:\n";
  for (const Option& option : GlobalOptions()) text += Entry(OptionText(option), option.help.In(language));
  return text;
}

}  // namespace

const std::vector<Option>& GlobalOptions() {
  static const std::vector<Option> kOptions{
      {"--address",
       "HOST:PORT",
       {"địa chỉ gRPC của cổng; mặc định: nơi đã đăng nhập, $CPBUDGET_ADDRESS, 127.0.0.1:8081",
        "gRPC address of the gateway; default: where you signed in, $CPBUDGET_ADDRESS, 127.0.0.1:8081"}},
      {"--lang",
       "vi|en",
       {"ngôn ngữ; mặc định theo $LANG, nếu không là tiếng Việt",
        "language; default: by $LANG, else Vietnamese"}},
      {"--json", "", {"in JSON cho máy đọc", "print JSON for machines"}},
      {"--request-id",
       "UUID",
       {"dùng lại mã yêu cầu để lặp lại đúng một lệnh", "repeat exactly the request that had this id"}},
      {"--help", "", {"in trợ giúp này", "print this help"}}};
  return kOptions;
}

Parsed Parse(const std::vector<Command>& commands, const std::vector<std::string>& words) {
  Parsed help;
  help.kind = Parsed::Kind::kHelp;
  // Options of every command may also stand before the command.
  const Command none{};
  Arguments global;
  std::size_t start = 0;
  while (start < words.size() && words[start].starts_with("--") && words[start] != "--help") {
    if (auto error = ReadOption(none, words, start, global)) {
      error->command = nullptr;
      return *error;
    }
    ++start;
  }
  std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(start), words.end());
  if (rest.empty()) return help;
  const bool asks_help = rest[0] == "help" || rest[0] == "--help" || rest[0] == "-h" ||
                         std::find(rest.begin(), std::find(rest.begin(), rest.end(), "--"), "--help") !=
                             std::find(rest.begin(), rest.end(), "--");
  if (rest[0] == "help" || rest[0] == "--help") rest.erase(rest.begin());

  const Command* best = nullptr;
  std::size_t best_words = 0;
  for (const Command& command : commands) {
    const std::size_t count = PathWords(command, rest);
    if (count > best_words) {
      best = &command;
      best_words = count;
    }
  }
  if (asks_help) {
    help.arguments = std::move(global);
    help.command = best;
    for (std::size_t i = 0; i + 1 < rest.size(); ++i) {
      if (rest[i] == "--lang") help.arguments.options["--lang"] = {rest[i + 1]};
    }
    if (best == nullptr && !rest.empty() && IsGroup(commands, rest[0])) help.group = rest[0];
    return help;
  }
  if (best != nullptr) return ParseCommand(*best, rest, best_words, std::move(global));
  if (rest.size() == 1 && IsGroup(commands, rest[0])) {
    help.group = rest[0];
    return help;
  }
  return Error(nullptr, "Không có lệnh này: " + rest[0], "There is no such command: " + rest[0]);
}

std::string Help(const std::vector<Command>& commands, const Command* command, std::string_view group,
                 Language language) {
  if (command != nullptr) return CommandHelp(*command, language);
  const bool english = language == Language::kEnglish;
  std::string text = english ? "cpbudget: the cleaner-production budget from the command line.\n\nCommands:\n"
                             : "cpbudget: ngân sách sản xuất sạch hơn trên dòng lệnh.\n\nCác lệnh:\n";
  for (const Command& one : commands) {
    if (group.empty() || (one.path.starts_with(group) && one.path[group.size()] == ' ')) {
      text += Entry(one.path, one.help.In(language));
    }
  }
  text += english ? "\nOptions of every command:\n" : "\nTùy chọn của mọi lệnh:\n";
  for (const Option& option : GlobalOptions()) text += Entry(OptionText(option), option.help.In(language));
  text += english ? "\nExit code: 0 done, 1 refused, 2 wrong usage, 3 failure.\n`cpbudget COMMAND --help` "
                    "tells more.\n"
                  : "\nMã thoát: 0 xong, 1 bị từ chối, 2 dùng sai, 3 lỗi hệ thống.\n`cpbudget LỆNH --help` "
                    "cho biết thêm.\n";
  return text;
}

}  // namespace cpb::cli
