/// Plan items from a CSV file. Ids may be written short ("SXSH2020-3", "ASSESS-DETAILED", a tax code) or as
/// full names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libs/rpc/status.h"
#include "services/registration/app/item_check.h"
#include "services/registration/domain/catalogue.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// Items with the places in the file that they came from.
struct ImportedItems {
  std::vector<v1::PlanItem> items;
  std::vector<std::size_t> rows;                  ///< As a spreadsheet numbers them.
  std::vector<std::vector<std::string>> sources;  ///< Columns of `requested`, by item.

  /// "row 12, column quantity"
  std::string Place(const ItemProblem& problem) const;
};

/// Reads the file; everything that is wrong with its form goes to `errors`.
ImportedItems ReadItems(std::string_view file, const Catalogue& catalogue, rpc::FieldErrors& errors);

}  // namespace cpb::registration
