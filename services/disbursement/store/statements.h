/// Rows of `statement`, `statement_line` and `reconciliation_explanation`.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/reconciliation.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Number of the statement of this content; nothing when it was never imported.
std::optional<std::int64_t> FindStatement(storage::Session& session, const std::string& content);
/// Inserts a statement and its lines. Nothing when another caller was faster with the same content.
std::optional<std::int64_t> InsertStatement(storage::Session& session, const rpc::Call& call,
                                            const std::string& request_id, const std::string& content,
                                            std::int64_t paid_vnd,
                                            const std::vector<pb::StatementLine>& lines);

/// Locked until the end of the unit of work.
std::optional<pb::StatementLine> LockStatementLine(storage::Session& session, const std::string& name);
/// A person matched it.
void AcceptLine(storage::Session& session, const rpc::Call& call, const pb::StatementLine& line);
/// Reference of the line that is matched to a payment; nothing when there is none.
std::optional<std::string> MatchedReference(storage::Session& session, std::int64_t payment);

/// Unmatched lines of a budget year (value date in it or in its adjustment period) or of one day, at most
/// `limit`.
std::vector<pb::StatementLine> UnmatchedLines(storage::Session& session, int budget_year,
                                              const std::string& date, std::int64_t limit);
/// Paid lines, each once: those matched to payments of the programme, year and unit, and unless a unit is
/// named the unmatched ones.
std::int64_t SumStatements(storage::Session& session, const std::string& programme, int budget_year,
                           const std::string& agency, const std::string& date);

void InsertExplanation(storage::Session& session, const rpc::Call& call, const std::string& subject,
                       const std::string& explanation);
/// Fills the latest explanation of `subject`, if there is one.
void ReadExplanation(storage::Session& session, const std::string& subject, pb::Difference& difference);

}  // namespace cpb::disbursement::store
