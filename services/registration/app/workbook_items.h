/// The rows of a workbook as plan items.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "libs/rpc/status.h"
#include "libs/sheet/reader.h"
#include "services/registration/app/item_check.h"
#include "services/registration/domain/catalogue.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// Items with the rows that they came from.
struct WorkbookItems {
  std::vector<v1::PlanItem> items;
  std::vector<std::size_t> rows;  ///< As the spreadsheet numbers them.

  /// "Kế hoạch!D12"
  std::string Place(const ItemProblem& problem, const Catalogue& catalogue) const;
};

/// Reads the sheet of items; what is wrong in its cells goes to `errors`. Rows without an id get the next
/// ones that neither the workbook nor `plan` uses.
WorkbookItems ReadWorkbookItems(const sheet::Table& table, const v1::Plan& plan, const Catalogue& catalogue,
                                rpc::FieldErrors& errors);

}  // namespace cpb::registration
