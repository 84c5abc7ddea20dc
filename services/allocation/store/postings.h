/// Documents handed to the ledger: the intent before the call, the outcome after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

enum class PostingKind {
  kAppropriation = 1,
  kRound = 2,
  kAdjustment = 3,
  kReserveRelease = 4,
  kRevocation = 5,
  kHandOver = 6,
  kRoundMoney = 7,  ///< What the holders give to a round that is issued in parts.
  kRoundPart = 8,
  kExchangeDifference = 9
};
enum class PostingState { kPending = 1, kBooked = 2, kRefused = 3 };

/// One document on its way.
struct Posting {
  std::string caller;             ///< Person who asked for it.
  std::string client_request_id;  ///< That person's request id, lower case.
  std::string fingerprint;        ///< Of that person's request.
  PostingKind kind = PostingKind::kRound;
  std::string document;
  cpbudget::disbursement::v1::PostDocumentRequest request;  ///< Sent as it is, every time.
  PostingState state = PostingState::kPending;
  std::int64_t journal_position = 0;
  std::string refusal;         ///< Serialised google.rpc.Status.
  std::int64_t next_line = 0;  ///< Of a round in parts: the line with which the next part begins.
};

void InsertPosting(storage::Session& session, const Posting& posting, const std::string& created_at);
std::optional<Posting> FindPosting(storage::Session& session, const std::string& caller,
                                   const std::string& client_request_id);
/// What is on its way of a document, if anything.
std::optional<Posting> FindPendingOf(storage::Session& session, const std::string& document);
/// The part of a round that follows the one before line `after`; the first one with 0.
std::optional<Posting> FindPartAfter(storage::Session& session, const std::string& round, std::int64_t after);
/// Oldest first.
std::vector<Posting> ListPendingPostings(storage::Session& session, int limit);
/// Records the outcome; false when it was recorded before.
bool FinishPosting(storage::Session& session, const std::string& ledger_request_id, PostingState state,
                   std::int64_t journal_position, const std::string& refusal, const std::string& finished_at);

}  // namespace cpb::allocation
