#include "services/audit/app/apply_event.h"

#include <utility>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/allocation/v1/enterprise.pb.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "cpbudget/gateway/v1/gateway.pb.h"
#include "cpbudget/projects/v1/projects.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "cpbudget/registration/v1/reference.pb.h"
#include "services/audit/store/event_store.h"
#include "services/audit/store/journal_store.h"

namespace cpb::audit {
namespace {

using google::protobuf::Any;
namespace apb = cpbudget::allocation::v1;
namespace dpb = cpbudget::disbursement::v1;
namespace rpb = cpbudget::registration::v1;

// Province of a payload that names it itself.
template <class Message>
bool OwnProvince(const Any& payload, std::string& code) {
  Message message;
  if (!payload.Is<Message>() || !payload.UnpackTo(&message)) return false;
  code = message.province_code();
  return true;
}

// Province of a payload that names its unit.
template <class Message>
bool ProvinceOfUnit(const Any& payload, const Labels& labels, std::string& code) {
  Message message;
  if (!payload.Is<Message>() || !payload.UnpackTo(&message)) return false;
  code = labels.ProvinceOfAgency(message.agency());
  return true;
}

// Province that an event is about, empty when it is about several or none: an auditor of one province sees
// only what surely belongs to it.
std::string ProvinceOf(const Any& payload, const Labels& labels) {
  std::string code;
  if (OwnProvince<rpb::Plan>(payload, code) || OwnProvince<rpb::Establishment>(payload, code) ||
      OwnProvince<cpbudget::projects::v1::Result>(payload, code) ||
      OwnProvince<dpb::BudgetLine>(payload, code) || ProvinceOfUnit<dpb::Payment>(payload, labels, code) ||
      ProvinceOfUnit<dpb::Commitment>(payload, labels, code) ||
      ProvinceOfUnit<dpb::Settlement>(payload, labels, code)) {
    return code;
  }
  return "";
}

std::string ProvinceOf(const dpb::Entry& entry, const Labels& labels) {
  return entry.postings().empty() ? "" : labels.ProvinceOfAgency(entry.postings(0).to().agency());
}

// Lines of a large round come in parts, each an event about a resource of its own: a line leads to the round
// and to its part of it.
void ApplyRound(storage::Session& session, const std::string& resource, const apb::Round& round) {
  std::vector<std::pair<std::string, std::string>> lines;
  lines.reserve(static_cast<std::size_t>(round.lines_size()));
  for (const apb::RoundLine& line : round.lines()) lines.emplace_back(line.budget_line(), line.source());
  InsertLineDocuments(session, round.name(), lines);
  if (resource != round.name()) InsertLineDocuments(session, resource, lines);
}

void ApplyAdjustment(storage::Session& session, const apb::Adjustment& adjustment) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const std::string& line : {adjustment.from_budget_line(), adjustment.to_budget_line()}) {
    if (!line.empty()) lines.emplace_back(line, adjustment.source());
  }
  InsertLineDocuments(session, adjustment.name(), lines);
}

void ApplyHandOver(storage::Session& session, const apb::HandOver& hand_over) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const apb::HandOverLine& line : hand_over.lines()) {
    lines.emplace_back(line.budget_line(), line.source());
    if (!line.to_budget_line().empty()) lines.emplace_back(line.to_budget_line(), line.source());
  }
  InsertLineDocuments(session, hand_over.name(), lines);
}

// Unpacks the payload and applies it when it is of this type.
template <class Message, class Action>
bool When(const Any& payload, Action&& action) {
  Message message;
  if (!payload.Is<Message>() || !payload.UnpackTo(&message)) return false;
  action(message);
  return true;
}

// Each payload is of one type; the others do not match. An event of an unknown type is kept for the trail
// alone.
void ApplyPayload(storage::Session& session, const std::string& resource, const Any& payload) {
  When<dpb::BudgetLine>(payload, [&](const dpb::BudgetLine& line) { UpsertLine(session, line); }) ||
      When<apb::Round>(payload, [&](const apb::Round& round) { ApplyRound(session, resource, round); }) ||
      When<apb::Adjustment>(payload, [&](const apb::Adjustment& one) { ApplyAdjustment(session, one); }) ||
      When<apb::EnterpriseCommitment>(
          payload,
          [&](const apb::EnterpriseCommitment& one) {
            UpsertEnterpriseCommitment(session, one);
            InsertLineDocuments(session, one.name(), {{one.budget_line(), "enterprise"}});
          }) ||
      When<apb::HandOver>(payload, [&](const apb::HandOver& one) { ApplyHandOver(session, one); }) ||
      When<apb::Appropriation>(payload,
                               [&](const apb::Appropriation& one) { UpsertAppropriation(session, one); }) ||
      When<cpbudget::gateway::v1::User>(payload, [&](const cpbudget::gateway::v1::User& user) {
        UpsertPerson(session, user.name(), user.display_name());
      });
}

}  // namespace

absl::Status ApplyEvents(storage::Session& session, const Labels& labels, const std::string& program,
                         const FeedEvents& events) {
  std::vector<ToldEvent> told;
  std::vector<dpb::Entry> entries;
  for (const cpbudget::types::v1::FeedEvent* event : events) {
    const Any& payload = event->payload();
    if (When<dpb::Entry>(payload, [&](dpb::Entry& entry) { entries.push_back(std::move(entry)); })) {
      told.push_back({event, ProvinceOf(entries.back(), labels)});
    } else {
      told.push_back({event, ProvinceOf(payload, labels)});
      ApplyPayload(session, event->resource(), payload);
    }
  }
  InsertEvents(session, program, told);
  ApplyEntries(session, entries);
  return absl::OkStatus();
}

}  // namespace cpb::audit
