/// The decision of the ledger: a document of movements becomes balanced entries, all of it or nothing.
///
/// A movement takes from one account and gives to another, so whatever is booked balances by construction.
/// Movements between two shards become two postings, one in each shard, through the in-transit accounts: the
/// guard stands at the giver, so the receipt cannot fail, and the in-transit balances of all shards add up to
/// zero.
///
/// Limits are judged on the document as a whole: money that a document brings into an account may be used by
/// the same document. Pure; the caller holds the locks of the accounts whose balances it passes.
#pragma once

#include <cstdint>
#include <map>
#include <variant>
#include <vector>

#include "libs/ledger/account.h"
#include "libs/refusal/refusal.h"

namespace cpb::ledger {

/// Money that a document asks to move.
struct Movement {
  AccountKey from;
  AccountKey to;
  std::int64_t amount_vnd = 0;  ///< 1 to money::kMaxDong.
};

/// Money that an entry moves inside one shard.
struct Posting {
  AccountKey from;
  AccountKey to;
  std::int64_t amount_vnd = 0;

  friend bool operator==(const Posting&, const Posting&) = default;
};

/// One entry of the journal. Postings with the same two accounts are merged.
struct Entry {
  Shard shard;
  std::vector<Posting> postings;
};
/// A document that needs more postings in one shard gets several entries.
inline constexpr std::size_t kPostingsPerEntryMax = 1'000;

/// What becomes of one account.
struct Change {
  std::int64_t before_vnd = 0;
  std::int64_t in_vnd = 0;
  std::int64_t out_vnd = 0;

  std::int64_t after_vnd() const { return before_vnd + in_vnd - out_vnd; }
};

struct Decision {
  std::vector<Entry> entries;            ///< In the order in which the movements first touch their shards.
  std::map<AccountKey, Change> changes;  ///< Every account that is touched.
};

using Balances = std::map<AccountKey, std::int64_t>;

/// Every account that `movements` touch, the in-transit ones included, in key order: what the caller must
/// lock.
std::vector<AccountKey> AccountsOf(const std::vector<Movement>& movements);

/// Guards in this order: MOVE_NOT_ALLOWED (amount out of range, an account to itself, programme or source
/// changes), LEDGER_OVERFLOW, LEDGER_LIMIT naming every account that would fall below zero with the room left
/// (limit) and what the document takes (actual). An account that is absent from `balances` stands at zero.
std::variant<Decision, refusal::Refusal> Decide(const Balances& balances,
                                                const std::vector<Movement>& movements);

}  // namespace cpb::ledger
