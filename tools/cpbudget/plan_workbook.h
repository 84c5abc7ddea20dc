/// Plans as workbooks.
#pragma once

#include <string>

#include "tools/cpbudget/context.h"

namespace cpb::cli {

/// plan export
int ExportPlan(Context& context);
/// plan import, when the file is a workbook.
int ImportWorkbook(Context& context, std::string file);
/// Does this begin like .xlsx and .ods? Whatever else the service will tell.
bool LooksLikeWorkbook(const std::string& file);

}  // namespace cpb::cli
