/// Frameworks bound what may be appropriated.
#pragma once

#include "absl/status/status.h"
#include "libs/storage/database.h"
#include "services/allocation/store/appropriations.h"

namespace cpb::allocation {

/// FRAMEWORK_EXCEEDED naming every framework with the room left under it. Call it with the gate of grants
/// locked.
absl::Status CheckFrameworks(storage::Session& session, const Appropriation& appropriation);

}  // namespace cpb::allocation
