#include "libs/ledger/decide.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "libs/ledger/reasons.h"
#include "libs/money/money.h"

namespace cpb::ledger {
namespace {

using refusal::Refusal;
using refusal::Violation;

bool SameShard(const Movement& movement) {
  return ShardOf(movement.from) == ShardOf(movement.to);
}

std::optional<Violation> CheckMovement(const Movement& movement, std::size_t index) {
  const auto wrong = [&](std::string text_vi, std::string text_en) {
    return Violation{.subject = "lines[" + std::to_string(index) + "]",
                     .text_vi = std::move(text_vi),
                     .text_en = std::move(text_en),
                     .limit_vnd = {},
                     .actual_vnd = movement.amount_vnd,
                     .rule_id = "",
                     .citation = ""};
  };
  if (movement.amount_vnd < 1 || movement.amount_vnd > money::kMaxDong) {
    return wrong("Số tiền phải từ 1 đến 9.000.000.000.000.000 đồng.",
                 "The amount must be 1 to 9,000,000,000,000,000 dong.");
  }
  if (movement.from == movement.to) {
    return wrong("Tài khoản chuyển và nhận trùng nhau.", "The same account gives and receives.");
  }
  if (movement.from.programme != movement.to.programme || movement.from.source != movement.to.source) {
    return wrong("Tiền không được đổi chương trình hoặc nguồn vốn.",
                 "Money may not change its programme or source of funds.");
  }
  return std::nullopt;
}

/// Collects postings into entries, one shard an entry, equal pairs of accounts merged.
class EntryBuilder {
 public:
  /// False when a merged amount would overflow.
  bool Add(const AccountKey& from, const AccountKey& to, std::int64_t amount) {
    const Shard shard = ShardOf(from);
    Place& place = places_[shard];
    const auto [pair, is_new] = place.postings.try_emplace({from, to}, Slot{});
    if (!is_new) {
      std::int64_t& merged = entries_[pair->second.entry].postings[pair->second.posting].amount_vnd;
      return !__builtin_add_overflow(merged, amount, &merged);
    }
    if (!place.entry || entries_[*place.entry].postings.size() == kPostingsPerEntryMax) {
      place.entry = entries_.size();
      entries_.push_back({shard, {}});
    }
    std::vector<Posting>& postings = entries_[*place.entry].postings;
    pair->second = {*place.entry, postings.size()};
    postings.push_back({from, to, amount});
    return true;
  }

  std::vector<Entry> Take() && { return std::move(entries_); }

 private:
  struct Slot {
    std::size_t entry = 0, posting = 0;
  };
  struct Place {
    std::optional<std::size_t> entry;  ///< The entry that takes the next posting.
    std::map<std::pair<AccountKey, AccountKey>, Slot> postings;
  };
  std::vector<Entry> entries_;
  std::map<Shard, Place> places_;
};

Refusal Overflow(const AccountKey& key) {
  return {&kLedgerOverflow, {{"account", CanonicalText(key)}}, {}};
}

Violation LimitViolation(const AccountKey& key, const Change& change) {
  const std::int64_t room = change.before_vnd + change.in_vnd;
  const std::string where = key.budget_line.empty() ? key.agency : key.budget_line;
  const std::string figures_vi =
      refusal::FormatVnd(room) + " đồng, cần " + refusal::FormatVnd(change.out_vnd) + " đồng.";
  const std::string figures_en =
      refusal::FormatVnd(room) + " dong left, " + refusal::FormatVnd(change.out_vnd) + " asked.";
  return {
      .subject = CanonicalText(key),
      .text_vi =
          where + " (" + key.source + ", " + std::string(KindTextVi(key.kind)) + "): còn " + figures_vi,
      .text_en = where + " (" + key.source + ", " + std::string(KindTextEn(key.kind)) + "): " + figures_en,
      .limit_vnd = room,
      .actual_vnd = change.out_vnd,
      .rule_id = "",
      .citation = ""};
}

/// The first account whose sums or new balance leave the range of the system.
std::optional<AccountKey> FindOverflow(const std::map<AccountKey, Change>& changes) {
  for (const auto& [key, change] : changes) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(change.before_vnd, change.in_vnd, &sum)) return key;
    if (__builtin_sub_overflow(sum, change.out_vnd, &sum)) return key;
    // A guarded account below zero is a limit, not an overflow; it is named with its room left.
    if (sum > money::kMaxDong || (!IsGuarded(key.kind) && sum < -money::kMaxDong)) return key;
  }
  return std::nullopt;
}

}  // namespace

std::vector<AccountKey> AccountsOf(const std::vector<Movement>& movements) {
  std::set<AccountKey> keys;
  for (const Movement& movement : movements) {
    keys.insert(movement.from);
    keys.insert(movement.to);
    if (!SameShard(movement)) {
      keys.insert(InTransitOf(movement.from));
      keys.insert(InTransitOf(movement.to));
    }
  }
  return {keys.begin(), keys.end()};
}

std::variant<Decision, Refusal> Decide(const Balances& balances, const std::vector<Movement>& movements) {
  std::vector<Violation> violations;
  for (std::size_t i = 0; i < movements.size(); ++i) {
    if (auto violation = CheckMovement(movements[i], i)) violations.push_back(*std::move(violation));
  }
  if (!violations.empty()) {
    return Refusal{&kMoveNotAllowed, {{"count", std::to_string(violations.size())}}, std::move(violations)};
  }

  Decision decision;
  EntryBuilder builder;
  const auto move = [&](const AccountKey& from, const AccountKey& to, std::int64_t amount) {
    std::int64_t& out = decision.changes[from].out_vnd;
    std::int64_t& in = decision.changes[to].in_vnd;
    return !__builtin_add_overflow(out, amount, &out) && !__builtin_add_overflow(in, amount, &in) &&
           builder.Add(from, to, amount);
  };
  for (const Movement& movement : movements) {
    const bool fits = SameShard(movement)
                          ? move(movement.from, movement.to, movement.amount_vnd)
                          : move(movement.from, InTransitOf(movement.from), movement.amount_vnd) &&
                                move(InTransitOf(movement.to), movement.to, movement.amount_vnd);
    if (!fits) return Overflow(movement.from);
  }
  for (auto& [key, change] : decision.changes) {
    const auto balance = balances.find(key);
    change.before_vnd = balance == balances.end() ? 0 : balance->second;
  }
  if (const auto key = FindOverflow(decision.changes)) return Overflow(*key);

  for (const auto& [key, change] : decision.changes) {
    if (IsGuarded(key.kind) && change.after_vnd() < 0) violations.push_back(LimitViolation(key, change));
  }
  if (!violations.empty()) {
    return Refusal{&kLedgerLimit, {{"count", std::to_string(violations.size())}}, std::move(violations)};
  }
  decision.entries = std::move(builder).Take();
  return decision;
}

}  // namespace cpb::ledger
