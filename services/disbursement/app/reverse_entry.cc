#include "services/disbursement/app/reverse_entry.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "libs/ledger/reverse.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/journal.h"

namespace cpb::disbursement::app {
namespace {

ledger::BookedEntry BookedOf(const pb::Entry& entry) {
  ledger::BookedEntry booked;
  booked.position = entry.position();
  booked.effective = clock::ParseDate(entry.effective_date()).value();
  booked.reverses_position = entry.reverses_position();
  for (const pb::Posting& posting : entry.postings()) {
    booked.postings.push_back({KeyOf(posting.from()), KeyOf(posting.to()), posting.amount_vnd()});
  }
  return booked;
}

/// The day on which the reversal of an entry takes effect: as asked, else today or the last day of its year.
clock::Date EffectiveOf(const rpc::Call& call, const std::string& asked, const ledger::BookedEntry& entry) {
  if (!asked.empty()) return clock::ParseDate(asked).value();
  const int year = entry.postings.empty() ? 0 : entry.postings.front().from.budget_year;
  return std::max(entry.effective, ledger::EffectiveDate(year, call.today));
}

/// Judges each entry, and locks the years that they belong to.
absl::Status CheckEach(storage::Session& session, const rpc::Call& call,
                       const pb::ReverseEntryRequest& request,
                       const std::vector<ledger::BookedEntry>& entries) {
  std::set<std::pair<std::string, int>> years;
  for (const ledger::BookedEntry& entry : entries) {
    if (const auto refusal =
            ledger::CheckReversible(entry, EffectiveOf(call, request.effective_date(), entry))) {
      return rpc::ToStatus(*refusal);
    }
    years.insert({entry.postings.front().from.programme, entry.postings.front().from.budget_year});
  }
  for (const auto& [programme, year] : years) {
    CPB_RETURN_IF_ERROR(LockOpenYear(session, call, programme, year, ledger::Step::kOutcome));
  }
  return absl::OkStatus();
}

/// Decides the reversal as one document, so that every account that is short is named.
absl::Status CheckTogether(const Posting& posting, const std::vector<ledger::Movement>& movements) {
  ledger::Balances balances;
  for (const ledger::AccountKey& key : ledger::AccountsOf(movements)) balances[key] = posting.BalanceOf(key);
  const auto outcome = ledger::Decide(balances, movements);
  if (const auto* refusal = std::get_if<refusal::Refusal>(&outcome)) return rpc::ToStatus(*refusal);
  return absl::OkStatus();
}

absl::Status Reverse(storage::Session& session, const rpc::Call& call, const pb::ReverseEntryRequest& request,
                     pb::ReverseEntryResponse& response) {
  const std::vector<pb::Entry> entries = store::ReadDocument(session, request.position());
  if (entries.empty())
    return rpc::Refuse(refusal::kNotFound, {{"resource", NameOf("entries/", request.position())}});
  const pb::Entry& first = entries.front();
  if (const auto refusal =
          CheckOtherPerson(call.signature(), first.document(), {{first.actor(), "budget decision"}})) {
    return rpc::ToStatus(*refusal);
  }
  std::vector<ledger::BookedEntry> booked;
  for (const pb::Entry& entry : entries) booked.push_back(BookedOf(entry));
  CPB_RETURN_IF_ERROR(CheckEach(session, call, request, booked));

  std::vector<Document> documents;
  std::vector<ledger::Movement> together;
  for (auto entry = booked.rbegin(); entry != booked.rend(); ++entry) {
    documents.push_back({.kind = first.document_kind(),
                         .name = first.document(),
                         .step = "reverse",
                         .effective = EffectiveOf(call, request.effective_date(), *entry),
                         .movements = ledger::ReversalOf(entry->postings),
                         .reverses_position = entry->position});
    const auto& movements = documents.back().movements;
    together.insert(together.end(), movements.begin(), movements.end());
  }
  Posting posting{store::LockAccounts(session, ledger::AccountsOf(together))};
  // Whoever takes one of them back holds the same accounts, so nobody can slip in from here on.
  if (const auto by = store::ReversedBy(session, first.position())) {
    return rpc::Refuse(kEntryReversed, {{"position", std::to_string(first.position())},
                                        {"by_position", std::to_string(*by)}});
  }
  CPB_RETURN_IF_ERROR(CheckTogether(posting, together));
  for (Document& document : documents) CPB_RETURN_IF_ERROR(posting.Add(std::move(document)));

  for (pb::Balance& balance : posting.Balances()) *response.add_balances() = std::move(balance);
  pb::Reversal& reversal = *response.mutable_reversal();
  reversal.set_document_kind(first.document_kind());
  reversal.set_document(first.document());
  reversal.set_reason(request.reason());
  for (const pb::Entry& entry : entries) reversal.add_reversed_positions(entry.position());
  response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                             {{"document.reversed", first.document(), &reversal}}));
  return absl::OkStatus();
}

}  // namespace

absl::Status ReverseEntry(const App& app, const rpc::Call& call, const pb::ReverseEntryRequest& request,
                          pb::ReverseEntryResponse& response) {
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) { return Reverse(session, call, request, response); });
}

}  // namespace cpb::disbursement::app
