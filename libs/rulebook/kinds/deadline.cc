#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// The step is taken on a day inside the window.
std::optional<Verdict> Check(const Deadline& deadline, const Facts& facts) {
  const clock::Date day = facts.subject.event_date;
  Verdict verdict;
  if (deadline.not_before) {
    const auto first = DayIn(*deadline.not_before, facts.subject.budget_year);
    if (first && day < *first) {
      verdict.kept = false;
      verdict.why_vi = "Ngày sớm nhất là " + DateVi(*first) + "; ngày thực hiện " + DateVi(day) + ".";
      verdict.why_en = "The first day is " + DateEn(*first) + "; the step is taken on " + DateEn(day) + ".";
    }
  }
  if (deadline.not_after) {
    const auto last = DayIn(*deadline.not_after, facts.subject.budget_year);
    if (last && day > *last) {
      verdict.kept = false;
      verdict.why_vi = "Hạn cuối là " + DateVi(*last) + "; ngày thực hiện " + DateVi(day) + ".";
      verdict.why_en = "The last day is " + DateEn(*last) + "; the step is taken on " + DateEn(day) + ".";
    }
  }
  if (verdict.kept) return std::nullopt;
  return verdict;
}

}  // namespace cpb::rulebook
