#include "services/disbursement/store/journal.h"

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "libs/clock/clock.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::store {
namespace {

using storage::Value;

constexpr std::string_view kInsertEntries =
    "INSERT INTO journal_entry (position, budget_year, agency, document_kind, document, step, request_id, "
    "effective_date, record_time, actor, reverses_position, trace_id) VALUES";
constexpr std::string_view kInsertPostings =
    "INSERT INTO posting (position, line, from_account, to_account, amount_vnd) VALUES";
#define CPB_ENTRY_COLUMNS                                                                                   \
  "SELECT e.position, e.document_kind, e.document, e.step, e.request_id, e.effective_date, e.record_time, " \
  "e.actor, e.reverses_position, e.trace_id FROM journal_entry e "
// By primary key.
constexpr std::string_view kReadEntries =
    CPB_ENTRY_COLUMNS "WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?";
// By index by_document.
constexpr std::string_view kReadOfDocument = CPB_ENTRY_COLUMNS
    "WHERE e.document = ? AND e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?";
constexpr std::string_view kReadDocument = CPB_ENTRY_COLUMNS
    "JOIN journal_entry named ON named.document = e.document AND named.request_id = e.request_id "
    "AND named.step = e.step WHERE named.position = ? ORDER BY e.position";
#undef CPB_ENTRY_COLUMNS
constexpr std::string_view kReversedBy = "SELECT position FROM journal_entry WHERE reverses_position = ?";
// By primary key of posting, then of account.
constexpr std::string_view kReadPostings =
    "SELECT p.position, p.amount_vnd, "
    "f.programme, f.budget_year, f.source, f.agency, f.component_project, f.budget_line, f.kind, "
    "t.programme, t.budget_year, t.source, t.agency, t.component_project, t.budget_line, t.kind "
    "FROM posting p JOIN account f ON f.id = p.from_account JOIN account t ON t.id = p.to_account "
    "WHERE p.position IN";
constexpr std::string_view kHead = "SELECT COALESCE(MAX(position), 0) FROM journal_entry";

pb::AccountKey ReadAccount(const storage::Row& row, std::size_t column) {
  pb::AccountKey key;
  key.set_programme(row.Text(column));
  key.set_budget_year(static_cast<int>(row.Int(column + 1)));
  key.set_source(row.Text(column + 2));
  key.set_agency(row.Text(column + 3));
  key.set_component_project(row.Text(column + 4));
  key.set_budget_line(row.Text(column + 5));
  key.set_kind(static_cast<pb::AccountKind>(row.Int(column + 6)));
  return key;
}

pb::Entry ReadEntry(const storage::Row& row) {
  pb::Entry entry;
  entry.set_position(row.Int(0));
  entry.set_document_kind(row.Text(1));
  entry.set_document(row.Text(2));
  entry.set_step(row.Text(3));
  entry.set_request_id(row.Text(4));
  entry.set_effective_date(row.Text(5));
  *entry.mutable_record_time() = TimestampOf(row.Text(6));
  entry.set_actor(row.Text(7));
  entry.set_reverses_position(row.OptionalInt(8).value_or(0));
  entry.set_trace_id(row.Text(9));
  return entry;
}

std::vector<Value> EntryRow(const pb::Entry& entry) {
  const pb::AccountKey& account = entry.postings(0).from();
  return {entry.position(),
          std::int64_t{account.budget_year()},
          account.agency(),
          entry.document_kind(),
          entry.document(),
          entry.step(),
          entry.request_id(),
          entry.effective_date(),
          SqlTimeOf(entry.record_time()),
          entry.actor(),
          entry.reverses_position() == 0 ? Value{} : Value{entry.reverses_position()},
          entry.trace_id()};
}

/// Entries with their postings.
std::vector<pb::Entry> WithPostings(storage::Session& session, const std::vector<storage::Row>& rows) {
  std::vector<pb::Entry> entries;
  std::vector<Value> positions;
  std::map<std::int64_t, std::size_t> index;
  for (const storage::Row& row : rows) {
    index[row.Int(0)] = entries.size();
    positions.emplace_back(row.Int(0));
    entries.push_back(ReadEntry(row));
  }
  for (const storage::Row& row : session.QueryIn(kReadPostings, positions, "ORDER BY p.position, p.line")) {
    pb::Posting& posting = *entries[index.at(row.Int(0))].add_postings();
    posting.set_amount_vnd(row.Int(1));
    *posting.mutable_from() = ReadAccount(row, 2);
    *posting.mutable_to() = ReadAccount(row, 9);
  }
  return entries;
}

}  // namespace

void InsertEntries(storage::Session& session, const LockedAccounts& accounts,
                   const std::vector<pb::Entry>& entries) {
  std::vector<std::vector<Value>> entry_rows, posting_rows;
  for (const pb::Entry& entry : entries) {
    entry_rows.push_back(EntryRow(entry));
    std::int64_t line = 0;
    for (const pb::Posting& posting : entry.postings()) {
      posting_rows.push_back({entry.position(), ++line, accounts.at(KeyOf(posting.from())).id,
                              accounts.at(KeyOf(posting.to())).id, posting.amount_vnd()});
    }
  }
  session.ExecuteRows(kInsertEntries, entry_rows);
  session.ExecuteRows(kInsertPostings, posting_rows);
}

std::vector<pb::Entry> ReadEntries(storage::Session& session, const EntryRange& range, std::int64_t limit) {
  const std::int64_t until =
      range.until_position == 0 ? std::numeric_limits<std::int64_t>::max() : range.until_position;
  if (!range.document.empty()) {
    return WithPostings(session,
                        session.Query(kReadOfDocument, {range.document, range.after_position, until, limit}));
  }
  return WithPostings(session, session.Query(kReadEntries, {range.after_position, until, limit}));
}

std::vector<pb::Entry> ReadDocument(storage::Session& session, std::int64_t position) {
  return WithPostings(session, session.Query(kReadDocument, {position}));
}

std::optional<std::int64_t> ReversedBy(storage::Session& session, std::int64_t position) {
  const auto row = session.QueryOne(kReversedBy, {position});
  return row ? std::optional{row->Int(0)} : std::nullopt;
}

std::int64_t JournalHead(storage::Session& session) {
  return session.QueryOne(kHead).value().Int(0);
}

}  // namespace cpb::disbursement::store
