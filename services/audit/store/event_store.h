/// Everything the other programs told, and the small look-up tables that lead from a payment to what is
/// behind it. All functions run inside a unit of work of the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/allocation/v1/enterprise.pb.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "cpbudget/types/v1/feed.pb.h"
#include "libs/storage/database.h"
#include "services/audit/domain/usage.h"

namespace cpb::audit {

/// An event with the program that told it.
struct StoredEvent {
  std::string program;
  std::string occurred_at;  ///< UTC, as stored.
  cpbudget::types::v1::FeedEvent event;
};

/// Place in the order of all events: time, then program, then position.
struct EventCursor {
  std::string occurred_at = "0001-01-01 00:00:00.000000";
  std::string program;
  std::int64_t position = 0;
};

/// Which events.
struct EventFilter {
  std::string resource;       ///< Empty means all.
  std::string province_code;  ///< Empty means the whole nation.
};

/// What the read model knows of a budget line.
struct LineFacts {
  std::string title, agency, province_code, plan, item_id;
};

/// An event as it arrives, and the province it is about (empty for several or none).
struct ToldEvent {
  const cpbudget::types::v1::FeedEvent* event = nullptr;
  std::string province_code;
};

void InsertEvents(storage::Session& session, const std::string& program, const std::vector<ToldEvent>& told);
/// The next events after a cursor, oldest first.
std::vector<StoredEvent> ListEvents(storage::Session& session, const EventFilter& filter,
                                    const EventCursor& after, int limit);
/// All events about one resource, oldest first.
std::vector<StoredEvent> EventsOf(storage::Session& session, const std::string& resource);

void UpsertLine(storage::Session& session, const cpbudget::disbursement::v1::BudgetLine& line);
std::optional<LineFacts> FindLine(storage::Session& session, const std::string& id);
/// Titles of all lines, with their ids.
std::vector<std::pair<std::string, std::string>> LineTitles(storage::Session& session);

/// Remembers that a round or an adjustment is about lines.
void InsertLineDocuments(storage::Session& session, const std::string& resource,
                         const std::vector<std::pair<std::string, std::string>>& lines_and_sources);
/// Rounds and adjustments about a line and source.
std::vector<std::string> DocumentsOfLine(storage::Session& session, const std::string& line,
                                         const std::string& source);

/// The record in force of its line.
void UpsertEnterpriseCommitment(storage::Session& session,
                                const cpbudget::allocation::v1::EnterpriseCommitment& commitment);
/// What enterprises bound themselves to, as balances of a kind that the ledger does not have.
std::vector<HeldBalance> EnterpriseMoney(storage::Session& session, const std::string& programme,
                                         int budget_year);
void UpsertAppropriation(storage::Session& session,
                         const cpbudget::allocation::v1::Appropriation& appropriation);
/// Appropriations that one holder allots from.
std::vector<std::string> AppropriationsOf(storage::Session& session, const std::string& programme,
                                          int budget_year, const std::string& source,
                                          const std::string& holder);

void UpsertPerson(storage::Session& session, const std::string& name, const std::string& display_name);
std::vector<std::pair<std::string, std::string>> People(storage::Session& session);

/// Records that an auditor asked, and returns the number of the query.
std::int64_t InsertQuery(storage::Session& session, const std::string& auditor, const std::string& method,
                         const std::string& request_json, const std::string& asked_at,
                         const std::string& trace_id);

}  // namespace cpb::audit
