/// Sources of funds of the reference data (sources.csv: id, kind, titles).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/allocation/domain/round.h"

namespace cpb::allocation {

class Sources {
 public:
  static absl::StatusOr<Sources> Load(const std::string& reference_data);
  explicit Sources(std::map<std::string, SourceKind> kinds) : kinds_{std::move(kinds)} {}
  /// Nothing for a source that is not in the reference data.
  std::optional<SourceKind> KindOf(const std::string& source) const;

 private:
  std::map<std::string, SourceKind> kinds_;
};

}  // namespace cpb::allocation
