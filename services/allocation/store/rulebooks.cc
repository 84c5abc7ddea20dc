#include "services/allocation/store/rulebooks.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kSinceEver[] = "1000-01-01";

constexpr char kKeep[] =
    "INSERT INTO rulebook_version (version, rules_count, first_use_at, files, effective_date, draft) "
    "VALUES (?, ?, ?, ?, ?, ?)";
// By primary key.
constexpr char kFindText[] = "SELECT files FROM rulebook_version WHERE version = ?";
constexpr char kFind[] =
    "SELECT version, rules_count, CAST(first_use_at AS CHAR), CAST(effective_date AS CHAR), draft "
    "FROM rulebook_version WHERE version = ?";
// By rulebook_version_ordinal; a handful of rows.
constexpr char kList[] =
    "SELECT version, rules_count, CAST(first_use_at AS CHAR), CAST(effective_date AS CHAR), draft "
    "FROM rulebook_version ORDER BY ordinal";
// By rulebook_in_force, one row.
constexpr char kInForce[] =
    "SELECT version FROM rulebook_version WHERE effective_date <= ? "
    "ORDER BY effective_date DESC, ordinal DESC LIMIT 1";
constexpr char kLast[] =
    "SELECT version, rules_count, CAST(first_use_at AS CHAR), CAST(effective_date AS CHAR), draft "
    "FROM rulebook_version ORDER BY effective_date DESC, ordinal DESC LIMIT 1";

constexpr char kInsertDraft[] =
    "INSERT INTO rulebook_draft (name, version, sort_key, message, files) VALUES (?, 1, ?, ?, ?)";
// By primary key.
constexpr char kFindDraft[] = "SELECT version, message FROM rulebook_draft WHERE name = ?";
constexpr char kLockDraft[] = "SELECT version, message FROM rulebook_draft WHERE name = ? FOR UPDATE";
constexpr char kFindDraftText[] = "SELECT files FROM rulebook_draft WHERE name = ?";
constexpr char kUpdateDraft[] = "UPDATE rulebook_draft SET version = version + 1, message = ? WHERE name = ?";
// By rulebook_draft_order.
constexpr char kListDrafts[] =
    "SELECT version, message, sort_key FROM rulebook_draft WHERE (? = '' OR sort_key < ?) "
    "ORDER BY sort_key DESC LIMIT ?";

StoredRulebook ToRulebook(const storage::Row& row) {
  StoredRulebook rulebook{.version = row.Text(0),
                          .rules_count = static_cast<int>(row.Int(1)),
                          .first_use_at = row.Text(2),
                          .effective_date = std::nullopt,
                          .draft = row.Text(4)};
  if (row.Text(3) != kSinceEver) rulebook.effective_date = clock::ParseDate(row.Text(3));
  return rulebook;
}

std::optional<StoredRulebook> ToRulebook(const std::optional<storage::Row>& row) {
  if (!row) return std::nullopt;
  return ToRulebook(*row);
}

RulebookDraft ToDraft(const storage::Row& row) {
  auto draft = ReadMessage<RulebookDraft>(row.Text(1));
  draft.set_etag(std::to_string(row.Int(0)));
  return draft;
}

std::optional<RulebookText> ToText(const std::optional<storage::Row>& row) {
  if (!row) return std::nullopt;
  return ReadMessage<RulebookText>(row->Text(0));
}

}  // namespace

bool KeepRulebook(storage::Session& session, const StoredRulebook& rulebook, const RulebookText& files) {
  if (session.QueryOne(kFind, {rulebook.version})) return false;
  try {
    session.Execute(
        kKeep,
        {rulebook.version, std::int64_t{rulebook.rules_count}, rulebook.first_use_at,
         files.SerializeAsString(),
         rulebook.effective_date ? clock::FormatDate(*rulebook.effective_date) : kSinceEver, rulebook.draft});
  } catch (const storage::StorageError& error) {
    // Another copy of the program that starts at the same moment keeps the same book.
    if (!storage::IsDuplicateKey(error, "PRIMARY")) throw;
    return false;
  }
  return true;
}

std::optional<RulebookText> FindRulebookText(storage::Session& session, const std::string& version) {
  return ToText(session.QueryOne(kFindText, {version}));
}

std::optional<StoredRulebook> FindRulebook(storage::Session& session, const std::string& version) {
  return ToRulebook(session.QueryOne(kFind, {version}));
}

std::vector<StoredRulebook> ListStoredRulebooks(storage::Session& session) {
  std::vector<StoredRulebook> rulebooks;
  for (const storage::Row& row : session.Query(kList)) rulebooks.push_back(ToRulebook(row));
  return rulebooks;
}

std::string VersionInForce(storage::Session& session, clock::Date day) {
  const auto row = session.QueryOne(kInForce, {clock::FormatDate(day)});
  return row ? row->Text(0) : "";
}

std::optional<StoredRulebook> LastRulebook(storage::Session& session) {
  return ToRulebook(session.QueryOne(kLast));
}

void InsertDraft(storage::Session& session, const RulebookDraft& draft, const RulebookText& files,
                 const std::string& created_at) {
  session.Execute(kInsertDraft, {draft.name(), created_at + " " + draft.name(), draft.SerializeAsString(),
                                 files.SerializeAsString()});
}

std::optional<RulebookDraft> FindDraft(storage::Session& session, const std::string& name, bool lock) {
  const auto row = session.QueryOne(lock ? kLockDraft : kFindDraft, {name});
  if (!row) return std::nullopt;
  return ToDraft(*row);
}

std::optional<RulebookText> FindDraftText(storage::Session& session, const std::string& name) {
  return ToText(session.QueryOne(kFindDraftText, {name}));
}

void UpdateDraft(storage::Session& session, RulebookDraft& draft) {
  session.Execute(kUpdateDraft, {draft.SerializeAsString(), draft.name()});
  draft.set_etag(FindDraft(session, draft.name(), /*lock=*/true)->etag());
}

std::vector<ListedDraft> ListDrafts(storage::Session& session, const std::string& before, int limit) {
  std::vector<ListedDraft> drafts;
  for (const storage::Row& row : session.Query(kListDrafts, {before, before, std::int64_t{limit}}))
    drafts.push_back({.sort_key = row.Text(2), .draft = ToDraft(row)});
  return drafts;
}

}  // namespace cpb::allocation
