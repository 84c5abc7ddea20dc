/// How money moves: lock the accounts, decide in memory, then write. One or several documents share a unit of
/// work; each is decided against the balances that the ones before it leave.
///
///   CPB_ASSIGN_OR_RETURN(Posting posting, Posting::Decide(session, {document}));
///   …rows of the domain…
///   response.set_journal_position(posting.Book(session, call, request.request_id(), {}, {event}));
///
/// A writer that commits in groups (group.h) decides documents one by one and books each in the name of its
/// own call.
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

  /// Nothing decided yet, on accounts that are locked. Those that are missing stand at zero.
  explicit Posting(store::LockedAccounts accounts);
  /// Decides one more document; a refusal leaves everything as it was.
  absl::Status Add(Document document);
  /// Accounts that were touched and are not locked: they must be made before anything is booked.
  std::vector<ledger::AccountKey> Missing() const;

  /// Names the document once its row exists.
  void SetName(std::size_t document, std::string name) { documents_[document].name = std::move(name); }
  /// Balance of an account after what was decided so far.
  std::int64_t BalanceOf(const ledger::AccountKey& key) const;
  /// Every account that was touched, with its new balance.
  std::vector<pb::Balance> Balances() const;

  /// Writes balances, entries, postings, and last the feed: `first`, then "journal.posted" for each entry,
  /// then `last`. Nothing but the request's outcome may be written after it. Returns the position of the last
  /// entry. `actor` empty means the caller.
  std::int64_t Book(storage::Session& session, const rpc::Call& call, const std::string& request_id,
                    const std::vector<feed::Event>& first, const std::vector<feed::Event>& last,
                    const std::string& actor = "") const;
  /// Whose document it is, and the event that follows its entries.
  struct Origin {
    const rpc::Call* call = nullptr;
    std::string request_id;
    feed::Event last;
  };
  /// The same for documents of different calls, in the order in which they were added. Returns the position
  /// of the last entry of each.
  std::vector<std::int64_t> BookEach(storage::Session& session, const std::vector<Origin>& origins) const;

 private:
  /// Appends the entries of one document, without their positions.
  void AddEntries(std::size_t document, const rpc::Call& call, const std::string& request_id,
                  const std::string& actor, std::vector<pb::Entry>& entries) const;

  std::vector<Document> documents_;
  std::vector<std::vector<ledger::Entry>> entries_;  ///< Of each document.
  store::LockedAccounts accounts_;
  ledger::Balances balances_;  ///< Of the locked accounts, after what was decided so far.
  std::map<ledger::AccountKey, ledger::Change> changes_;
};

}  // namespace cpb::disbursement::app
