/// Ids of the reference data that rules and cases may name. What is not here is a typing error.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/rulebook/validate.h"

namespace cpb::rulebook {

/// Ids without their collection: "ASSESS-RAPID", not "activities/ASSESS-RAPID".
struct Names {
  /// When a province code stands for a province; nothing at an end means open.
  struct Validity {
    std::optional<clock::Date> from;
    std::optional<clock::Date> to;
    std::string title_vi;
    std::string title_en;
    bool Holds(clock::Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
  };
  std::map<std::string, std::vector<std::string>>
      activities;                       ///< With the component projects they belong to.
  std::map<std::string, bool> sources;  ///< True for the enterprises' own money.
  std::set<std::string> component_projects;
  std::set<std::string> programmes;
  std::set<std::string> agencies;
  std::multimap<std::string, Validity> provinces;  ///< By two-digit code.

  /// True when the code names a province on that day.
  bool IsProvinceOn(const std::string& code, clock::Date day) const;
  /// Code of the province that has this name on that day, in Vietnamese or English; empty when none has.
  std::string ProvinceNamed(const std::string& title, clock::Date day) const;
};

/// Reads activities, sources, component projects, programmes, agencies and provinces of the folder. What
/// cannot be read is added to `problems`.
std::optional<Names> LoadNames(const std::string& reference_data, std::vector<Problem>& problems);

/// Every programme, project, activity, source and province of the book that the reference data lacks.
/// Activities of other programmes are known when the book announces them (`activities_elsewhere`).
std::vector<Problem> ValidateNames(const Rulebook& book, const Names& names);

}  // namespace cpb::rulebook
