#include "services/audit/domain/usage.h"

#include <algorithm>
#include <map>

namespace cpb::audit {
namespace {

bool Add(std::int64_t& sum, std::int64_t amount) {
  return !__builtin_add_overflow(sum, amount, &sum);
}
bool Subtract(std::int64_t& sum, std::int64_t amount) {
  return !__builtin_sub_overflow(sum, amount, &sum);
}

// The stage in which an account's money is counted; null for accounts that only balance others.
std::int64_t Stages::*StageOf(Kind kind) {
  switch (kind) {
    case Kind::kAvailable:
      return &Stages::available_vnd;
    case Kind::kCommitted:
      return &Stages::committed_vnd;
    case Kind::kAdvanced:
      return &Stages::advanced_vnd;
    case Kind::kInPayment:
      return &Stages::in_payment_vnd;
    case Kind::kSpent:
      return &Stages::spent_vnd;
    case Kind::kRefunded:
      return &Stages::refunded_vnd;
    case Kind::kLapsed:
      return &Stages::lapsed_vnd;
    case Kind::kCarriedForward:
      return &Stages::carried_forward_vnd;
    case Kind::kEnterprise:  // Counted by Accumulate: never allotted.
    case Kind::kAuthority:
    case Kind::kAppropriation:
    case Kind::kInTransit:
    case Kind::kBroughtForward:
    case Kind::kUnspecified:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

std::string KeyOf(const HeldBalance& held, GroupBy dimension) {
  switch (dimension) {
    case GroupBy::kProject:
      return held.account.project;
    case GroupBy::kSource:
      return held.account.source;
    case GroupBy::kProvince:
      return held.province_code;
    case GroupBy::kYear:
      return std::to_string(held.account.budget_year);
    case GroupBy::kAgency:
      return held.account.agency;
    case GroupBy::kBudgetLine:
      return held.account.budget_line;
    case GroupBy::kProgramme:
      return held.account.programme;
    case GroupBy::kProvince2025:
      return held.province_2025;
  }
  return "";
}

bool Accumulate(const HeldBalance& held, Stages& stages) {
  // The authority's account falls by what it grants.
  if (held.account.kind == Kind::kAuthority) return Subtract(stages.appropriated_vnd, held.balance_vnd);
  if (held.account.kind == Kind::kEnterprise) return Add(stages.enterprise_vnd, held.balance_vnd);
  std::int64_t Stages::*stage = StageOf(held.account.kind);
  if (stage == nullptr) return true;
  if (!Add(stages.*stage, held.balance_vnd)) return false;
  // Money of a line never leaves these stages but by virement or in transit, so their sum is what came in and
  // stayed. Lapsed money without a line was never allotted.
  return held.account.budget_line.empty() || Add(stages.allotted_vnd, held.balance_vnd);
}

std::optional<UsageTable> Summarise(const std::vector<HeldBalance>& balances,
                                    const std::vector<GroupBy>& dimensions) {
  std::map<std::vector<std::string>, UsageLine> groups;
  UsageTable table;
  for (const HeldBalance& held : balances) {
    std::vector<std::string> keys;
    keys.reserve(dimensions.size());
    for (const GroupBy dimension : dimensions) keys.push_back(KeyOf(held, dimension));
    UsageLine& line = groups[keys];
    if (!Accumulate(held, line.stages) || !Accumulate(held, table.total.stages)) return std::nullopt;
    const bool counts = held.illustrative && held.balance_vnd != 0;
    line.illustrative = line.illustrative || counts;
    table.total.illustrative = table.total.illustrative || counts;
  }
  for (auto& [keys, line] : groups) {
    if (line.stages.AllZero()) continue;
    line.keys = keys;
    table.rows.push_back(std::move(line));
  }
  return table;
}

}  // namespace cpb::audit
