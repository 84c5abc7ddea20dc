/// The two formats. Internal to libs/sheet.
#pragma once

#include "libs/sheet/collector.h"
#include "libs/sheet/zip.h"

namespace cpb::sheet {

/// Office Open XML (ECMA-376), .xlsx.
void ReadXlsx(const Zip& zip, Collector& collector, Book& book);
/// OpenDocument spreadsheet (ISO 26300), .ods.
void ReadOds(const Zip& zip, Collector& collector, Book& book);

/// A number as both formats write it; nothing when it is none.
std::optional<double> ParseNumber(std::string_view text);
/// A count or index; nothing when it is none or above a million and a half.
std::optional<std::size_t> ParseCount(std::string_view text);

}  // namespace cpb::sheet
