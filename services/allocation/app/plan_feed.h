/// What registration's feed means here: the latest approved revision of each plan.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/types/v1/feed.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

/// Applies one event; what is no approved plan is passed over.
absl::Status ApplyRegistrationEvent(storage::Session& session, const cpbudget::types::v1::FeedEvent& event);

}  // namespace cpb::allocation
