// rules check: the case file against the rulebook, on this machine alone.
#include "tools/cpbudget/commands_rules_check.h"

#include <filesystem>
#include <ostream>

#include "libs/rulebook/cases.h"
#include "libs/rulebook/loader.h"
#include "libs/rulebook/names.h"
#include "tools/cpbudget/format.h"
#include "tools/cpbudget/reference_data.h"

namespace cpb::cli {
namespace {

/// The book and the names it may use, read from the disk.
struct Books {
  rulebook::Rulebook book;
  rulebook::Names names;
};

std::optional<Books> LoadBooks(Context& context) {
  std::string names_folder = FindReferenceData();
  std::string folder = context.arguments.Get("--rulebook");
  if (folder.empty()) folder = names_folder + "/rulebook";
  // A rulebook inside a reference folder is judged by that folder's names.
  const std::string beside = (std::filesystem::path{folder} / "..").string();
  if (std::error_code error; std::filesystem::exists(beside + "/sources.csv", error)) names_folder = beside;

  rulebook::LoadResult loaded = rulebook::LoadFolder(folder);
  std::vector<rulebook::Problem> problems = std::move(loaded.problems);
  auto names = rulebook::LoadNames(names_folder, problems);
  if (loaded.book && names) {
    problems = rulebook::ValidateNames(*loaded.book, *names);
    if (problems.empty()) return Books{*std::move(loaded.book), *std::move(names)};
  }
  context.err << context.Say({"Bộ quy định bị từ chối: ", "The rulebook is refused: "}) << folder << '\n';
  for (const rulebook::Problem& problem : problems)
    context.err << "  " << Printable(context.Say({rulebook::ToTextVi(problem), rulebook::ToText(problem)}))
                << '\n';
  return std::nullopt;
}

void PrintResult(Context& context, const rulebook::Case& one, const rulebook::CaseResult& result) {
  const bool english = context.language == Language::kEnglish;
  std::string row = std::to_string(one.row);
  row.insert(0, row.size() < 4 ? 4 - row.size() : 0, ' ');
  context.out << (result.ok() ? "ok   " : "DIFF ") << row << "  " << Printable(one.title) << "  → "
              << (result.outcome.allowed ? Dong(result.outcome.admissible_total_vnd)
                                         : std::string{context.Say({"bị chặn", "blocked"})});
  std::string said;
  for (const rulebook::Finding& finding : result.outcome.findings) {
    said += " " + finding.rule_id + ":" + rulebook::SeverityWord(finding.severity);
  }
  if (!said.empty()) context.out << " [" << said.substr(1) << "]";
  std::string why;
  for (const std::string& difference : english ? result.differences_en : result.differences_vi) {
    why += (why.empty() ? "" : "; ") + difference;
  }
  if (!why.empty()) context.out << (english ? "  DIFFERS: " : "  KHÁC: ") << why;
  context.out << '\n';
}

}  // namespace

int CheckRuleCases(Context& context) {
  std::string text;
  const std::string file = context.arguments.Get("--cases");
  if (!ReadFile(file, text)) {
    return PrintUsageError(context,
                           {"Không đọc được tệp của --cases.", "The file of --cases cannot be read."});
  }
  const auto books = LoadBooks(context);
  if (!books) return kRefused;
  const rulebook::CaseFile cases = rulebook::ReadCases(text, books->book, books->names);
  if (!cases.violations.empty()) {
    context.err << context.Say({"Tệp bị từ chối: ", "The file is refused: "}) << file << '\n';
    for (const refusal::Violation& violation : cases.violations) {
      context.err << "  " << violation.subject << ": "
                  << Printable(context.language == Language::kEnglish ? violation.text_en : violation.text_vi)
                  << '\n';
    }
    return kUsage;
  }
  std::size_t different = 0;
  for (const rulebook::Case& one : cases.cases) {
    const rulebook::CaseResult result = rulebook::CheckCase(books->book, one);
    if (!result.ok()) ++different;
    PrintResult(context, one, result);
  }
  context.out << context.Say({"Bộ quy định ", "Rulebook "}) << books->book.version << ": "
              << cases.cases.size() << context.Say({" trường hợp, ", " cases, "}) << different
              << context.Say({" khác mong đợi\n", " differ\n"});
  return different == 0 ? kDone : kRefused;
}

}  // namespace cpb::cli
