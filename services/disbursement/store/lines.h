/// Budget lines and budget years.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// A budget line in one of its years.
struct Line {
  pb::BudgetLine line;
  std::optional<std::string> closed_at;  ///< Of its year, SQL text; absent while the year is open.
};
/// Every year of each line, oldest first, locked against changes (shared) together with those budget years.
/// Lines that are not known are absent.
std::map<std::string, std::vector<Line>> LockLines(storage::Session& session,
                                                   const std::set<std::string>& ids);
/// Locks a line in all its years against every other signature of it, and every posting.
void LockLineToSign(storage::Session& session, const std::string& id);
/// Without locks, for reading and for judging ahead.
std::vector<Line> FindLine(storage::Session& session, const std::string& id);

/// Makes lines known in their years, or describes them anew.
void SaveLines(storage::Session& session, const std::vector<pb::BudgetLine>& lines);

struct Year {
  std::optional<std::string> closed_at;
};
/// Locks a budget year against its close until the end of the unit of work; makes it when it is new.
Year LockYear(storage::Session& session, const std::string& programme, int budget_year);
/// The same; nothing when it is not known.
std::optional<Year> LockKnownYear(storage::Session& session, const std::string& programme, int budget_year);
/// Locks a budget year against every posting; nothing when it is not known.
std::optional<Year> LockYearToClose(storage::Session& session, const std::string& programme, int budget_year);
void CloseYear(storage::Session& session, const std::string& programme, int budget_year,
               const std::string& at, const std::string& by);

}  // namespace cpb::disbursement::store
