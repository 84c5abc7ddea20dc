/// Whose documents a caller may touch and see. The kind of caller was checked before (access option of the
/// method).
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/ledger/period.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/lines.h"

namespace cpb::disbursement::app {

/// LINE_OF_ANOTHER_AGENCY unless the caller works for `agency`: accountants and heads act for their own unit
/// alone.
absl::Status CheckOwnAgency(const rpc::Call& call, const std::string& agency, const std::string& resource);
/// OUTSIDE_JURISDICTION when the caller belongs to a unit alone, a central one included, and `agency` is not
/// it.
absl::Status CheckMaySee(const rpc::Call& call, const std::string& agency, const std::string& resource);
/// The agency that a list is narrowed to: the caller's own for people of a unit, else `asked` (empty
/// means all). OUTSIDE_JURISDICTION when they ask for another.
absl::StatusOr<std::string> AgencyToList(const rpc::Call& call, const std::string& asked);

/// Of the years of a line, locked, the one that a new commitment or payment of the caller's unit belongs to.
/// Guards in this order: LINE_NOT_FOUND, LINE_OF_ANOTHER_AGENCY, SAME_PERSON (the caller decided about the
/// line), PERIOD_CLOSED.
absl::StatusOr<const pb::BudgetLine*> ChooseLineToSpend(const std::vector<store::Line>& years_of_line,
                                                        const rpc::Call& call, const std::string& line_id,
                                                        int asked_year, ledger::Step step);
/// Locks a budget year against its close; PERIOD_CLOSED when it is closed or `step` is not possible today.
absl::Status LockOpenYear(storage::Session& session, const rpc::Call& call, const std::string& programme,
                          int budget_year, ledger::Step step);
/// PERIOD_CLOSED for a year that was closed at `closed_at` (SQL text); OK while it is open.
absl::Status CheckNotClosed(int budget_year, const std::optional<std::string>& closed_at);

}  // namespace cpb::disbursement::app
