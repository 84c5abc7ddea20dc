/// What differs between two revisions of a plan.
#pragma once

#include "services/registration/store/messages.h"

namespace cpb::registration {

/// Both with items, in the order of their ids. Fills the changes and their sums.
void CompareRevisions(const v1::Plan& from, const v1::Plan& to, v1::ComparePlanRevisionsResponse& response);

}  // namespace cpb::registration
