/// Resource names and account keys between the contract, the tables and the ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/ledger/account.h"

namespace cpb::disbursement {

namespace pb = ::cpbudget::disbursement::v1;

/// "payments/17" with prefix "payments/" is 17; nothing for any other text.
std::optional<std::int64_t> NumberOf(std::string_view prefix, std::string_view name);
std::string NameOf(std::string_view prefix, std::int64_t number);

/// The kind must be known: the wire has checked it.
ledger::AccountKey KeyOf(const pb::AccountKey& message);
pb::AccountKey MessageOf(const ledger::AccountKey& key);

}  // namespace cpb::disbursement
