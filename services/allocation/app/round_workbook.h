/// A round as a workbook: every line with the way from what was requested to what is allotted.
#pragma once

#include <string>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/clock/clock.h"

namespace cpb::allocation {

/// The bytes of an .xlsx.
std::string RoundWorkbook(const cpbudget::allocation::v1::Round& round, clock::Instant now);

}  // namespace cpb::allocation
