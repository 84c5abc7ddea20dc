/// rules check: needs no server and no session.
#pragma once

#include "tools/cpbudget/context.h"

namespace cpb::cli {

int CheckRuleCases(Context& context);

}  // namespace cpb::cli
