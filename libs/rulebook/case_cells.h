/// Reads the cells of one row of the case file. Internal to the case file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libs/csv/reader.h"
#include "libs/rulebook/cases.h"

namespace cpb::rulebook {

/// Text between the separators, without blanks around it; empty parts are left out.
std::vector<std::string> SplitCell(std::string_view cell, char separator);

/// One row: what is wrong is collected under the row and column that a person sees.
class CaseCells {
 public:
  CaseCells(const csv::Row& row, const Names& names, std::vector<refusal::Violation>& violations)
      : row_{row}, names_{names}, violations_{violations} {}

  const std::string& Text(std::string_view column) const { return row_[column]; }
  void Complain(std::string_view column, const std::string& vi, const std::string& en);

  std::optional<clock::Date> DateOf(std::string_view column, std::string_view text);
  std::int64_t AmountOf(std::string_view column, std::string_view text);
  /// A whole number within the bounds; `otherwise` when the text is empty or wrong.
  int NumberOf(std::string_view column, std::string_view text, int least, int most, int otherwise);
  /// "central+local": known sources, none twice.
  std::vector<std::string> SourcesOf(std::string_view column);
  /// "30.000.000+5.000.000".
  std::vector<std::int64_t> AmountsOf(std::string_view column);
  /// "plan_item", "PLAN-ITEM", "STEP_PLAN_ITEM".
  Step StepOf(std::string_view column);
  /// The code of a province given by code or name, valid on that day; empty when the cell is.
  std::string ProvinceOf(std::string_view column, clock::Date day);
  /// Adds the collection to an id, or takes the whole name.
  std::string NameOf(std::string_view column, std::string_view text, std::string_view collection, bool known);
  /// An id of the name, without its collection.
  static std::string IdOf(std::string_view text, std::string_view collection);

 private:
  const csv::Row& row_;
  const Names& names_;
  std::vector<refusal::Violation>& violations_;
};

/// "2015 local 40.000.000 activity=…; …": what was granted before.
std::vector<Grant> ReadHistory(CaseCells& cells, const Subject& subject, const Names& names);
/// "earlier=…; ground=…; …": facts that few steps need.
void ReadFacts(CaseCells& cells, Subject& subject, const Names& names);
/// Column `instrument`: as the book cites it, by number and year, or by an alias; empty when none is given.
std::string ReadInstrument(CaseCells& cells, const Rulebook& book);
/// Columns `expected` and `findings`; a file without the latter compares amounts only.
Expected ReadExpected(CaseCells& cells, const Subject& subject, const Rulebook& book, bool has_findings);

}  // namespace cpb::rulebook
