/// Fund usage: balances of accounts summed into the stages of a usage table, by any dimensions. Pure; the
/// same figures come out whatever the order of the balances.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/audit/domain/account.h"

namespace cpb::audit {

/// By what usage is grouped.
enum class GroupBy { kProject, kSource, kProvince, kYear, kAgency, kBudgetLine, kProgramme, kProvince2025 };

/// One account with what it holds: received less given.
struct HeldBalance {
  Account account;
  std::string province_code;  ///< Province of its unit; empty for central units.
  std::int64_t balance_vnd = 0;
  bool illustrative = false;  ///< True when it is data invented to demonstrate the system.
  std::string province_2025 =
      {};  ///< Unit of 2025 that this province became part of; empty for central units.
};

/// Stages of the money, in dong.
struct Stages {
  std::int64_t appropriated_vnd = 0;
  std::int64_t allotted_vnd = 0;
  std::int64_t available_vnd = 0;
  std::int64_t committed_vnd = 0;
  std::int64_t in_payment_vnd = 0;
  std::int64_t advanced_vnd = 0;
  std::int64_t spent_vnd = 0;
  std::int64_t refunded_vnd = 0;
  std::int64_t lapsed_vnd = 0;
  std::int64_t carried_forward_vnd = 0;
  std::int64_t enterprise_vnd = 0;  ///< Bound by enterprises of their own; in no other stage.

  bool AllZero() const { return *this == Stages{}; }
  friend bool operator==(const Stages&, const Stages&) = default;
};

/// One row of a usage table.
struct UsageLine {
  std::vector<std::string> keys;  ///< In the order of the dimensions.
  Stages stages;
  bool illustrative = false;
};

/// A usage table: rows in the order of their keys, without rows that are zero throughout.
struct UsageTable {
  std::vector<UsageLine> rows;
  UsageLine total;
};

/// Key of an account under one dimension; empty where the dimension does not exist for it.
std::string KeyOf(const HeldBalance& held, GroupBy dimension);

/// Adds one balance to the stages. False when a sum would leave the range of int64.
[[nodiscard]] bool Accumulate(const HeldBalance& held, Stages& stages);

/// Sums balances by dimensions. Empty when a sum would leave the range of int64.
std::optional<UsageTable> Summarise(const std::vector<HeldBalance>& balances,
                                    const std::vector<GroupBy>& dimensions);

}  // namespace cpb::audit
