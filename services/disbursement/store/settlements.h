/// Settlements, and the figures that they are compiled from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "libs/rpc/requests.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Figures of a unit for a closed year, out of the journal, by budget line and source.
std::vector<pb::SettlementLine> CompileLines(storage::Session& session, const std::string& programme,
                                             int budget_year, const std::string& agency);

/// False when the unit has a settlement of that year already.
bool InsertSettlement(storage::Session& session, const pb::Settlement& settlement);
/// Locked until the end of the unit of work, with its lines.
std::optional<pb::Settlement> LockSettlement(storage::Session& session, const std::string& name);
/// Writes state, reviewer and approver of a locked row, and moves its etag on.
void UpdateSettlement(storage::Session& session, pb::Settlement& settlement);
/// Newest year first, with their lines; `agency` empty means all. One more than the page.
std::vector<pb::Settlement> ListSettlements(storage::Session& session, int budget_year,
                                            const std::string& agency, const rpc::Page& page);
/// Place of a settlement in that order, for page tokens.
std::string SortKey(const pb::Settlement& settlement);

}  // namespace cpb::disbursement::store
