#include "libs/ledger/reverse.h"

#include <algorithm>
#include <string>

#include "libs/ledger/moves.h"
#include "libs/ledger/period.h"
#include "libs/ledger/reasons.h"

namespace cpb::ledger {
namespace {

/// What was set aside for a round is given to all its lines, or it would be lost to them.
bool IsMovedByDeciders(const AccountKey& key) {
  if (IsSetAside(key)) return false;
  switch (key.kind) {
    case Kind::kAuthority:
    case Kind::kAppropriation:
    case Kind::kInTransit:
    case Kind::kAvailable:
    case Kind::kCarriedForward:
    case Kind::kBroughtForward:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::optional<refusal::Refusal> CheckReversible(const BookedEntry& entry, clock::Date effective) {
  const bool all_by_deciders =
      std::all_of(entry.postings.begin(), entry.postings.end(), [](const Posting& posting) {
        return IsMovedByDeciders(posting.from) && IsMovedByDeciders(posting.to);
      });
  if (entry.reverses_position != 0 || entry.postings.empty() || !all_by_deciders) {
    return refusal::Refusal{&kEntryNotReversible, {{"position", std::to_string(entry.position)}}, {}};
  }
  const int year = entry.postings.front().from.budget_year;
  const clock::Date last = EffectiveDate(year, AdjustmentEnd(year));  // 31 December of the year.
  if (entry.effective <= effective && effective <= last) return std::nullopt;
  return refusal::Refusal{&kPeriodClosed,
                          {{"budget_year", std::to_string(year)},
                           {"date", clock::FormatDate(effective)},
                           {"from", clock::FormatDate(entry.effective)},
                           {"until", clock::FormatDate(last)}},
                          {}};
}

std::vector<Movement> ReversalOf(const std::vector<Posting>& postings) {
  std::vector<Movement> movements;
  movements.reserve(postings.size());
  for (auto posting = postings.rbegin(); posting != postings.rend(); ++posting) {
    movements.push_back({posting->to, posting->from, posting->amount_vnd});
  }
  return movements;
}

}  // namespace cpb::ledger
