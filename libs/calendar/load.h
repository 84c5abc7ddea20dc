/// Reads the calendar from its CSV file.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "libs/calendar/calendar.h"

namespace cpb::calendar {

/// Parses the text of budget_calendar.csv. INVALID_ARGUMENT names line and column of everything that is
/// wrong.
absl::StatusOr<Calendar> Parse(std::string_view csv);
/// Reads `<folder>/budget_calendar.csv`.
absl::StatusOr<Calendar> Load(const std::string& reference_data_folder);

}  // namespace cpb::calendar
