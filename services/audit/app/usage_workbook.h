/// A usage table as a workbook.
#pragma once

#include <string>

#include "cpbudget/audit/v1/audit.pb.h"
#include "libs/clock/clock.h"

namespace cpb::audit {

/// The bytes of an .xlsx: one sheet with a key and a name a dimension, the stages of the money, and the sum
/// last.
std::string UsageWorkbook(const cpbudget::audit::v1::GetUsageRequest& asked,
                          const cpbudget::audit::v1::GetUsageResponse& usage, clock::Instant now);

}  // namespace cpb::audit
