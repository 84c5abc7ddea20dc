/// The reference data that a plan item is judged by, as a value: immutable after the start of the program.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/registration/domain/chains.h"

namespace cpb::registration {

enum class SourceKind { kCentralBudget, kLocalBudget, kDonorGrant, kEnterprise };

/// A programme.
struct Programme {
  int first_year = 0;
  int last_year = 0;
};

/// An activity of the catalogue.
struct Activity {
  std::set<std::string, std::less<>> component_projects;  ///< "componentProjects/…"
  bool needs_establishment = false;
};

/// An agency.
struct Agency {
  std::string province_code;  ///< Empty for central bodies.
  std::string kind;           ///< "department", "ministry", …
};

/// Names for people.
struct Titles {
  std::string vi;
  std::string en;
};

/// Keys are full resource names, except for sources, which have plain ids.
struct Catalogue {
  std::map<std::string, Programme, std::less<>> programmes;
  std::map<std::string, std::string, std::less<>> component_projects;  ///< To its programme.
  std::map<std::string, Activity, std::less<>> activities;
  std::map<std::string, Agency, std::less<>> agencies;
  std::map<std::string, SourceKind, std::less<>> sources;
  std::vector<std::string> source_order;
  std::map<std::string, Titles, std::less<>> titles;  ///< Of all of these but provinces.
  std::set<std::string, std::less<>> province_codes;  ///< Of any validity.
  ChainBook chains;
};

}  // namespace cpb::registration
