/// The commands as a table, and what follows from it: parsing, `--help` everywhere, shell completion. Pure.
///
/// Grammar: cpbudget WORD [WORD] [OPERAND…] [--option VALUE | --option=VALUE | --switch]. Options and
/// operands may come in any order; "--" ends the options.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cpbudget/language.h"

namespace cpb::cli {

struct Context;

/// "--name VALUE", or a switch when `value` is empty.
struct Option {
  std::string_view name;   ///< With its two hyphens.
  std::string_view value;  ///< Placeholder, for example "FILE".
  Text help;
  bool required = false;
  bool repeated = false;  ///< May be given several times.
};

/// A word by position.
struct Operand {
  std::string_view name;  ///< "PLAN"
  Text help;
};

/// What was typed, checked against the table.
struct Arguments {
  std::map<std::string, std::vector<std::string>, std::less<>> options;  ///< A switch has the value "true".
  std::vector<std::string> operands;

  bool Has(std::string_view option) const { return options.find(option) != options.end(); }
  /// The only value; empty when it was not given.
  std::string Get(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? "" : found->second.front();
  }
  /// All values of an option that may be repeated.
  std::vector<std::string> All(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::vector<std::string>{} : found->second;
  }
};

struct Command {
  std::string_view path;  ///< "plan create"
  Text help;
  std::vector<Operand> operands;
  std::vector<Option> options;
  int (*run)(Context& context) = nullptr;
};

/// What a command line asks for.
struct Parsed {
  enum class Kind { kRun, kHelp, kError };
  Kind kind = Kind::kError;
  const Command* command = nullptr;  ///< Null for the help of a group or of everything.
  std::string group;                 ///< "plan" for the help of a group; empty for everything.
  Arguments arguments;
  std::string error_vi, error_en;
};

/// Options that every command takes.
const std::vector<Option>& GlobalOptions();

/// `words` without the program's own name.
Parsed Parse(const std::vector<Command>& commands, const std::vector<std::string>& words);

/// Help of one command, of a group ("plan"), or of everything (both null and empty).
std::string Help(const std::vector<Command>& commands, const Command* command, std::string_view group,
                 Language language);

/// A completion script; `shell` is "bash" or "zsh". Empty for another shell.
std::string CompletionScript(const std::vector<Command>& commands, std::string_view shell);

}  // namespace cpb::cli
