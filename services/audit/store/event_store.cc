#include "services/audit/store/event_store.h"

#include <chrono>

#include "absl/status/status.h"
#include "libs/clock/clock.h"
#include "libs/people/people.h"

namespace cpb::audit {
namespace {

using cpbudget::types::v1::FeedEvent;
using storage::Row;
using storage::Value;

constexpr std::string_view kInsertEvents =
    "INSERT INTO program_event (program, position, type, resource, actor, occurred_at, trace_id, "
    "province_code, payload) VALUES";
// Served by by_resource.
constexpr std::string_view kEventsOf =
    "SELECT program, position, type, resource, actor, CAST(occurred_at AS CHAR), trace_id, payload FROM "
    "program_event "
    "WHERE resource = ? ORDER BY occurred_at, program, position";
// Served by by_resource or by_time.
constexpr std::string_view kListEventsOf =
    "SELECT program, position, type, resource, actor, CAST(occurred_at AS CHAR), trace_id, payload FROM "
    "program_event "
    "WHERE resource = ? AND (? = '' OR province_code = ?) AND (occurred_at, program, position) > (?, ?, ?) "
    "ORDER BY occurred_at, program, position LIMIT ?";
constexpr std::string_view kListEvents =
    "SELECT program, position, type, resource, actor, CAST(occurred_at AS CHAR), trace_id, payload FROM "
    "program_event "
    "WHERE (? = '' OR province_code = ?) AND occurred_at >= ? AND (occurred_at, program, position) > (?, ?, "
    "?) "
    "ORDER BY occurred_at, program, position LIMIT ?";

constexpr std::string_view kUpsertLine =
    "INSERT INTO budget_line (id, title, agency, province_code, plan, item_id, illustrative) VALUES (?, ?, "
    "?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE title = VALUES(title), agency = VALUES(agency), province_code = "
    "VALUES(province_code), "
    "plan = VALUES(plan), item_id = VALUES(item_id), illustrative = VALUES(illustrative)";
constexpr std::string_view kFindLine =
    "SELECT title, agency, province_code, plan, item_id FROM budget_line WHERE id = ?";
constexpr std::string_view kLineTitles = "SELECT id, title FROM budget_line";

constexpr std::string_view kInsertLineDocument =
    "INSERT IGNORE INTO line_document (budget_line, source, resource) VALUES";
constexpr std::string_view kDocumentsOfLine =
    "SELECT resource FROM line_document WHERE budget_line = ? AND source = ? ORDER BY resource";

constexpr std::string_view kUpsertAppropriation =
    "INSERT INTO appropriation (resource, programme, budget_year, source, holder, illustrative) VALUES (?, "
    "?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE illustrative = VALUES(illustrative)";
// Served by by_holder.
constexpr std::string_view kAppropriationsOf =
    "SELECT resource FROM appropriation WHERE programme = ? AND budget_year = ? AND source = ? AND holder = "
    "? "
    "ORDER BY resource";

constexpr std::string_view kUpsertEnterprise =
    "INSERT INTO enterprise_commitment (budget_line, programme, budget_year, agency, component_project, "
    "committed_vnd) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE committed_vnd = VALUES(committed_vnd)";
constexpr std::string_view kEnterpriseMoney =
    "SELECT programme, budget_year, agency, component_project, budget_line, committed_vnd FROM "
    "enterprise_commitment "
    "WHERE (? = '' OR programme = ?) AND (? = 0 OR budget_year = ?) ORDER BY budget_line";

constexpr std::string_view kUpsertPerson =
    "INSERT INTO person (name, display_name) VALUES (?, ?) ON DUPLICATE KEY UPDATE display_name = "
    "VALUES(display_name)";
constexpr std::string_view kPeople = "SELECT name, display_name FROM person";
constexpr std::string_view kInsertQuery =
    "INSERT INTO audit_query (auditor, method, request_json, asked_at, trace_id) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view kLastId = "SELECT CAST(LAST_INSERT_ID() AS SIGNED)";

std::string TimeText(const google::protobuf::Timestamp& time) {
  return clock::FormatInstant(
      clock::Instant{std::chrono::seconds{time.seconds()} + std::chrono::microseconds{time.nanos() / 1000}});
}

std::vector<StoredEvent> ToEvents(const std::vector<Row>& rows) {
  std::vector<StoredEvent> events;
  events.reserve(rows.size());
  for (const Row& row : rows) {
    StoredEvent stored;
    stored.program = row.Text(0);
    stored.occurred_at = row.Text(5);
    stored.event.set_position(row.Int(1));
    stored.event.set_type(row.Text(2));
    stored.event.set_resource(row.Text(3));
    stored.event.set_actor(std::string{people::Actor(row.Text(4))});
    stored.event.set_acting_for(std::string{people::Delegator(row.Text(4))});
    stored.event.set_trace_id(row.Text(6));
    if (const auto instant = clock::ParseInstant(row.Text(5))) {
      const auto micros = instant->time_since_epoch().count();
      stored.event.mutable_occur_time()->set_seconds(micros / 1'000'000);
      stored.event.mutable_occur_time()->set_nanos(static_cast<std::int32_t>(micros % 1'000'000 * 1000));
    }
    if (!stored.event.mutable_payload()->ParseFromString(row.Text(7))) {
      throw storage::StorageError{absl::DataLossError("an event's payload cannot be read"), 0};
    }
    events.push_back(std::move(stored));
  }
  return events;
}

std::vector<std::string> FirstColumn(const std::vector<Row>& rows) {
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const Row& row : rows) texts.push_back(row.Text(0));
  return texts;
}

std::vector<std::pair<std::string, std::string>> Pairs(const std::vector<Row>& rows) {
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.reserve(rows.size());
  for (const Row& row : rows) pairs.emplace_back(row.Text(0), row.Text(1));
  return pairs;
}

}  // namespace

