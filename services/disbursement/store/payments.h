/// Rows of `payment`.
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

/// A payment with what its accounts need beyond the contract's message.
struct Payment {
  pb::Payment message;
  std::string programme;
  std::string component_project;

  ledger::AccountKey Account(ledger::Kind kind) const;
};

/// Inserts and fills names and etags.
void InsertPayments(storage::Session& session, const std::vector<Payment*>& payments);
/// Locked until the end of the unit of work.
std::optional<Payment> LockPayment(storage::Session& session, std::int64_t id);
std::optional<Payment> FindPayment(storage::Session& session, std::int64_t id);
/// Writes what may change of a locked row, and moves its etag on.
void UpdatePayment(storage::Session& session, Payment& payment);

/// Newest first; `agency` empty means all. One more than the page, to know whether another follows.
std::vector<pb::Payment> ListPayments(storage::Session& session, const pb::ListPaymentsRequest& request,
                                      const std::string& agency, const rpc::Page& page);
/// Payments of a year that keep it from closing, at most `limit`: prepared, sent or unknown.
std::vector<pb::Payment> Undecided(storage::Session& session, const std::string& programme, int budget_year,
                                   std::int64_t limit);
/// Advances of a year that are still open, at most `limit`.
std::vector<pb::Payment> OpenAdvances(storage::Session& session, const std::string& programme,
                                      int budget_year, std::int64_t limit);

/// One line of a statement with what became of it.
struct StatementRow {
  std::int64_t line = 0;
  std::string payment;
  int outcome = 0;
  std::int64_t amount_vnd = 0;
  std::string value_date;
  std::string treasury_reference;
  bool decided = false;
  std::string remark;
};
void InsertStatement(storage::Session& session, const std::string& imported_by, const std::string& request_id,
                     const std::string& imported_at, const std::vector<StatementRow>& rows);

}  // namespace cpb::disbursement::store
