/// Rows of `commitment`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "libs/rpc/requests.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// A commitment with what its accounts need beyond the contract's message.
struct Commitment {
  pb::Commitment message;
  std::string programme;
  std::string component_project;

  ledger::AccountKey Account(ledger::Kind kind) const;
};

/// A commitment that is to be made, and when, as SQL text.
struct NewCommitment {
  Commitment* commitment = nullptr;
  std::string created_at;
};
/// Inserts, with their slices, and fills the names.
void InsertCommitments(storage::Session& session, const std::vector<NewCommitment>& commitments);
/// By id, locked until the end of the unit of work; unknown ones are absent.
std::map<std::int64_t, Commitment> LockCommitments(storage::Session& session,
                                                   const std::set<std::int64_t>& ids);
/// Locked until the end of the unit of work.
std::optional<Commitment> LockCommitment(storage::Session& session, std::int64_t id);
std::optional<Commitment> FindCommitment(storage::Session& session, std::int64_t id);
/// Those of a line, source and year of which something is left, the oldest first, locked.
std::vector<Commitment> LockOpenCommitments(storage::Session& session, const ledger::AccountKey& line);
/// Of a locked row.
void SetAmounts(storage::Session& session, const std::string& name, std::int64_t amount_vnd,
                std::int64_t remaining_vnd);
/// What is left of each slice of a contract over several years, by budget year. `first` is its first
/// commitment, which is locked.
using Slices = std::map<int, std::int64_t>;
Slices SlicesLeft(storage::Session& session, std::int64_t first);
/// Up to `limit` ids of commitments whose last day lies before `today` (ISO 8601) and of which something is
/// left.
std::vector<std::int64_t> Expired(storage::Session& session, const std::string& today, std::int64_t limit);
/// Of a locked row.
void SetRemaining(storage::Session& session, const std::string& name, std::int64_t remaining_vnd);
/// Nothing remains of any commitment of a year that closes.
void ReleaseAll(storage::Session& session, const std::string& programme, int budget_year);

/// What advances took out of a commitment, and of those that it moved from, less what was paid back, dong.
std::int64_t AdvancedSoFar(storage::Session& session, const std::string& name);
/// The same for many, by id.
std::map<std::int64_t, std::int64_t> AdvancedSoFar(storage::Session& session,
                                                   const std::set<std::int64_t>& ids);

/// Newest first; `agency` empty means all. One more than the page, to know whether another follows.
std::vector<pb::Commitment> ListCommitments(storage::Session& session,
                                            const pb::ListCommitmentsRequest& request,
                                            const std::string& agency, const rpc::Page& page);

}  // namespace cpb::disbursement::store
