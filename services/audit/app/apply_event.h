/// What events of another program do to the read model. Runs in the transaction that also stores the
/// position in the producer's feed, so every event counts exactly once.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cpbudget/types/v1/feed.pb.h"
#include "libs/storage/database.h"
#include "services/audit/app/labels.h"

namespace cpb::audit {

/// In the order of their positions.
using FeedEvents = std::vector<const cpbudget::types::v1::FeedEvent*>;

absl::Status ApplyEvents(storage::Session& session, const Labels& labels, const std::string& program,
                         const FeedEvents& events);

}  // namespace cpb::audit
