/// Component projects, activities and indicators from the folder of --reference_data.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/projects/store/projects.h"

namespace cpb::projects {

/// FAILED_PRECONDITION names file, row and column of what is wrong.
absl::StatusOr<store::ReferenceData> LoadReference(const std::string& folder);

}  // namespace cpb::projects
