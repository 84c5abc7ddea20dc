/// What became of the provinces on 1 July 2025 (provinces.csv of the reference data).
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "libs/clock/clock.h"

namespace cpb::allocation {

/// The end of a unit of 2004 to 2025.
struct Fate {
  std::string successor_code;  ///< Code of the unit of 2025 that it became part of; may be its own.
  std::string successor;       ///< "08-2025"
  clock::Date last_day;        ///< Last day of the old unit.
};

class Provinces {
 public:
  static absl::StatusOr<Provinces> Load(const std::string& reference_data);
  explicit Provinces(std::map<std::string, Fate> fates) : fates_{std::move(fates)} {}
  /// Null for a code that no unit of 2004 to 2025 had.
  const Fate* FateOf(const std::string& code) const;
  /// The code of 2025 for a code of any year. Every unit of 2025 kept the code of one of those it was formed
  /// from, so codes of 2025 stand for themselves.
  std::string CodeOf2025(const std::string& code) const;

 private:
  std::map<std::string, Fate> fates_;  ///< By code.
};

}  // namespace cpb::allocation
