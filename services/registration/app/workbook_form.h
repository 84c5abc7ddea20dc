/// The form of a plan's workbook, shared by the way out and the way back: sheets, columns, and the hidden
/// sheet that says which plan and version it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/sheet/reader.h"
#include "libs/sheet/workbook.h"
#include "services/registration/domain/catalogue.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// Changes when a workbook of before can no longer be read rightly.
inline constexpr int kWorkbookForm = 1;

inline constexpr char kItemsSheet[] = "Kế hoạch";
inline constexpr char kHelpSheet[] = "Hướng dẫn";
inline constexpr char kCodesSheet[] = "Danh mục";
inline constexpr char kEstablishmentsSheet[] = "Cơ sở";
inline constexpr char kRulesSheet[] = "Quy định";
inline constexpr char kIdentitySheet[] = "cpbudget";

/// Row of the header of the items, as the spreadsheet numbers it; rows above it are for people.
inline constexpr std::size_t kItemsHeaderRow = 4;

/// A column of the items.
struct FormColumn {
  std::string field;   ///< Of PlanItem: "title"; empty for what is only shown.
  std::string source;  ///< Of a requested amount; its field is "requested".
  sheet::Column column;
};

/// In their order in the sheet. The columns that can be typed into come first.
std::vector<FormColumn> ItemColumns(const Catalogue& catalogue);

/// A code with its name, as lists show it and cells hold it: "LEAFLET – In ấn, phát hành tờ rơi".
std::string Label(std::string_view name, std::string_view title);
/// The code again; text without a name is all code. Blanks around it do not count.
std::string CodeOf(std::string_view label);

/// Which plan and version a workbook is of.
struct WorkbookIdentity {
  std::string form;
  std::string plan;
  std::string etag;
  bool genuine = false;  ///< The checksum over all of it fits.
};
/// The hidden sheet. Its checksum tells a slip from the original; it is no signature, and nothing relies on
/// it: who may change which plan is decided as for any other change.
sheet::Sheet IdentitySheet(const v1::Plan& plan);
/// Nothing when the workbook has no such sheet.
std::optional<WorkbookIdentity> ReadIdentity(const sheet::Book& book);

}  // namespace cpb::registration
