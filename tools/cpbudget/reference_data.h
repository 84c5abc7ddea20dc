/// The reference data on this machine, for commands that need no server.
#pragma once

#include <string>

namespace cpb::cli {

/// Folder with sources.csv, activities.csv, …: $CPBUDGET_REFERENCE_DATA, else deploy/reference-data here or
/// beside the program's own folders. Empty when there is none.
std::string FindReferenceData();

}  // namespace cpb::cli
