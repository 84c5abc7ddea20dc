/// What notices are made of: counts of plans that wait, and events of the feed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/storage/database.h"
#include "services/registration/store/messages.h"

namespace cpb::registration::store {

/// How many plans of a cycle are in a state.
struct WaitingPlans {
  std::string programme;
  int budget_year = 0;
  v1::Plan::State state = v1::Plan::STATE_UNSPECIFIED;
  int count = 0;
};
/// Of one agency, or of all (empty).
std::vector<WaitingPlans> CountPlans(storage::Session& session, const std::string& agency);

/// One event about a plan.
struct PlanNews {
  std::string type;
  std::string plan;
  std::string actor;  ///< A signature (libs/people).
  clock::Instant time;
};
/// Events of these three types after a position, newest first; of the plans of one agency, or of all (empty).
std::vector<PlanNews> ListNews(storage::Session& session, const std::vector<std::string>& types,
                               const std::string& agency, std::int64_t after, int limit);

}  // namespace cpb::registration::store
