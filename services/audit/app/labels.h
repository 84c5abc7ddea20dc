/// Names for people of what the figures are grouped by, from the reference data; and the province of each
/// agency. Loaded once at start; read-only afterwards.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "services/audit/domain/usage.h"

namespace cpb::audit {

/// A name in both languages.
struct Label {
  std::string vi, en;
};

class Labels {
 public:
  /// Reads programmes.csv, provinces.csv, provinces_2025.csv, agencies.csv, component_projects.csv and
  /// sources.csv of a folder.
  static absl::StatusOr<Labels> Load(const std::string& folder);

  /// Name of a key; the key itself when nothing better is known. `line_titles` names budget lines.
  Label Of(GroupBy dimension, const std::string& key,
           const std::map<std::string, std::string>& line_titles) const;
  /// Two-digit code; empty for central and unknown agencies.
  std::string ProvinceOfAgency(const std::string& agency) const;
  /// Code of the unit of 1 July 2025 for a province code of any year. Every unit of 2025 kept the code of one
  /// of those it was formed from, so codes of 2025 stand for themselves.
  std::string ProvinceOf2025(const std::string& code) const;
  /// True when a province has this code.
  bool HasProvince(const std::string& code) const { return provinces_.contains(code); }

 private:
  std::map<std::string, Label> provinces_, provinces_2025_, agencies_, projects_, sources_, programmes_;
  std::map<std::string, std::string> province_of_agency_;
  std::map<std::string, std::string> successors_;  ///< Code of the unit of 2025 by code of 2004 to 2025.
};

}  // namespace cpb::audit
