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
  Posting posting{store::LockAccounts(session, {keys.begin(), keys.end()})};
  for (Document& document : documents) CPB_RETURN_IF_ERROR(posting.Add(std::move(document)));
  return posting;
}

Posting::Posting(store::LockedAccounts accounts) : accounts_{std::move(accounts)} {
  for (const auto& [key, account] : accounts_) balances_[key] = account.balance_vnd;
}

absl::Status Posting::Add(Document document) {
  auto outcome = ledger::Decide(balances_, document.movements);
  if (const auto* refusal = std::get_if<refusal::Refusal>(&outcome)) return rpc::ToStatus(*refusal);
  auto& decision = std::get<ledger::Decision>(outcome);
  for (const auto& [key, change] : decision.changes) {
    balances_[key] = change.after_vnd();
    ledger::Change& total = changes_[key];
    const auto account = accounts_.find(key);
    total.before_vnd = account == accounts_.end() ? 0 : account->second.balance_vnd;
    total.in_vnd += change.in_vnd;
    total.out_vnd += change.out_vnd;
  }
  entries_.push_back(std::move(decision.entries));
  documents_.push_back(std::move(document));
  return absl::OkStatus();
}

std::vector<ledger::AccountKey> Posting::Missing() const {
  std::vector<ledger::AccountKey> missing;
  for (const auto& [key, change] : changes_) {
    if (!accounts_.contains(key)) missing.push_back(key);
  }
  return missing;
}

std::int64_t Posting::BalanceOf(const ledger::AccountKey& key) const {
  const auto balance = balances_.find(key);
  return balance == balances_.end() ? 0 : balance->second;
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

void Posting::AddEntries(std::size_t document, const rpc::Call& call, const std::string& request_id,
                         const std::string& actor, std::vector<pb::Entry>& entries) const {
  for (const ledger::Entry& decided : entries_[document]) {
    pb::Entry& entry = entries.emplace_back();
    entry.set_document_kind(documents_[document].kind);
    entry.set_document(documents_[document].name);
    entry.set_step(documents_[document].step);
    entry.set_request_id(request_id);
    entry.set_effective_date(clock::FormatDate(documents_[document].effective));
    *entry.mutable_record_time() = store::TimestampOf(call.now);
    entry.set_actor(actor.empty() ? call.signature() : actor);
    entry.set_reverses_position(documents_[document].reverses_position);
    entry.set_trace_id(call.trace_id);
    for (const ledger::Posting& decided_posting : decided.postings) {
      pb::Posting& posting = *entry.add_postings();
      *posting.mutable_from() = MessageOf(decided_posting.from);
      *posting.mutable_to() = MessageOf(decided_posting.to);
      posting.set_amount_vnd(decided_posting.amount_vnd);
    }
  }
}

std::int64_t Posting::Book(storage::Session& session, const rpc::Call& call, const std::string& request_id,
                           const std::vector<feed::Event>& first, const std::vector<feed::Event>& last,
                           const std::string& actor) const {
  store::ApplyChanges(session, accounts_, changes_);
  std::vector<pb::Entry> entries;
  for (std::size_t i = 0; i < documents_.size(); ++i) AddEntries(i, call, request_id, actor, entries);
  const std::size_t count = first.size() + entries.size() + last.size();
  if (count == 0) return store::JournalHead(session);

  // From here on other writers wait, so only the journal and the feed are written.
  const std::int64_t start = feed::Reserve(session, static_cast<std::int64_t>(count));
  std::int64_t position = start + static_cast<std::int64_t>(first.size());
  std::vector<feed::AuthoredEvent> events;
  events.reserve(count);
  for (const feed::Event& event : first) events.push_back({event, &call, actor});
  for (pb::Entry& entry : entries) {
    entry.set_position(position++);
    events.push_back({{"journal.posted", NameOf("entries/", entry.position()), &entry}, &call, actor});
  }
  for (const feed::Event& event : last) events.push_back({event, &call, actor});
  store::InsertEntries(session, accounts_, entries);
  feed::AppendReserved(session, start, events);
  return entries.empty() ? store::JournalHead(session) : entries.back().position();
}

std::vector<std::int64_t> Posting::BookEach(storage::Session& session,
                                            const std::vector<Origin>& origins) const {
  if (origins.empty()) return {};
  store::ApplyChanges(session, accounts_, changes_);
  std::vector<pb::Entry> entries;
  std::vector<std::size_t> ends;  // Of each document, in `entries`.
  for (std::size_t i = 0; i < origins.size(); ++i) {
    AddEntries(i, *origins[i].call, origins[i].request_id, "", entries);
    ends.push_back(entries.size());
  }
  const std::int64_t start =
      feed::Reserve(session, static_cast<std::int64_t>(entries.size() + origins.size()));
  std::vector<feed::AuthoredEvent> events;
  std::vector<std::int64_t> positions;
  for (std::size_t i = 0, entry = 0; i < origins.size(); ++i) {
    for (; entry < ends[i]; ++entry) {
      entries[entry].set_position(start + static_cast<std::int64_t>(events.size()));
      events.push_back({{"journal.posted", NameOf("entries/", entries[entry].position()), &entries[entry]},
                        origins[i].call,
                        ""});
    }
    positions.push_back(start + static_cast<std::int64_t>(events.size()) - 1);
    events.push_back({origins[i].last, origins[i].call, ""});
  }
  store::InsertEntries(session, accounts_, entries);
  feed::AppendReserved(session, start, events);
  return positions;
}

}  // namespace cpb::disbursement::app
