#include "services/registration/app/compare_revisions.h"

#include <map>
#include <set>
#include <string>

#include "google/protobuf/util/message_differencer.h"

namespace cpb::registration {
namespace {

using google::protobuf::FieldDescriptor;

/// What the province wrote; not what the rules found, the office remarked or the ministry approved.
const char* const kCompared[] = {"component_project", "activity",          "title",     "establishment",
                                 "quantity",          "eligible_cost_vnd", "requested", "scheduled_date"};

/// The item with what is compared alone.
v1::PlanItem Reduced(const v1::PlanItem& item) {
  v1::PlanItem reduced = item;
  reduced.clear_approved();
  reduced.clear_findings();
  reduced.clear_remark();
  reduced.clear_admissible_vnd();
  return reduced;
}

/// Asked of state and donors; bounded by the eligible cost.
std::int64_t RequestedOf(const v1::PlanItem& item) {
  std::int64_t sum = 0;
  for (const auto& funding : item.requested()) {
    if (funding.source_kind() != types::v1::SOURCE_KIND_ENTERPRISE) sum += funding.amount_vnd();
  }
  return sum;
}

void AddFields(const v1::PlanItem& before, const v1::PlanItem& after, v1::ItemChange& change) {
  for (const char* name : kCompared) {
    google::protobuf::util::MessageDifferencer differencer;
    const FieldDescriptor* field = v1::PlanItem::descriptor()->FindFieldByName(name);
    if (!differencer.CompareWithFields(before, after, {field}, {field})) change.add_fields(name);
  }
}

}  // namespace

void CompareRevisions(const v1::Plan& from, const v1::Plan& to, v1::ComparePlanRevisionsResponse& response) {
  std::map<std::string, v1::PlanItem> before, after;
  for (const v1::PlanItem& item : from.items()) before.emplace(item.item_id(), Reduced(item));
  for (const v1::PlanItem& item : to.items()) after.emplace(item.item_id(), Reduced(item));
  std::set<std::string> ids;
  for (const auto& [id, item] : before) ids.insert(id);
  for (const auto& [id, item] : after) ids.insert(id);
  for (const std::string& id : ids) {
    v1::ItemChange change;
    change.set_item_id(id);
    const auto old = before.find(id);
    const auto now = after.find(id);
    if (old != before.end()) *change.mutable_before() = old->second;
    if (now != after.end()) *change.mutable_after() = now->second;
    if (old == before.end()) {
      change.set_kind(v1::ItemChange::KIND_ADDED);
    } else if (now == after.end()) {
      change.set_kind(v1::ItemChange::KIND_REMOVED);
    } else {
      AddFields(old->second, now->second, change);
      if (change.fields().empty()) continue;
      change.set_kind(v1::ItemChange::KIND_CHANGED);
    }
    change.set_eligible_cost_change_vnd(change.after().eligible_cost_vnd() -
                                        change.before().eligible_cost_vnd());
    change.set_requested_change_vnd(RequestedOf(change.after()) - RequestedOf(change.before()));
    *response.add_changes() = std::move(change);
  }
  response.set_from_revision(from.revision());
  response.set_to_revision(to.revision());
  response.set_eligible_cost_change_vnd(to.eligible_cost_vnd() - from.eligible_cost_vnd());
  response.set_requested_change_vnd(to.requested_vnd() - from.requested_vnd());
}

}  // namespace cpb::registration
