/// Component projects, activities, indicators and results in SQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cpbudget/projects/v1/projects.pb.h"
#include "libs/storage/database.h"

namespace cpb::projects {
namespace v1 = ::cpbudget::projects::v1;
}

namespace cpb::projects::store {

/// What the reference folder says.
struct ReferenceData {
  std::vector<v1::ComponentProject> component_projects;
  std::vector<v1::Activity> activities;
  std::vector<v1::Indicator> indicators;
};

/// Inserts or updates by name; rows that the folder no longer has stay, because documents may name them.
void SaveReferenceData(storage::Session& session, const ReferenceData& data);

/// `programme` empty: all.
std::vector<v1::ComponentProject> ListComponentProjects(storage::Session& session,
                                                        const std::string& programme);
std::vector<v1::Activity> ListActivities(storage::Session& session);
std::vector<v1::Indicator> ListIndicators(storage::Session& session);
bool HasIndicator(storage::Session& session, const std::string& name);

/// Stores the figure and fills its name.
void InsertResult(storage::Session& session, const std::string& actor, const std::string& now,
                  v1::Result& result);
/// By indicator and then report date; `indicator` empty: all.
std::vector<v1::Result> ListResults(storage::Session& session, const std::string& indicator);

}  // namespace cpb::projects::store
