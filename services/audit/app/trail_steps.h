/// One event as a step of a trail: sentence, amount and findings, as far as they concern one budget line.
#pragma once

#include <map>
#include <string>

#include "cpbudget/audit/v1/audit.pb.h"
#include "services/audit/store/event_store.h"

namespace cpb::audit {

/// Names of people by `users/{user}`.
using Names = std::map<std::string, std::string>;

/// What a trail is about; steps of plans and rounds tell of this line alone. Empty fields mean the whole
/// document.
struct Subject {
  std::string item_id;      ///< Item of the plan.
  std::string budget_line;  ///< Line of rounds.
  std::string source;       ///< Source of that line.
};

cpbudget::audit::v1::TrailStep ToStep(const StoredEvent& stored, const Names& people, const Subject& subject);

}  // namespace cpb::audit
