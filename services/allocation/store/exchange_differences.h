/// Gains and losses of donors' grants.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/exchange.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::ExchangeDifference;

/// False when one for the same appropriation and subject is there. Call it with the gate of grants locked.
bool InsertExchangeDifference(storage::Session& session, const ExchangeDifference& difference,
                              const std::string& created_at);
ExchangeDifference GetExchangeDifference(storage::Session& session, const std::string& name);
/// The ledger's answer: booked, or refused for good.
void FinishExchangeDifference(storage::Session& session, const ExchangeDifference& difference, bool booked);
/// Part of a grant, in minor units, whose difference was recorded and not refused.
std::int64_t SumExchanged(storage::Session& session, const std::string& appropriation);

struct ListedExchangeDifference {
  ExchangeDifference difference;
  std::string sort_key;
};
/// Newest first; year 0 means all.
std::vector<ListedExchangeDifference> ListExchangeDifferences(storage::Session& session, int budget_year,
                                                              const std::string& after, int limit);

}  // namespace cpb::allocation
