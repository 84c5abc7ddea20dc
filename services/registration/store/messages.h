/// Short names for the contract's messages.
#pragma once

#include "cpbudget/registration/v1/plan.pb.h"
#include "cpbudget/registration/v1/reference.pb.h"
#include "cpbudget/registration/v1/workbook.pb.h"

namespace cpb::registration {
namespace v1 = ::cpbudget::registration::v1;
namespace types = ::cpbudget::types;
}  // namespace cpb::registration
