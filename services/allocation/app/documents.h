/// What allocation asks of the ledger, as documents: which account gives to which.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/allocation/v1/exchange.pb.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/clock/clock.h"
#include "services/allocation/store/allotments.h"

namespace cpb::allocation {

using cpbudget::disbursement::v1::PostDocumentRequest;

/// AUTHORITY → APPROPRIATION of the holder, less the reserve; the other way for a cut.
PostDocumentRequest AppropriationDocument(const cpbudget::allocation::v1::Appropriation& appropriation,
                                          clock::Date effective);
/// AUTHORITY → APPROPRIATION of the holder: part of the reserve.
PostDocumentRequest ReleaseDocument(const cpbudget::allocation::v1::Appropriation& appropriation,
                                    std::int64_t amount_vnd, clock::Date effective);
/// Dong by source and holder.
using GivenByHolder = std::map<std::pair<std::string, std::string>, std::int64_t>;
/// APPROPRIATION of each holder → what it gives to this round: an account of the same kind named by the
/// round.
PostDocumentRequest SetAsideDocument(const cpbudget::allocation::v1::Round& round, const GivenByHolder& given,
                                     clock::Date effective);
/// From what a round is allotted: the appropriation itself, or what was set aside of it for the round.
enum class Giver { kAppropriation, kRound };
/// APPROPRIATION of each holder → AVAILABLE of each line that is allotted something, and what the ledger must
/// know of the lines: among it the people who decided, who may not pay.
PostDocumentRequest RoundDocument(const cpbudget::allocation::v1::Round& round,
                                  const std::vector<cpbudget::allocation::v1::RoundLine>& lines,
                                  const std::vector<cpbudget::registration::v1::Plan>& plans,
                                  clock::Date effective, Giver giver);
/// The round's document the other way: AVAILABLE of each line → APPROPRIATION of its holder.
PostDocumentRequest RevocationDocument(const cpbudget::allocation::v1::Round& round, clock::Date effective);
/// A gain adds to what may be allotted, a loss takes from it.
PostDocumentRequest ExchangeDocument(const cpbudget::allocation::v1::ExchangeDifference& difference);
/// Of a line in all: what was free, and what commitments and advances bind.
std::int64_t HandedOf(const cpbudget::allocation::v1::HandOverLine& line);
/// AVAILABLE of each old line → AVAILABLE of the successor's, and what was not allotted back to the authority
/// and from there to the successor. `lines` are the old ones.
PostDocumentRequest HandOverDocument(const cpbudget::allocation::v1::HandOver& hand_over,
                                     const std::vector<StoredAllotment>& lines, clock::Date effective);
/// Virement, supplement, cut or carry-over; `from` is what gives (for a supplement the same as `to`).
PostDocumentRequest AdjustmentDocument(const cpbudget::allocation::v1::Adjustment& adjustment,
                                       const StoredAllotment& from, const StoredAllotment& to,
                                       clock::Date effective);

}  // namespace cpb::allocation
