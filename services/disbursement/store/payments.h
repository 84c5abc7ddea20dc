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
/// Open advances of a line, source and year, the oldest first, locked.
std::vector<Payment> LockOpenAdvances(storage::Session& session, const ledger::AccountKey& line);
std::optional<Payment> FindPayment(storage::Session& session, std::int64_t id);
/// Writes what may change of a locked row, and moves its etag on.
void UpdatePayment(storage::Session& session, Payment& payment);

/// Newest first; `agency` empty means all. One more than the page, to know whether another follows.
std::vector<pb::Payment> ListPayments(storage::Session& session, const pb::ListPaymentsRequest& request,
                                      const std::string& agency, const rpc::Page& page);
/// Payments of a year that keep it from closing, at most `limit`: neither paid, refused nor cancelled.
std::vector<pb::Payment> Undecided(storage::Session& session, const std::string& programme, int budget_year,
                                   std::int64_t limit);
/// Every open advance, the oldest first; 0 and empty mean all.
std::vector<pb::Payment> ListOpenAdvances(storage::Session& session, int budget_year,
                                          const std::string& agency);
/// Advances of a year that are still open, at most `limit`.
std::vector<pb::Payment> OpenAdvances(storage::Session& session, const std::string& programme,
                                      int budget_year, std::int64_t limit);

/// Of a contract: what control after paying found irregular, less what payments other than `payment` cut for
/// it.
std::int64_t IrregularNotCut(storage::Session& session, const std::string& commitment,
                             const std::string& payment);

/// Payments that may be ordered from the treasury and never were, the oldest first, locked; at most `limit`.
std::vector<pb::Payment> LockToOrder(storage::Session& session, std::int64_t limit);

/// Undecided payments of this amount, and payments that were sent and bear this reference; at most 20 of
/// each.
std::vector<std::int64_t> PaymentsLike(storage::Session& session, std::int64_t amount_vnd,
                                       const std::string& treasury_reference);

/// What the books say for a reconciliation. `agency` and `date` (of value) empty mean all.
struct BookSide {
  std::string programme;
  int budget_year = 0;
  std::string agency;
  std::string date;
};
/// Paid or under way and in no statement, at most `limit`. An advance that moved was paid where it came from.
std::vector<pb::Payment> InNoStatement(storage::Session& session, const BookSide& side, std::int64_t limit);
/// Paid in all, before refunds.
std::int64_t SumPaid(storage::Session& session, const BookSide& side);

}  // namespace cpb::disbursement::store
