/// What units were allotted, original and revised.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::Allotment;
using cpbudget::disbursement::v1::BudgetLine;

/// An allotment with what the ledger was told of its line.
struct StoredAllotment {
  Allotment allotment;
  BudgetLine line;
};

void InsertAllotments(storage::Session& session, const std::vector<StoredAllotment>& allotments);
/// Locked for change when `lock` is true.
std::optional<StoredAllotment> FindAllotment(storage::Session& session, const std::string& budget_line,
                                             const std::string& source, int budget_year, bool lock);
/// Adds to the revised amount (or takes from it).
void ReviseAllotment(storage::Session& session, const std::string& budget_line, const std::string& source,
                     int budget_year, std::int64_t change_vnd);
/// Revised amounts of a plan item's line over all its sources in its year, with what successors of its unit
/// took over.
std::int64_t SumRevised(storage::Session& session, const std::string& budget_line, int budget_year);

/// Of one programme and year, by line and source; an empty agency or province means all.
std::vector<Allotment> ListAllotmentsOfYear(storage::Session& session, const std::string& programme,
                                            int budget_year, const std::string& agency,
                                            const std::string& province_code);
/// What a revoked round had allotted is allotted no more.
void DeleteAllotmentsOfRound(storage::Session& session, const std::string& round);

struct ListedAllotment {
  Allotment allotment;
  std::string sort_key;
};
/// By line and source; year 0 means all, an empty agency or province all.
std::vector<ListedAllotment> ListAllotments(storage::Session& session, int budget_year,
                                            const std::string& agency, const std::string& province_code,
                                            const std::string& after, int limit);

}  // namespace cpb::allocation
