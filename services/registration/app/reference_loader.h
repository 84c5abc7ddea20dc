/// Reference data from the folder of --reference_data: into the tables that lists are answered from, and into
/// the catalogue that items are checked against.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/registration/domain/catalogue.h"
#include "services/registration/store/messages.h"
#include "services/registration/store/reference.h"

namespace cpb::registration {

struct Reference {
  store::ReferenceData data;
  Catalogue catalogue;
};

/// FAILED_PRECONDITION names file, row and column of what is wrong.
absl::StatusOr<Reference> LoadReference(const std::string& folder);

}  // namespace cpb::registration
