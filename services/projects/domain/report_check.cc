#include "services/projects/domain/report_check.h"

#include "services/projects/domain/reasons.h"

namespace cpb::projects {

std::optional<refusal::Refusal> CheckReport(const ReportFacts& facts) {
  if (!facts.indicator_known) {
    return refusal::Refusal{&kIndicatorUnknown, {{"indicator", facts.indicator}}, {}};
  }
  if (facts.report_date > facts.today) {
    return refusal::Refusal{
        &kReportDateInFuture,
        {{"report_date", clock::FormatDate(facts.report_date)}, {"today", clock::FormatDate(facts.today)}},
        {}};
  }
  return std::nullopt;
}

}  // namespace cpb::projects
