// Completion scripts, made from the table of commands, so that they cannot lag behind it.
#include "tools/cpbudget/command_line.h"

namespace cpb::cli {
namespace {

std::string OptionNames(const Command& command) {
  std::string names;
  for (const auto* options : {&command.options, &GlobalOptions()}) {
    for (const Option& option : *options) names += (names.empty() ? "" : " ") + std::string{option.name};
  }
  return names;
}

// Shell lines that set `candidates` to what may follow; "line" holds the words typed so far.
std::string Cases(const std::vector<Command>& commands) {
  std::string first_words, text;
  std::map<std::string, std::string> second_words;
  for (const Command& command : commands) {
    const std::string path{command.path};
    const std::size_t space = path.find(' ');
    const std::string first = path.substr(0, space);
    if ((" " + first_words + " ").find(" " + first + " ") == std::string::npos) {
      first_words += (first_words.empty() ? "" : " ") + first;
    }
    if (space != std::string::npos) {
      std::string& words = second_words[first];
      words += (words.empty() ? "" : " ") + path.substr(space + 1);
    }
  }
  text += "  case \"$line\" in\n";
  // Longer paths first, so that "plan show" is not taken for "plan".
  for (const Command& command : commands) {
    if (command.path.find(' ') == std::string_view::npos) continue;
    text += "    \"" + std::string{command.path} + " \"*) candidates='" + OptionNames(command) + "' ;;\n";
  }
  for (const auto& [first, words] : second_words)
    text += "    \"" + first + " \"*) candidates='" + words + "' ;;\n";
  for (const Command& command : commands) {
    if (command.path.find(' ') != std::string_view::npos) continue;
    const std::string path{command.path};
    // A single word that also heads a group has its second words above.
    if (second_words.contains(path)) continue;
    text += "    \"" + path + " \"*) candidates='" + (path == "completion" ? "bash zsh " : "") +
            OptionNames(command) + "' ;;\n";
  }
  return text + "    *) candidates='" + first_words + " help' ;;\n  esac\n";
}

}  // namespace

std::string CompletionScript(const std::vector<Command>& commands, std::string_view shell) {
  if (shell == "bash") {
    return "# cpbudget completion for bash: source <(cpbudget completion bash)\n_cpbudget() {\n"
           "  local current=\"${COMP_WORDS[COMP_CWORD]}\" line candidates\n"
           "  line=\"${COMP_WORDS[*]:1:COMP_CWORD-1} \"\n" +
           Cases(commands) +
           "  COMPREPLY=($(compgen -W \"$candidates\" -- \"$current\"))\n"
           "  [[ \"$current\" != -* && ${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "
           "\"$current\"))\n"
           "  return 0\n}\ncomplete -F _cpbudget cpbudget\n";
  }
  if (shell == "zsh") {
    return "#compdef cpbudget\n# cpbudget completion for zsh: source <(cpbudget completion zsh)\n_cpbudget() "
           "{\n"
           "  local candidates line=\"${words[2,CURRENT-1]} \"\n" +
           Cases(commands) +
           "  compadd -- ${=candidates}\n  [[ \"$line\" == *' '*' '* ]] && _files\n  return 0\n}\ncompdef "
           "_cpbudget cpbudget\n";
  }
  return "";
}

}  // namespace cpb::cli
