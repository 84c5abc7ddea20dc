#include "services/allocation/store/decisions.h"

#include <algorithm>
#include <map>
#include <set>

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

// By decision_of_document. Whoever decides holds the gate of grants, so nobody takes the same number.
constexpr char kLastOrdinal[] = "SELECT COALESCE(MAX(ordinal), 0) FROM decision WHERE document = ?";
constexpr char kInsert[] =
    "INSERT INTO decision (name, document, ordinal, rulebook_version, province_code, budget_year, sort_key, "
    "head, body) VALUES";
// By decision_of_document.
constexpr char kOfDocuments[] =
    "SELECT document, ordinal, name, rulebook_version, body FROM decision WHERE document IN";
// By primary key.
constexpr char kFind[] = "SELECT head, body FROM decision WHERE name = ?";
// By decision_of_year.
constexpr char kOfYear[] =
    "SELECT sort_key, head, body FROM decision WHERE budget_year = ? AND sort_key > ? ORDER BY sort_key "
    "LIMIT 20";
// By decision_order, or by decision_of_document.
constexpr char kList[] =
    "SELECT sort_key, head FROM decision WHERE sort_key > ? AND (? = '' OR document = ?) "
    "AND (? = '' OR province_code = ?) ORDER BY sort_key LIMIT ?";

// By primary key.
constexpr char kInsertPart[] = "INSERT INTO decision_part (decision, ordinal, body) VALUES (?, ?, ?)";
constexpr char kParts[] = "SELECT body FROM decision_part WHERE decision = ? ORDER BY ordinal";
/// Bytes of a body in one statement; a body goes on in parts.
constexpr std::size_t kBodyBytes = 2 << 20;

/// The year of its subjects; those of one decision have one.
int YearOf(const Decision& decision) {
  return decision.subjects().empty() ? 0 : decision.subjects(0).budget_year();
}

Decision ReadDecision(storage::Session& session, const std::string& head, std::string body) {
  auto decision = ReadMessage<Decision>(head);
  if (body.size() == kBodyBytes) {
    for (const storage::Row& row : session.Query(kParts, {decision.name()})) body += row.Text(0);
  }
  decision.MergeFrom(ReadMessage<Decision>(body));
  return decision;
}

std::string BodyOf(const Decision& decision) {
  Decision body;
  *body.mutable_subjects() = decision.subjects();
  *body.mutable_history() = decision.history();
  *body.mutable_outcomes() = decision.outcomes();
  return body.SerializeAsString();
}

/// Names the decision and gives the row that stores it.
std::vector<storage::Value> RowOf(Decision& decision, std::int64_t ordinal, const std::string& body,
                                  const std::string& created_at) {
  std::string id = decision.document();
  std::replace(id.begin(), id.end(), '/', '.');
  decision.set_name("decisions/" + id + "." + std::to_string(ordinal));
  Decision head = decision;
  head.clear_subjects();
  head.clear_history();
  head.clear_outcomes();
  return {decision.name(),
          decision.document(),
          ordinal,
          decision.rulebook_version(),
          decision.province_code(),
          std::int64_t{YearOf(decision)},
          created_at + " " + decision.name(),
          head.SerializeAsString(),
          body};
}

/// The last decision on a document.
struct Last {
  std::int64_t ordinal = 0;
  std::string name, version, body;
};

}  // namespace

void InsertDecision(storage::Session& session, Decision& decision, const std::string& created_at) {
  const std::int64_t ordinal = session.QueryOne(kLastOrdinal, {decision.document()})->Int(0) + 1;
  const std::string body = BodyOf(decision);
  session.ExecuteRows(kInsert, {RowOf(decision, ordinal, body.substr(0, kBodyBytes), created_at)});
  for (std::size_t part = 1; part * kBodyBytes < body.size(); ++part) {
    session.Execute(kInsertPart, {decision.name(), static_cast<std::int64_t>(part),
                                  body.substr(part * kBodyBytes, kBodyBytes)});
  }
}

void InsertDecisions(storage::Session& session, std::vector<Decision>& decisions,
                     const std::string& created_at) {
  std::set<std::string> documents;
  for (const Decision& decision : decisions) documents.insert(decision.document());
  std::map<std::string, Last> last;
  for (const storage::Row& row :
       session.QueryIn(kOfDocuments, {documents.begin(), documents.end()}, "ORDER BY document, ordinal")) {
    last[row.Text(0)] = {row.Int(1), row.Text(2), row.Text(3), row.Text(4)};
  }
  std::vector<std::vector<storage::Value>> rows;
  for (Decision& decision : decisions) {
    const std::string body = BodyOf(decision);
    Last& before = last[decision.document()];
    if (before.ordinal > 0 && before.version == decision.rulebook_version() && before.body == body) {
      decision.set_name(before.name);
      continue;
    }
    rows.push_back(RowOf(decision, before.ordinal + 1, body, created_at));
    before = {before.ordinal + 1, decision.name(), decision.rulebook_version(), body};
  }
  if (!rows.empty()) session.ExecuteRows(kInsert, rows);
}

std::optional<Decision> FindDecision(storage::Session& session, const std::string& name) {
  const auto row = session.QueryOne(kFind, {name});
  if (!row) return std::nullopt;
  return ReadDecision(session, row->Text(0), row->Text(1));
}

void EachDecisionOfYear(storage::Session& session, int budget_year,
                        const std::function<void(const Decision&)>& visit) {
  for (const int year : {0, budget_year}) {
    std::string after;
    while (true) {
      const auto rows = session.Query(kOfYear, {std::int64_t{year}, after});
      if (rows.empty()) break;
      for (const storage::Row& row : rows) visit(ReadDecision(session, row.Text(1), row.Text(2)));
      after = rows.back().Text(0);
    }
  }
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
