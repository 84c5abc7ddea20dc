#include "services/allocation/store/decisions.h"

#include <algorithm>

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kKeepRulebook[] =
    "INSERT INTO rulebook_version (version, rules_count, first_use_at, files) VALUES (?, ?, ?, ?)";
// By primary key.
constexpr char kFindRulebook[] = "SELECT files FROM rulebook_version WHERE version = ?";
// By rulebook_version_order; a handful of rows.
constexpr char kListRulebooks[] =
    "SELECT version, rules_count, CAST(first_use_at AS CHAR) FROM rulebook_version ORDER BY first_use_at, "
    "version";
// By decision_of_document. Whoever decides holds the gate of grants, so nobody takes the same number.
constexpr char kLastOrdinal[] = "SELECT COALESCE(MAX(ordinal), 0) FROM decision WHERE document = ?";
constexpr char kInsert[] =
    "INSERT INTO decision (name, document, ordinal, rulebook_version, province_code, sort_key, head, body) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
// By primary key.
constexpr char kFind[] = "SELECT head, body FROM decision WHERE name = ?";
// By decision_order, or by decision_of_document.
constexpr char kList[] =
    "SELECT sort_key, head FROM decision WHERE sort_key > ? AND (? = '' OR document = ?) "
    "AND (? = '' OR province_code = ?) ORDER BY sort_key LIMIT ?";

}  // namespace

void KeepRulebook(storage::Session& session, const StoredRulebook& rulebook, const RulebookText& files) {
  if (FindRulebook(session, rulebook.version)) return;
  session.Execute(kKeepRulebook, {rulebook.version, std::int64_t{rulebook.rules_count}, rulebook.first_use_at,
                                  files.SerializeAsString()});
}

std::optional<RulebookText> FindRulebook(storage::Session& session, const std::string& version) {
  const auto row = session.QueryOne(kFindRulebook, {version});
  if (!row) return std::nullopt;
  return ReadMessage<RulebookText>(row->Text(0));
}

std::vector<StoredRulebook> ListStoredRulebooks(storage::Session& session) {
  std::vector<StoredRulebook> rulebooks;
  for (const storage::Row& row : session.Query(kListRulebooks)) {
    rulebooks.push_back(
        {.version = row.Text(0), .rules_count = static_cast<int>(row.Int(1)), .first_use_at = row.Text(2)});
  }
  return rulebooks;
}

void InsertDecision(storage::Session& session, Decision& decision, const std::string& created_at) {
  const std::int64_t ordinal = session.QueryOne(kLastOrdinal, {decision.document()})->Int(0) + 1;
  std::string id = decision.document();
  std::replace(id.begin(), id.end(), '/', '.');
  decision.set_name("decisions/" + id + "." + std::to_string(ordinal));

  Decision head = decision;
  head.clear_subjects();
  head.clear_history();
  head.clear_outcomes();
  Decision body;
  *body.mutable_subjects() = decision.subjects();
  *body.mutable_history() = decision.history();
  *body.mutable_outcomes() = decision.outcomes();
  session.Execute(kInsert, {decision.name(), decision.document(), ordinal, decision.rulebook_version(),
                            decision.province_code(), created_at + " " + decision.name(),
                            head.SerializeAsString(), body.SerializeAsString()});
}

std::optional<Decision> FindDecision(storage::Session& session, const std::string& name) {
  const auto row = session.QueryOne(kFind, {name});
  if (!row) return std::nullopt;
  auto decision = ReadMessage<Decision>(row->Text(0));
  decision.MergeFrom(ReadMessage<Decision>(row->Text(1)));
  return decision;
}

std::vector<ListedDecision> ListDecisions(storage::Session& session, const std::string& document,
                                          const std::string& province_code, const std::string& after,
                                          int limit) {
  std::vector<ListedDecision> decisions;
  for (const storage::Row& row :
       session.Query(kList, {after, document, document, province_code, province_code, std::int64_t{limit}})) {
    decisions.push_back({.sort_key = row.Text(0), .decision = ReadMessage<Decision>(row.Text(1))});
  }
  return decisions;
}

}  // namespace cpb::allocation
