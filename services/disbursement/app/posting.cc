#include "services/disbursement/app/posting.h"

#include <set>
#include <utility>
#include <variant>

#include "libs/rpc/status.h"
#include "services/disbursement/store/journal.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {

absl::StatusOr<Posting> Posting::Decide(storage::Session& session, std::vector<Document> documents,
                                        const std::vector<ledger::AccountKey>& also) {
  std::set<ledger::AccountKey> keys(also.begin(), also.end());
  for (const Document& document : documents) {
    for (ledger::AccountKey& key : ledger::AccountsOf(document.movements)) keys.insert(std::move(key));
  }
  Posting posting;
  posting.accounts_ = store::LockAccounts(session, {keys.begin(), keys.end()});

  ledger::Balances balances;
  for (const auto& [key, account] : posting.accounts_) balances[key] = account.balance_vnd;
  for (const Document& document : documents) {
    auto outcome = ledger::Decide(balances, document.movements);
    if (const auto* refusal = std::get_if<refusal::Refusal>(&outcome)) return rpc::ToStatus(*refusal);
    auto& decision = std::get<ledger::Decision>(outcome);
    for (const auto& [key, change] : decision.changes) {
      balances[key] = change.after_vnd();
      ledger::Change& total = posting.changes_[key];
      total.before_vnd = posting.accounts_.at(key).balance_vnd;
      total.in_vnd += change.in_vnd;
      total.out_vnd += change.out_vnd;
    }
    posting.entries_.push_back(std::move(decision.entries));
  }
  posting.documents_ = std::move(documents);
  return posting;
}

std::int64_t Posting::BalanceOf(const ledger::AccountKey& key) const {
  const auto change = changes_.find(key);
  return change == changes_.end() ? accounts_.at(key).balance_vnd : change->second.after_vnd();
}

std::vector<pb::Balance> Posting::Balances() const {
  std::vector<pb::Balance> balances;
  balances.reserve(changes_.size());
  for (const auto& [key, change] : changes_) {
    pb::Balance& balance = balances.emplace_back();
    *balance.mutable_account() = MessageOf(key);
    balance.set_balance_vnd(change.after_vnd());
  }
  return balances;
}

std::vector<pb::Entry> Posting::MakeEntries(const rpc::Call& call, const std::string& request_id,
                                            std::int64_t position, const std::string& actor) const {
  std::vector<pb::Entry> entries;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    for (const ledger::Entry& decided : entries_[i]) {
      pb::Entry& entry = entries.emplace_back();
      entry.set_position(position++);
      entry.set_document_kind(documents_[i].kind);
      entry.set_document(documents_[i].name);
      entry.set_step(documents_[i].step);
      entry.set_request_id(request_id);
      entry.set_effective_date(clock::FormatDate(documents_[i].effective));
      *entry.mutable_record_time() = store::TimestampOf(call.now);
      entry.set_actor(actor.empty() ? call.actor() : actor);
      entry.set_reverses_position(documents_[i].reverses_position);
      entry.set_trace_id(call.trace_id);
      for (const ledger::Posting& decided_posting : decided.postings) {
        pb::Posting& posting = *entry.add_postings();
        *posting.mutable_from() = MessageOf(decided_posting.from);
        *posting.mutable_to() = MessageOf(decided_posting.to);
        posting.set_amount_vnd(decided_posting.amount_vnd);
      }
    }
  }
  return entries;
}

std::int64_t Posting::Book(storage::Session& session, const rpc::Call& call, const std::string& request_id,
                           const std::vector<feed::Event>& first, const std::vector<feed::Event>& last,
                           const std::string& actor) const {
  store::ApplyChanges(session, accounts_, changes_);
  const std::int64_t next = store::LockNextPosition(session);
  const auto entries = MakeEntries(call, request_id, next + static_cast<std::int64_t>(first.size()), actor);
  store::InsertEntries(session, accounts_, entries);

  std::vector<feed::Event> events = first;
  for (const pb::Entry& entry : entries) {
    events.push_back({"journal.posted", NameOf("entries/", entry.position()), &entry});
  }
  events.insert(events.end(), last.begin(), last.end());
  if (!events.empty() && feed::Append(session, call, events, actor) != next) {
    throw storage::StorageError{absl::InternalError("the feed moved under its lock"), 0};
  }
  return entries.empty() ? store::JournalHead(session) : entries.back().position();
}

}  // namespace cpb::disbursement::app
