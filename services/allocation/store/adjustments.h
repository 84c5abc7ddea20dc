/// Adjustments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::Adjustment;

/// What the columns need beside the message, taken from the lines that are adjusted.
struct AdjustedLines {
  std::string agency;
  std::string province_code;
  std::string from_establishment;
  std::string from_activity;
  std::string to_establishment;
  std::string to_activity;
};

void InsertAdjustment(storage::Session& session, const Adjustment& adjustment, const AdjustedLines& lines,
                      const std::string& created_at);
/// Its etag is the stored version. Locked for change when `lock` is true.
std::optional<Adjustment> FindAdjustment(storage::Session& session, const std::string& name, bool lock);
/// Writes state and message. `new_version` gives it another etag.
void UpdateAdjustment(storage::Session& session, Adjustment& adjustment, bool new_version);
/// Carried over, proposed or booked, under a proof; without one adjustment.
std::int64_t SumCarriedOverUnder(storage::Session& session, const std::string& proof,
                                 const std::string& without);
/// Booked supplements to a line from a source in its year, oldest first; each with what may still be carried
/// over under it as its amount.
std::vector<Adjustment> ListSupplementsTo(storage::Session& session, const std::string& budget_line,
                                          const std::string& source, int budget_year);
/// Supplements and virements to a line that are not booked yet, over all its sources; without one adjustment.
std::int64_t SumPendingTo(storage::Session& session, const std::string& budget_line, int budget_year,
                          const std::string& without);

/// A line of a round that an adjustment changed.
struct LineAdjustment {
  std::string budget_line;
  std::string adjustment;
};
/// Booked ones and those on their way to the ledger, by line.
std::vector<LineAdjustment> ListAdjustmentsOfRound(storage::Session& session, const std::string& round);

/// Money that a virement moved.
struct Way {
  std::string from_line;
  std::string to_line;
};
/// Virements of a year from a source, booked or on their way to the ledger, without one adjustment.
std::vector<Way> ListVirements(storage::Session& session, int budget_year, const std::string& source,
                               const std::string& without);

struct ListedAdjustment {
  Adjustment adjustment;
  std::string sort_key;
};
/// Newest first; year 0 means all, an empty province all.
std::vector<ListedAdjustment> ListAdjustments(storage::Session& session, int budget_year,
                                              const std::string& province_code, const std::string& after,
                                              int limit);

}  // namespace cpb::allocation
