/// Rows of `treasury_batch` and `treasury_order`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/treasury_link.pb.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Inserts a batch and the orders in it, and names it. False when one of the payments was ordered meanwhile:
/// the unit of work must be given up.
bool InsertBatch(storage::Session& session, pb::Batch& batch, const std::vector<std::int64_t>& payments);
std::optional<pb::Batch> FindBatch(storage::Session& session, const std::string& name);
/// True when a payment is in a batch. Under the payment's lock nobody changes it meanwhile.
bool IsOrdered(storage::Session& session, const std::string& payment);

}  // namespace cpb::disbursement::store
