/// What one event of another program does to the read model. Runs in the transaction that also stores the
/// position in the producer's feed, so every event counts exactly once.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "cpbudget/types/v1/feed.pb.h"
#include "libs/storage/database.h"
#include "services/audit/app/labels.h"

namespace cpb::audit {

absl::Status ApplyEvent(storage::Session& session, const Labels& labels, const std::string& program,
                        const cpbudget::types::v1::FeedEvent& event);

}  // namespace cpb::audit
