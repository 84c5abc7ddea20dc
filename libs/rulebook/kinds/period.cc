#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// The budget year lies in the period of the component project.
std::optional<Verdict> Check(const Period& period, const Facts& facts) {
  const int year = facts.subject.budget_year;
  if (year >= period.first_year && year <= period.last_year) return std::nullopt;
  const std::string span = std::to_string(period.first_year) + "–" + std::to_string(period.last_year);
  Verdict verdict;
  verdict.kept = false;
  verdict.why_vi =
      "Giai đoạn " + span + "; năm ngân sách " + std::to_string(year) + " nằm ngoài giai đoạn này.";
  verdict.why_en = "Period " + span + "; budget year " + std::to_string(year) + " lies outside it.";
  return verdict;
}

}  // namespace cpb::rulebook
