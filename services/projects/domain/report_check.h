/// May a figure be recorded?
#pragma once

#include <optional>
#include <string>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::projects {

/// What decides about a figure.
struct ReportFacts {
  std::string indicator;
  bool indicator_known = false;
  clock::Date report_date{};
  clock::Date today{};
};

/// INDICATOR_UNKNOWN or REPORT_DATE_IN_FUTURE; nothing when it may.
std::optional<refusal::Refusal> CheckReport(const ReportFacts& facts);

}  // namespace cpb::projects
