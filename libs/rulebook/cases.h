/// The case file: one line of CSV a case, readable by an official. What was asked, on which day, with which
/// history; what must be left, and which rules must speak. See deploy/reference-data/rulebook/README.md.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/refusal/refusal.h"
#include "libs/rulebook/names.h"
#include "libs/rulebook/subject.h"

namespace cpb::rulebook {

/// A rule that must speak, or must not.
struct ExpectedFinding {
  std::string rule_id;
  std::optional<Severity> severity;  ///< Nothing: with any severity.
  bool absent = false;               ///< The rule must say nothing.
};

/// What must come out.
struct Expected {
  bool blocked = false;                   ///< A finding blocks; then no amounts are compared.
  std::vector<std::int64_t> amounts_vnd;  ///< One total, or one amount a source.
  bool findings_given =
      false;  ///< The cell is not "*": warnings, caps and blocks must be these and no other.
  std::vector<ExpectedFinding> findings;
  std::string instrument;  ///< Not empty: a rule of it must speak. Aliases are resolved.
};

/// One line of the file.
struct Case {
  std::size_t row = 0;  ///< As a spreadsheet numbers it.
  std::string title;
  Step step = Step::kPlanItem;
  Subject subject;
  std::vector<Grant> history;
  Expected expected;
};

/// The cases, or everything that is wrong with the file, by row and column.
struct CaseFile {
  std::vector<Case> cases;
  std::vector<refusal::Violation> violations;
};

/// Reads the whole of `text`. Unknown columns, names and rules are refused.
CaseFile ReadCases(std::string_view text, const Rulebook& book, const Names& names);

/// What the rules said of a case.
struct CaseResult {
  Outcome outcome;
  std::vector<std::string> differences_vi;  ///< Empty when the case holds.
  std::vector<std::string> differences_en;
  bool ok() const { return differences_en.empty(); }
};

/// Judges one case and compares.
CaseResult CheckCase(const Rulebook& book, const Case& one);

/// "cap", "block", …
const char* SeverityWord(Severity severity);

}  // namespace cpb::rulebook
