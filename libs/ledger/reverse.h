/// Taking entries back. An entry is never changed: a new one moves the same money the other way and names it.
///
/// Only what the deciding programs book (grants, allotments, virements, carry-overs) is taken back like this.
/// Money that a unit has bound, sent or spent belongs to a document with steps of its own (release, cancel,
/// refund), which take it back together with the document's state. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/ledger/decide.h"

namespace cpb::ledger {

/// What is known of an entry that is to be taken back.
struct BookedEntry {
  std::int64_t position = 0;
  clock::Date effective;
  std::vector<Posting> postings;
  std::int64_t reverses_position = 0;  ///< Not 0: it takes another one back itself.
};

/// Guards in this order: ENTRY_NOT_REVERSIBLE (it takes another back itself, or it moved money of a unit's
/// own document), PERIOD_CLOSED for the day on which the reversal takes effect (within the entry's year, not
/// before the entry). That the money is still there is for Decide to say.
std::optional<refusal::Refusal> CheckReversible(const BookedEntry& entry, clock::Date effective);

/// The movements that take an entry back: each posting the other way, the last one first.
std::vector<Movement> ReversalOf(const std::vector<Posting>& postings);

}  // namespace cpb::ledger
