#include "tools/cpbudget/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tools/cpbudget/commands.h"

namespace cpb::cli {
namespace {

using ::testing::HasSubstr;

Parsed Read(std::vector<std::string> words) {
  return Parse(Commands(), words);
}

TEST(CommandLine, FindsTheLongestCommand) {
  const Parsed parsed = Read({"plan", "submit", "SXSH2020-2019-SCT-68", "--note", "đúng hạn"});
  ASSERT_EQ(parsed.kind, Parsed::Kind::kRun);
  EXPECT_EQ(parsed.command->path, "plan submit");
  EXPECT_EQ(parsed.arguments.operands, (std::vector<std::string>{"SXSH2020-2019-SCT-68"}));
  EXPECT_EQ(parsed.arguments.Get("--note"), "đúng hạn");
  EXPECT_FALSE(parsed.arguments.Has("--validate-only"));
}

TEST(CommandLine, TakesOptionsAnywhereAndWithEquals) {
  const Parsed parsed = Read({"--lang=en", "usage", "--by=project,source", "--json", "--year", "2019"});
  ASSERT_EQ(parsed.kind, Parsed::Kind::kRun);
  EXPECT_EQ(parsed.arguments.Get("--lang"), "en");
  EXPECT_EQ(parsed.arguments.Get("--by"), "project,source");
  EXPECT_TRUE(parsed.arguments.Has("--json"));
}

TEST(CommandLine, TakesRepeatedOptionsInOrder) {
  const Parsed parsed =
      Read({"plan", "approve", "p", "--decision", "1/QĐ", "--cut", "03=1", "--cut", "04=2"});
  ASSERT_EQ(parsed.kind, Parsed::Kind::kRun);
  EXPECT_EQ(parsed.arguments.All("--cut"), (std::vector<std::string>{"03=1", "04=2"}));
}

TEST(CommandLine, LetsAnOperandBeginWithHyphens) {
  const Parsed parsed = Read({"plan", "show", "--", "--odd"});
  ASSERT_EQ(parsed.kind, Parsed::Kind::kRun);
  EXPECT_EQ(parsed.arguments.operands.at(0), "--odd");
}

struct WrongLine {
  std::vector<std::string> words;
  std::string error;
};

TEST(CommandLine, SaysWhatIsWrong) {
  const WrongLine lines[] = {{{"plan", "approve", "p"}, "Option --decision is missing."},
                             {{"plan", "show"}, "PLAN is missing."},
                             {{"plan", "show", "a", "b"}, "One word too many: b"},
                             {{"plan", "show", "a", "--loud"}, "There is no option --loud."},
                             {{"plan", "show", "a", "-x"}, "There is no option -x."},
                             {{"usage", "--year"}, "Option --year needs a value."},
                             {{"usage", "--year", "1", "--year", "2"}, "Option --year is given twice."},
                             {{"usage", "--json=yes"}, "Option --json takes no value."},
                             {{"spend"}, "There is no such command: spend"}};
  for (const WrongLine& line : lines) {
    const Parsed parsed = Read(line.words);
    EXPECT_EQ(parsed.kind, Parsed::Kind::kError) << line.error;
    EXPECT_EQ(parsed.error_en, line.error);
    EXPECT_FALSE(parsed.error_vi.empty());
  }
}

TEST(CommandLine, GivesHelpEverywhere) {
  EXPECT_EQ(Read({}).kind, Parsed::Kind::kHelp);
  EXPECT_EQ(Read({"--help"}).kind, Parsed::Kind::kHelp);
  EXPECT_EQ(Read({"plan"}).group, "plan");
  for (const Command& command : Commands()) {
    std::vector<std::string> words{""};
    for (const char c : command.path) {
      if (c == ' ') {
        words.emplace_back();
      } else {
        words.back() += c;
      }
    }
    words.emplace_back("--help");
    const Parsed parsed = Read(words);
    ASSERT_EQ(parsed.kind, Parsed::Kind::kHelp) << command.path;
    ASSERT_EQ(parsed.command, &command) << command.path;
    for (const Language language : {Language::kVietnamese, Language::kEnglish}) {
      const std::string help = Help(Commands(), parsed.command, "", language);
      EXPECT_THAT(help, HasSubstr("cpbudget " + std::string{command.path}));
      for (const Option& option : command.options) EXPECT_THAT(help, HasSubstr(std::string{option.name}));
    }
  }
}

// What bash offers after a line, by running the script.
std::string Complete(const std::string& words, int current) {
  const auto file = std::filesystem::temp_directory_path() / ("cpb-completion-" + std::to_string(getpid()));
  std::ofstream{file} << CompletionScript(Commands(), "bash");
  const std::string command = "bash -c 'source " + file.string() + "; COMP_WORDS=(" + words +
                              "); COMP_CWORD=" + std::to_string(current) +
                              "; _cpbudget; echo \"${COMPREPLY[*]}\"'";
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  std::string output;
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) output += buffer.data();
  pclose(pipe);
  std::filesystem::remove(file);
  return output;
}

TEST(Completion, BashOffersCommandsWordsAndOptions) {
  EXPECT_EQ(Complete("cpbudget usa", 1), "usage\n");
  EXPECT_EQ(Complete("cpbudget plan sub", 2), "submit\n");
  EXPECT_EQ(Complete("cpbudget plan approve --dec", 3), "--decision\n");
  EXPECT_EQ(Complete("cpbudget usage --as", 2), "--as-of\n");
  EXPECT_EQ(Complete("cpbudget completion z", 2), "zsh\n");
}

TEST(Completion, KnowsNoOtherShell) {
  EXPECT_EQ(CompletionScript(Commands(), "fish"), "");
}

}  // namespace
}  // namespace cpb::cli
