#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// The activity is carried by a component project, paid by a source and done by a kind of agency that fit it.
std::optional<Verdict> Check(const Eligibility& eligibility, const Facts& facts) {
  Verdict verdict;
  const auto Miss = [&](const std::string& vi, const std::string& en) {
    verdict.kept = false;
    verdict.why_vi += (verdict.why_vi.empty() ? "" : " ") + vi;
    verdict.why_en += (verdict.why_en.empty() ? "" : " ") + en;
  };
  if (!Admits(eligibility.component_projects, facts.subject.component_project)) {
    Miss("Chỉ thuộc " + Join(eligibility.component_projects) + ", không thuộc " +
             facts.subject.component_project + ".",
         "Belongs to " + Join(eligibility.component_projects) + " only, not to " +
             facts.subject.component_project + ".");
  }
  for (const Asked& asked : facts.subject.asked) {
    if (asked.enterprise || asked.amount_vnd == 0 || Admits(eligibility.sources, asked.source)) continue;
    Miss("Không chi từ nguồn '" + asked.source + "', chỉ từ: " + Join(eligibility.sources) + ".",
         "Not payable from source '" + asked.source + "', only from: " + Join(eligibility.sources) + ".");
  }
  if (!facts.subject.agency_kind.empty() && !Admits(eligibility.agency_kinds, facts.subject.agency_kind)) {
    Miss("Loại đơn vị '" + facts.subject.agency_kind + "' không thực hiện nội dung này.",
         "An agency of kind '" + facts.subject.agency_kind + "' does not carry this out.");
  }
  if (verdict.kept) return std::nullopt;
  return verdict;
}

}  // namespace cpb::rulebook
