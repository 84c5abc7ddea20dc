/// What makes a rulebook contradictory. A book with one problem is refused whole: a rule that silently does
/// not apply is worse than a program that does not start.
#pragma once

#include <string>
#include <vector>

#include "libs/rulebook/rule.h"

namespace cpb::rulebook {

/// A sentence, or the rest of one, in both languages: faults are read by officials.
struct Why {
  std::string vi;
  std::string en;
};

/// One thing that is wrong with a book.
struct Problem {
  std::string file;
  int line = 0;  ///< 0 when the place is not known.
  std::string rule_id;
  Why reason;
};

/// 2000 to 2100: another year in a book is a typing error.
bool IsOfThisCentury(clock::Date date);

/// "norms.textproto:12: CP-ASSESS/share: the share must be …".
std::string ToText(const Problem& problem);
/// The same in Vietnamese.
std::string ToTextVi(const Problem& problem);

/// Everything that is wrong with the rules, in the order of the book.
std::vector<Problem> Validate(const Rulebook& book);

}  // namespace cpb::rulebook
