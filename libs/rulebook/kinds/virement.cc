#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// Money moves in time, and only between lines that may give to one another.
std::optional<Verdict> Check(const VirementLimit& limit, const Facts& facts) {
  const Subject& subject = facts.subject;
  if (subject.giving_agency.empty()) return std::nullopt;  // A supplement, not a virement.
  Verdict verdict;
  const auto Miss = [&](const std::string& vi, const std::string& en) {
    verdict.kept = false;
    verdict.why_vi += (verdict.why_vi.empty() ? "" : " ") + vi;
    verdict.why_en += (verdict.why_en.empty() ? "" : " ") + en;
  };
  if (limit.not_after) {
    const auto last = DayIn(*limit.not_after, subject.budget_year);
    if (last && subject.event_date > *last) {
      Miss(
          "Hạn cuối là " + DateVi(*last) + "; ngày điều chỉnh " + DateVi(subject.event_date) + ".",
          "The last day is " + DateEn(*last) + "; the money is moved on " + DateEn(subject.event_date) + ".");
    }
  }
  for (const Asked& asked : subject.asked) {
    if (!limit.same_source || asked.source == subject.giving_source) continue;
    Miss("Hai dòng khác nguồn: '" + subject.giving_source + "' và '" + asked.source + "'.",
         "The lines draw on different sources: '" + subject.giving_source + "' and '" + asked.source + "'.");
  }
  if (limit.same_unit && subject.giving_agency != subject.agency) {
    Miss("Hai dòng khác đơn vị: " + subject.giving_agency + " và " + subject.agency + ".",
         "The lines belong to different units: " + subject.giving_agency + " and " + subject.agency + ".");
  }
  const int giving_year = subject.giving_budget_year == 0 ? subject.budget_year : subject.giving_budget_year;
  if (limit.same_year && giving_year != subject.budget_year) {
    Miss("Hai dòng khác năm ngân sách: " + std::to_string(giving_year) + " và " +
             std::to_string(subject.budget_year) + ".",
         "The lines are of different budget years: " + std::to_string(giving_year) + " and " +
             std::to_string(subject.budget_year) + ".");
  }
  if (verdict.kept) {
    verdict.why_vi = "Đã kiểm tra: phù hợp.";
    verdict.why_en = "Checked: it is kept.";
  }
  return verdict;
}

}  // namespace cpb::rulebook
