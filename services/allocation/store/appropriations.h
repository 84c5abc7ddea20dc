/// Appropriations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::Appropriation;

/// Handed to the ledger, the answer awaited.
void InsertAppropriation(storage::Session& session, const Appropriation& appropriation);
Appropriation GetAppropriation(storage::Session& session, const std::string& name);
/// Locked for change; nothing unless the ledger has booked it.
std::optional<Appropriation> LockBookedAppropriation(storage::Session& session, const std::string& name);
/// Writes what changed of a booked one.
void UpdateAppropriation(storage::Session& session, const Appropriation& appropriation);
/// Booked by the ledger, or refused and shown no more.
void FinishAppropriation(storage::Session& session, const Appropriation& appropriation, bool booked);

struct ListedAppropriation {
  Appropriation appropriation;
  std::string sort_key;
};
/// By year, source and holder; year 0 means all, an empty holder all.
std::vector<ListedAppropriation> ListAppropriations(storage::Session& session, int budget_year,
                                                    const std::string& holder, const std::string& after,
                                                    int limit);

}  // namespace cpb::allocation
