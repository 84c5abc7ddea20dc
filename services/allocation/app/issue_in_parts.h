/// Issuing a round of more lines than one document of the ledger bears. The first document moves what each
/// holder gives from its appropriation to an account of the round, all or nothing: there the ledger's guard
/// decides. The documents that follow move it on to the lines and can lack nothing any more, so the round is
/// issued whole, by whoever finds the next part to be sent (Poster).
#pragma once

#include <optional>
#include <vector>

#include "services/allocation/app/poster.h"
#include "services/allocation/store/plans.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {

/// True when the round is issued in parts.
bool NeedsParts(const Round& round);

/// Plans of a round that is not withdrawn.
std::vector<Plan> PlansOfRound(storage::Session& session, const std::string& round);

/// The document that sets the money of an approved round aside. LINE_CHANGED, which the ledger would
/// otherwise say of a part that may not be refused any more.
absl::StatusOr<Intent> SetAside(storage::Session& session, const Round& round, clock::Date effective);

/// What follows a document of a round that the ledger has booked: the next part, to be recorded in the same
/// transaction; nothing after the last one, or after a round that is issued by one document.
std::optional<Posting> NextPart(storage::Session& session, const rpc::Call& call, const Round& round,
                                const Posting& booked);

/// What lines are allotted by documents of a round that the ledger booked, by the very documents.
void AllotLines(storage::Session& session, const Round& round, const Posting& booked);

}  // namespace cpb::allocation
