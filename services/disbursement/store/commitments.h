/// Rows of `commitment`.
#pragma once

#include <cstdint>
#include <optional>
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

/// Inserts and fills the name.
void InsertCommitment(storage::Session& session, Commitment& commitment, const std::string& created_at);
/// Locked until the end of the unit of work.
std::optional<Commitment> LockCommitment(storage::Session& session, std::int64_t id);
std::optional<Commitment> FindCommitment(storage::Session& session, std::int64_t id);
/// Of a locked row.
void SetRemaining(storage::Session& session, const std::string& name, std::int64_t remaining_vnd);
/// Nothing remains of any commitment of a year that closes.
void ReleaseAll(storage::Session& session, const std::string& programme, int budget_year);

/// What advances took out of the contract of a commitment so far, less what was paid back, dong.
std::int64_t AdvancedSoFar(storage::Session& session, const std::string& name);

/// Newest first; `agency` empty means all. One more than the page, to know whether another follows.
std::vector<pb::Commitment> ListCommitments(storage::Session& session,
                                            const pb::ListCommitmentsRequest& request,
                                            const std::string& agency, const rpc::Page& page);

}  // namespace cpb::disbursement::store
