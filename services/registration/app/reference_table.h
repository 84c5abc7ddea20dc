/// Reading a CSV file of the reference data: what is wrong is FAILED_PRECONDITION and names file, row and
/// column.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/csv/reader.h"

namespace cpb::registration {

absl::StatusOr<csv::Table> ReadTable(const std::string& folder, const std::string& file,
                                     std::vector<std::string> required,
                                     std::vector<std::string> optional = {});

/// "sources.csv: row 3, column kind: not understood: 'x'"; `why` replaces "not understood".
absl::Status Wrong(const std::string& file, const csv::Row& row, const char* column,
                   const std::string& why = "not understood");

/// The value of a cell that is one of a few words.
template <class T>
absl::StatusOr<T> ReadWord(const std::string& file, const csv::Row& row, const char* column,
                           const std::map<std::string, T>& words) {
  const auto found = words.find(row[column]);
  if (found == words.end()) return Wrong(file, row, column);
  return found->second;
}

}  // namespace cpb::registration
