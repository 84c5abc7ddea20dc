/// How money moves: lock the accounts, decide in memory, then write. One or several documents share a unit of
/// work; each is decided against the balances that the ones before it leave. (A writer that commits in groups
/// needs no more than this.)
///
///   CPB_ASSIGN_OR_RETURN(Posting posting, Posting::Decide(session, {document}));
///   …rows of the domain…
///   response.set_journal_position(posting.Book(session, call, request.request_id(), {}, {event}));
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/feed/feed.h"
#include "libs/ledger/decide.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/accounts.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

/// What is to be booked, and for what.
struct Document {
  std::string kind;  ///< "payment"
  std::string name;  ///< "payments/17"; may be set after the decision.
  std::string step;  ///< "reserve"
  clock::Date effective;
  std::vector<ledger::Movement> movements;
  std::int64_t reverses_position = 0;
};

class Posting {
 public:
  /// Locks every account that the documents touch, and `also`, then decides. LEDGER_LIMIT names every limit
  /// that would break.
  static absl::StatusOr<Posting> Decide(storage::Session& session, std::vector<Document> documents,
                                        const std::vector<ledger::AccountKey>& also = {});

  /// Names the document once its row exists.
  void SetName(std::size_t document, std::string name) { documents_[document].name = std::move(name); }
  /// Balance of a locked account after the posting.
  std::int64_t BalanceOf(const ledger::AccountKey& key) const;
  /// Every account that was touched, with its new balance.
  std::vector<pb::Balance> Balances() const;

  /// Writes balances, entries, postings, and last the feed: `first`, then "journal.posted" for each entry,
  /// then `last`. Nothing but the request's outcome may be written after it. Returns the position of the last
  /// entry. `actor` empty means the caller.
  std::int64_t Book(storage::Session& session, const rpc::Call& call, const std::string& request_id,
                    const std::vector<feed::Event>& first, const std::vector<feed::Event>& last,
                    const std::string& actor = "") const;

 private:
  std::vector<pb::Entry> MakeEntries(const rpc::Call& call, const std::string& request_id,
                                     std::int64_t position, const std::string& actor) const;

  std::vector<Document> documents_;
  std::vector<std::vector<ledger::Entry>> entries_;  ///< Of each document.
  store::LockedAccounts accounts_;
  std::map<ledger::AccountKey, ledger::Change> changes_;
};

}  // namespace cpb::disbursement::app
