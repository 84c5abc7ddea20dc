#include "libs/ledger/reverse.h"

#include <algorithm>
#include <string>

#include "libs/ledger/period.h"
#include "libs/ledger/reasons.h"

namespace cpb::ledger {
namespace {

bool IsMovedByDeciders(Kind kind) {
  switch (kind) {
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
        return IsMovedByDeciders(posting.from.kind) && IsMovedByDeciders(posting.to.kind);
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
