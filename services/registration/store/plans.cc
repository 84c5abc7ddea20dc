#include "services/registration/store/plans.h"

#include <chrono>

#include "google/protobuf/util/time_util.h"
#include "libs/people/people.h"
#include "services/registration/store/remarks.h"
#include "services/registration/store/search.h"

namespace cpb::registration::store {
namespace {

using google::protobuf::util::TimeUtil;
using storage::Row;
using storage::Value;

// Every statement below is served by a primary key or by the key that its comment names.
constexpr std::string_view kColumns =
    "SELECT p.name, p.programme, p.budget_year, p.agency, p.province_code, p.illustrative, r.revision, "
    "r.state, "
    "r.etag, r.title, r.local_decision, r.eligible_cost_vnd, r.requested_vnd, r.approved_vnd, "
    "r.decision_number, "
    "r.rulebook_version, r.local_decision_date, r.chain_version FROM plan p JOIN plan_revision r ON r.plan = "
    "p.name";

const std::string kFind = std::string{kColumns} + " AND r.revision = p.revision WHERE p.name = ?";
// The row of `plan` alone, before anything of the plan is read: the lock that orders all changes of one plan.
constexpr std::string_view kLock = "SELECT name FROM plan WHERE name = ? FOR UPDATE";
const std::string kFindRevision = std::string{kColumns} + " WHERE p.name = ? AND r.revision = ?";
const std::string kRevisions = std::string{kColumns} + " WHERE p.name = ? ORDER BY r.revision DESC";
// Key by_year, read backwards for the year; few hundred plans a decade, so the other conditions are filters.
const std::string kList =
    std::string{kColumns} +
    " AND r.revision = p.revision WHERE (? = 0 OR p.budget_year = ?) AND (? = 0 OR r.state = ?) "
    "AND (? IS NULL OR p.province_code = ?) AND (? = '%' OR " +
    Searched("r.title") + " OR " + Searched("p.name") +
    " OR p.agency IN (SELECT a.name FROM agency a WHERE " + Searched("a.title_vi") +
    ")) AND (? = 0 OR p.budget_year < ? OR (p.budget_year = ? AND p.name "
    "> ?)) "
    "ORDER BY p.budget_year DESC, p.name LIMIT ?";
constexpr std::string_view kInsertPlan =
    "INSERT INTO plan (name, programme, budget_year, agency, province_code, illustrative, revision) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertRevision =
    "INSERT INTO plan_revision (plan, revision, state, etag, title, local_decision, eligible_cost_vnd, "
    "requested_vnd, "
    "approved_vnd, decision_number, rulebook_version, local_decision_date, chain_version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kMoveToRevision = "UPDATE plan SET revision = ? WHERE name = ?";
constexpr std::string_view kSaveRevision =
    "UPDATE plan_revision SET state = ?, etag = ?, title = ?, local_decision = ?, eligible_cost_vnd = ?, "
    "requested_vnd = ?, approved_vnd = ?, decision_number = ?, rulebook_version = ?, "
    "local_decision_date = ?, chain_version = ? WHERE plan = ? AND revision = ?";
// The funding of the items goes with them (ON DELETE CASCADE).
constexpr std::string_view kDeleteItems = "DELETE FROM plan_item WHERE plan = ? AND revision = ?";
constexpr std::string_view kInsertItems =
    "INSERT INTO plan_item (plan, revision, item_id, component_project, activity, title, establishment, "
    "quantity, "
    "eligible_cost_vnd, scheduled_date, remark, admissible_vnd, findings) VALUES";
constexpr std::string_view kInsertFunding =
    "INSERT INTO plan_item_funding (plan, revision, item_id, source, position, requested_vnd, approved_vnd) "
    "VALUES";
constexpr std::string_view kItems =
    "SELECT item_id, component_project, activity, title, establishment, quantity, eligible_cost_vnd, "
    "scheduled_date, "
    "remark, admissible_vnd, findings FROM plan_item WHERE plan = ? AND revision = ? ORDER BY item_id";
constexpr std::string_view kFunding =
    "SELECT f.item_id, f.source, s.kind, f.requested_vnd, f.approved_vnd FROM plan_item_funding f "
    "JOIN source s ON s.id = f.source WHERE f.plan = ? AND f.revision = ? ORDER BY f.item_id, f.position";
constexpr std::string_view kInsertEvent =
    "INSERT INTO plan_event (plan, position, action, actor, actor_name, occurred_at, revision, note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kEvents =
    "SELECT action, actor, actor_name, occurred_at, revision, note FROM plan_event WHERE plan = ? AND "
    "revision <= ? "
    "ORDER BY position";

pb::Plan ToPlan(const Row& row) {
  pb::Plan plan;
  plan.set_name(row.Text(0));
  plan.set_programme(row.Text(1));
  plan.set_budget_year(static_cast<int>(row.Int(2)));
  plan.set_agency(row.Text(3));
  plan.set_province_code(row.Text(4));
  plan.set_illustrative(row.Int(5) != 0);
  plan.set_revision(static_cast<int>(row.Int(6)));
  plan.set_state(static_cast<pb::Plan::State>(row.Int(7)));
  plan.set_etag(row.Text(8));
  plan.set_title(row.Text(9));
  plan.set_local_decision(row.Text(10));
  plan.set_eligible_cost_vnd(row.Int(11));
  plan.set_requested_vnd(row.Int(12));
  plan.set_approved_vnd(row.Int(13));
  plan.set_decision_number(row.Text(14));
  plan.set_rulebook_version(row.Text(15));
  plan.set_local_decision_date(row.OptionalText(16).value_or(""));
  plan.set_chain_version(row.Text(17));
  return plan;
}

pb::PlanItem ToItem(const Row& row) {
  pb::PlanItem item;
  // The findings first: parsing replaces what is there.
  if (!item.ParseFromString(row.Text(10))) {
    throw storage::StorageError{absl::InternalError("findings of a plan item cannot be read"), 0};
  }
  item.set_item_id(row.Text(0));
  item.set_component_project(row.Text(1));
  item.set_activity(row.Text(2));
  item.set_title(row.Text(3));
  item.set_establishment(row.OptionalText(4).value_or(""));
  item.set_quantity(row.Int(5));
  item.set_eligible_cost_vnd(row.Int(6));
  item.set_scheduled_date(row.OptionalText(7).value_or(""));
  item.set_remark(row.Text(8));
  item.set_admissible_vnd(row.Int(9));
  return item;
}

std::string FindingsOf(const pb::PlanItem& item) {
  pb::PlanItem findings;
  *findings.mutable_findings() = item.findings();
  return findings.SerializeAsString();
}

Value OrNull(const std::string& text) {
  return text.empty() ? Value{} : Value{text};
}

/// Approved amounts by source; the message keeps them apart from what was requested.
std::optional<std::int64_t> ApprovedOf(const pb::PlanItem& item, const std::string& source) {
  for (const auto& funding : item.approved()) {
    if (funding.source() == source) return funding.amount_vnd();
  }
  return std::nullopt;
}

clock::Instant ToInstant(const google::protobuf::Timestamp& time) {
  return clock::Instant{std::chrono::microseconds{TimeUtil::TimestampToMicroseconds(time)}};
}

}  // namespace

void MarkVoided(pb::Plan& plan) {
  for (int i = 0; i < plan.history_size(); ++i) {
    if (plan.history(i).action() != "return") continue;
    for (int earlier = 0; earlier < i; ++earlier) {
      pb::PlanEvent& event = *plan.mutable_history(earlier);
      if (event.action() == "endorse" && event.voided_by() == 0) event.set_voided_by(i + 1);
    }
  }
}

std::optional<pb::Plan> Plans::Find(std::string_view name) {
  const auto row = session_.QueryOne(kFind, {std::string{name}});
  if (!row) return std::nullopt;
  pb::Plan plan = ToPlan(*row);
  LoadHistory(plan, plan.revision());
  LoadRemarks(session_, plan);
  return plan;
}

std::optional<pb::Plan> Plans::Lock(std::string_view name) {
  if (!session_.QueryOne(kLock, {std::string{name}})) return std::nullopt;
  return Find(name);
}

std::optional<pb::Plan> Plans::FindRevision(std::string_view name, int revision) {
  const auto row = session_.QueryOne(kFindRevision, {std::string{name}, std::int64_t{revision}});
  if (!row) return std::nullopt;
  pb::Plan plan = ToPlan(*row);
  LoadHistory(plan, revision);
  LoadRemarks(session_, plan);
  return plan;
}

void Plans::LoadHistory(pb::Plan& plan, int up_to_revision) {
  for (const Row& row : session_.Query(kEvents, {plan.name(), std::int64_t{up_to_revision}})) {
    pb::PlanEvent* event = plan.add_history();
    event->set_action(row.Text(0));
    event->set_actor(std::string{people::Actor(row.Text(1))});
    event->set_acting_for(std::string{people::Delegator(row.Text(1))});
    event->set_actor_name(row.Text(2));
    const auto instant = clock::ParseInstant(row.Text(3));
    if (!instant) throw storage::StorageError{absl::InternalError("time of a plan event cannot be read"), 0};
    *event->mutable_time() = TimeUtil::MicrosecondsToTimestamp(instant->time_since_epoch().count());
    event->set_revision(static_cast<int>(row.Int(4)));
    event->set_note(row.Text(5));
  }
  MarkVoided(plan);
}

void Plans::LoadItems(pb::Plan& plan) {
  const std::vector<Value> key{plan.name(), std::int64_t{plan.revision()}};
  for (const Row& row : session_.Query(kItems, key)) *plan.add_items() = ToItem(row);
  int index = 0;
  // Both answers are in the order of the item ids.
  for (const Row& row : session_.Query(kFunding, key)) {
    while (index < plan.items_size() && plan.items(index).item_id() != row.Text(0)) ++index;
    if (index == plan.items_size()) {
      throw storage::StorageError{absl::InternalError("funding without its plan item"), 0};
    }
    pb::PlanItem* item = plan.mutable_items(index);
    auto* requested = item->add_requested();
    requested->set_source(row.Text(1));
    requested->set_source_kind(static_cast<types::v1::SourceKind>(row.Int(2)));
    requested->set_amount_vnd(row.Int(3));
    if (const auto approved_vnd = row.OptionalInt(4)) {
      auto* approved = item->add_approved();
      *approved = *requested;
      approved->set_amount_vnd(*approved_vnd);
    }
  }
}

bool Plans::Insert(const pb::Plan& plan) {
  try {
    session_.Execute(kInsertPlan, {plan.name(), plan.programme(), std::int64_t{plan.budget_year()},
                                   plan.agency(), plan.province_code(), std::int64_t{plan.illustrative()},
                                   std::int64_t{plan.revision()}});
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
  InsertRevision(plan);
  return true;
}

void Plans::InsertRevision(const pb::Plan& plan) {
  session_.Execute(kInsertRevision,
                   {plan.name(), std::int64_t{plan.revision()}, std::int64_t{plan.state()}, plan.etag(),
                    plan.title(), plan.local_decision(), plan.eligible_cost_vnd(), plan.requested_vnd(),
                    plan.approved_vnd(), plan.decision_number(), plan.rulebook_version(),
                    OrNull(plan.local_decision_date()), plan.chain_version()});
}

void Plans::StartRevision(const pb::Plan& plan) {
  InsertRevision(plan);
  session_.Execute(kMoveToRevision, {std::int64_t{plan.revision()}, plan.name()});
}

void Plans::SaveRevision(const pb::Plan& plan) {
  session_.Execute(
      kSaveRevision,
      {std::int64_t{plan.state()}, plan.etag(), plan.title(), plan.local_decision(), plan.eligible_cost_vnd(),
       plan.requested_vnd(), plan.approved_vnd(), plan.decision_number(), plan.rulebook_version(),
       OrNull(plan.local_decision_date()), plan.chain_version(), plan.name(), std::int64_t{plan.revision()}});
}

void Plans::WriteItems(const pb::Plan& plan) {
  const Value name = plan.name();
  const Value revision = std::int64_t{plan.revision()};
  session_.Execute(kDeleteItems, {name, revision});
  std::vector<std::vector<Value>> items;
  std::vector<std::vector<Value>> funding;
  for (const pb::PlanItem& item : plan.items()) {
    items.push_back({name, revision, item.item_id(), item.component_project(), item.activity(), item.title(),
                     OrNull(item.establishment()), item.quantity(), item.eligible_cost_vnd(),
                     OrNull(item.scheduled_date()), item.remark(), item.admissible_vnd(), FindingsOf(item)});
    std::int64_t position = 0;
    for (const auto& requested : item.requested()) {
      funding.push_back({name, revision, item.item_id(), requested.source(), position++,
                         requested.amount_vnd(), storage::OrNull(ApprovedOf(item, requested.source()))});
    }
  }
  session_.ExecuteRows(kInsertItems, items);
  session_.ExecuteRows(kInsertFunding, funding);
}

void Plans::AppendLastEvent(const pb::Plan& plan) {
  const pb::PlanEvent& event = plan.history(plan.history_size() - 1);
  session_.Execute(kInsertEvent, {plan.name(), std::int64_t{plan.history_size()}, event.action(),
                                  people::Sign(event.actor(), event.acting_for()), event.actor_name(),
                                  clock::FormatInstant(ToInstant(event.time())),
                                  std::int64_t{event.revision()}, event.note()});
}

std::vector<pb::Plan> Plans::List(const PlanFilter& filter) {
  const std::int64_t year = filter.budget_year;
  const std::int64_t state = filter.state;
  const std::int64_t after_year = filter.after_year;
  const Value province = storage::OrNull(filter.province_code);
  const std::string text = SearchPattern(filter.text);
  std::vector<pb::Plan> plans;
  for (const Row& row : session_.Query(
           kList, {year, year, state, state, province, province, text, text, text, text, after_year,
                   after_year, after_year, filter.after_name, std::int64_t{filter.limit}})) {
    plans.push_back(ToPlan(row));
  }
  return plans;
}

std::vector<pb::Plan> Plans::Revisions(std::string_view name) {
  std::vector<pb::Plan> revisions;
  for (const Row& row : session_.Query(kRevisions, {std::string{name}})) revisions.push_back(ToPlan(row));
  return revisions;
}

}  // namespace cpb::registration::store