void InsertEvents(storage::Session& session, const std::string& program, const std::vector<ToldEvent>& told) {
  std::vector<std::vector<Value>> rows;
  rows.reserve(told.size());
  for (const auto& [event, province_code] : told) {
    rows.push_back({program, event->position(), event->type(), event->resource(),
                    people::Sign(event->actor(), event->acting_for()), TimeText(event->occur_time()),
                    event->trace_id(), province_code, event->payload().SerializeAsString()});
  }
  session.ExecuteRows(kInsertEvents, rows);
}

std::vector<StoredEvent> ListEvents(storage::Session& session, const EventFilter& filter,
                                    const EventCursor& after, int limit) {
  const Value size = std::int64_t{limit};
  if (!filter.resource.empty()) {
    return ToEvents(session.Query(kListEventsOf, {filter.resource, filter.province_code, filter.province_code,
                                                  after.occurred_at, after.program, after.position, size}));
  }
  return ToEvents(session.Query(kListEvents, {filter.province_code, filter.province_code, after.occurred_at,
                                              after.occurred_at, after.program, after.position, size}));
}

std::vector<StoredEvent> EventsOf(storage::Session& session, const std::string& resource) {
  return ToEvents(session.Query(kEventsOf, {resource}));
}

void UpsertLine(storage::Session& session, const cpbudget::disbursement::v1::BudgetLine& line) {
  session.Execute(kUpsertLine, {line.id(), line.title(), line.agency(), line.province_code(), line.plan(),
                                line.item_id(), std::int64_t{line.illustrative()}});
}

std::optional<LineFacts> FindLine(storage::Session& session, const std::string& id) {
  const auto row = session.QueryOne(kFindLine, {id});
  if (!row) return std::nullopt;
  return LineFacts{row->Text(0), row->Text(1), row->Text(2), row->Text(3), row->Text(4)};
}

std::vector<std::pair<std::string, std::string>> LineTitles(storage::Session& session) {
  return Pairs(session.Query(kLineTitles));
}

void InsertLineDocuments(storage::Session& session, const std::string& resource,
                         const std::vector<std::pair<std::string, std::string>>& lines_and_sources) {
  std::vector<std::vector<Value>> rows;
  rows.reserve(lines_and_sources.size());
  for (const auto& [line, source] : lines_and_sources) rows.push_back({line, source, resource});
  if (!rows.empty()) session.ExecuteRows(kInsertLineDocument, rows);
}

std::vector<std::string> DocumentsOfLine(storage::Session& session, const std::string& line,
                                         const std::string& source) {
  return FirstColumn(session.Query(kDocumentsOfLine, {line, source}));
}

void UpsertEnterpriseCommitment(storage::Session& session,
                                const cpbudget::allocation::v1::EnterpriseCommitment& commitment) {
  session.Execute(kUpsertEnterprise,
                  {commitment.budget_line(), commitment.programme(), std::int64_t{commitment.budget_year()},
                   commitment.agency(), commitment.component_project(), commitment.committed_vnd()});
}

std::vector<HeldBalance> EnterpriseMoney(storage::Session& session, const std::string& programme,
                                         int budget_year) {
  std::vector<HeldBalance> money;
  const std::int64_t year = budget_year;
  for (const storage::Row& row : session.Query(kEnterpriseMoney, {programme, programme, year, year})) {
    HeldBalance& held = money.emplace_back();
    held.account = {
        row.Text(0),      static_cast<int>(row.Int(1)), "enterprise", row.Text(2), row.Text(3), row.Text(4),
        Kind::kEnterprise};
    held.balance_vnd = row.Int(5);
  }
  return money;
}

void UpsertAppropriation(storage::Session& session,
                         const cpbudget::allocation::v1::Appropriation& appropriation) {
  session.Execute(kUpsertAppropriation, {appropriation.name(), appropriation.programme(),
                                         std::int64_t{appropriation.budget_year()}, appropriation.source(),
                                         appropriation.holder(), std::int64_t{appropriation.illustrative()}});
}

std::vector<std::string> AppropriationsOf(storage::Session& session, const std::string& programme,
                                          int budget_year, const std::string& source,
                                          const std::string& holder) {
  return FirstColumn(
      session.Query(kAppropriationsOf, {programme, std::int64_t{budget_year}, source, holder}));
}

void UpsertPerson(storage::Session& session, const std::string& name, const std::string& display_name) {
  session.Execute(kUpsertPerson, {name, display_name});
}

std::vector<std::pair<std::string, std::string>> People(storage::Session& session) {
  return Pairs(session.Query(kPeople));
}

std::int64_t InsertQuery(storage::Session& session, const std::string& auditor, const std::string& method,
                         const std::string& request_json, const std::string& asked_at,
                         const std::string& trace_id) {
  session.Execute(kInsertQuery, {auditor, method, request_json, asked_at, trace_id});
  return session.QueryOne(kLastId)->Int(0);
}

}  // namespace cpb::audit
