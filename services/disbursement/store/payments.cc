#include "services/disbursement/store/payments.h"

#include <limits>
#include <string_view>
#include <utility>

#include "libs/clock/clock.h"
#include "services/disbursement/store/findings.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::store {
namespace {

using storage::Value;

#define CPB_PAYMENT_COLUMNS                                                                          \
  "SELECT id, kind, state, budget_line, budget_year, programme, source, agency, component_project, " \
  "commitment, "                                                                                     \
  "amount_vnd, payee, description, preparer, signer, recorder, treasury_reference, outcome_note, "   \
  "open_advance_vnd, refunded_vnd, findings, created_at, value_date, version, chief_accountant, "    \
  "controller, control_note, control_after, irregular_vnd, deducted_vnd, moved_from FROM payment "

// RETURNING spares the round trip that would ask for the number.
constexpr std::string_view kInsert =
    "INSERT INTO payment (kind, state, budget_line, budget_year, programme, source, agency, "
    "component_project, "
    "commitment, amount_vnd, payee, description, preparer, findings, created_at, deducted_vnd, moved_from) "
    "VALUES";
// By primary key.
constexpr std::string_view kFind = CPB_PAYMENT_COLUMNS "WHERE id = ?";
constexpr std::string_view kLock = CPB_PAYMENT_COLUMNS "WHERE id = ? FOR UPDATE";
constexpr std::string_view kUpdate =
    "UPDATE payment SET state = ?, signer = ?, recorder = ?, treasury_reference = ?, outcome_note = ?, "
    "open_advance_vnd = ?, refunded_vnd = ?, value_date = ?, version = ?, chief_accountant = ?, controller = "
    "?, "
    "control_note = ?, control_after = ?, irregular_vnd = ? WHERE id = ?";
constexpr std::string_view kList = CPB_PAYMENT_COLUMNS
    "WHERE id < ? AND (? = 0 OR budget_year = ?) AND (? = 0 OR state = ?) AND (? = '' OR budget_line = ?) "
    "AND (? = '' OR agency = ?) ORDER BY id DESC LIMIT ?";
// By index by_state.
constexpr std::string_view kUndecided = CPB_PAYMENT_COLUMNS
    "WHERE state IN (1, 2, 3, 7, 8) AND budget_year = ? AND programme = ? ORDER BY id LIMIT ?";
constexpr std::string_view kOpenAdvances = CPB_PAYMENT_COLUMNS
    "WHERE state = 4 AND budget_year = ? AND programme = ? AND open_advance_vnd > 0 ORDER BY id LIMIT ?";
// By the foreign key's index: found irregular, less what other payments that live cut for it.
constexpr std::string_view kIrregular =
    "SELECT COALESCE(SUM(irregular_vnd - CASE WHEN id = ? OR state IN (5, 6) THEN 0 ELSE deducted_vnd END), "
    "0) "
    "FROM payment WHERE commitment = ?";
// By index open_advances: few are open at any time.
constexpr std::string_view kListOpenAdvances = CPB_PAYMENT_COLUMNS
    "WHERE state = 4 AND open_advance_vnd > 0 AND (? = 0 OR budget_year = ?) AND (? = '' OR agency = ?) "
    "ORDER BY value_date, id";
// By index by_state: accepted, or sent and to be paid first.
constexpr std::string_view kToOrder = CPB_PAYMENT_COLUMNS
    "WHERE state IN (2, 8) AND (state = 8 OR control_after) "
    "AND NOT EXISTS (SELECT 1 FROM treasury_order o WHERE o.payment = payment.id) ORDER BY id LIMIT ? FOR "
    "UPDATE";
// Undecided payments of an amount, by index by_state; those that were sent and bear a reference, by index
// by_reference.
constexpr std::string_view kOpenOfAmount =
    "SELECT id FROM payment WHERE state IN (2, 3, 8) AND amount_vnd = ? ORDER BY id LIMIT 20";
constexpr std::string_view kOfReference =
    "SELECT id FROM payment WHERE treasury_reference = ? AND state IN (2, 3, 4, 5, 8) ORDER BY id LIMIT 20";
// Paid or under way, in no statement.
constexpr std::string_view kInNoStatement = CPB_PAYMENT_COLUMNS
    "WHERE state IN (2, 3, 4, 8) AND moved_from IS NULL AND programme = ? AND budget_year = ? "
    "AND (? = '' OR agency = ?) AND (? = '' OR value_date = ?) "
    "AND NOT EXISTS (SELECT 1 FROM statement_line s WHERE s.matched_payment = payment.id) ORDER BY id LIMIT "
    "?";
constexpr std::string_view kPaidSum =
    "SELECT COALESCE(SUM(amount_vnd), 0) FROM payment WHERE state = 4 AND moved_from IS NULL AND programme = "
    "? AND "
    "budget_year = ? "
    "AND (? = '' OR agency = ?) AND (? = '' OR value_date = ?)";
// By index by_line.
constexpr std::string_view kLockOpenAdvances = CPB_PAYMENT_COLUMNS
    "WHERE budget_line = ? AND budget_year = ? AND source = ? AND state = 4 AND open_advance_vnd > 0 "
    "ORDER BY id FOR UPDATE";
#undef CPB_PAYMENT_COLUMNS

Payment Read(const storage::Row& row) {
  Payment payment;
  pb::Payment& message = payment.message;
  message.set_name(NameOf("payments/", row.Int(0)));
  message.set_kind(static_cast<pb::Payment::Kind>(row.Int(1)));
  message.set_state(static_cast<pb::Payment::State>(row.Int(2)));
  message.set_budget_line(row.Text(3));
  message.set_budget_year(static_cast<int>(row.Int(4)));
  payment.programme = row.Text(5);
  message.set_source(row.Text(6));
  message.set_agency(row.Text(7));
  payment.component_project = row.Text(8);
  if (const auto commitment = row.OptionalInt(9)) message.set_commitment(NameOf("commitments/", *commitment));
  message.set_amount_vnd(row.Int(10));
  message.set_payee(row.Text(11));
  message.set_description(row.Text(12));
  message.set_preparer(row.Text(13));
  message.set_signer(row.Text(14));
  message.set_recorder(row.Text(15));
  message.set_treasury_reference(row.Text(16));
  message.set_outcome_note(row.Text(17));
  message.set_open_advance_vnd(row.Int(18));
  message.set_refunded_vnd(row.Int(19));
  ReadFindings(row.OptionalText(20), *message.mutable_findings());
  *message.mutable_create_time() = TimestampOf(row.Text(21));
  message.set_value_date(row.OptionalText(22).value_or(""));
  message.set_etag(std::to_string(row.Int(23)));
  message.set_chief_accountant(row.Text(24));
  message.set_controller(row.Text(25));
  message.set_control_note(row.Text(26));
  message.set_control_after(row.Int(27) != 0);
  message.set_irregular_vnd(row.Int(28));
  message.set_deducted_vnd(row.Int(29));
  if (const auto old = row.OptionalInt(30)) message.set_moved_from(NameOf("payments/", *old));
  return payment;
}

std::optional<Payment> ReadOne(const std::optional<storage::Row>& row) {
  if (!row) return std::nullopt;
  return Read(*row);
}

std::vector<pb::Payment> ReadAll(const std::vector<storage::Row>& rows) {
  std::vector<pb::Payment> payments;
  payments.reserve(rows.size());
  for (const storage::Row& row : rows) payments.push_back(std::move(Read(row).message));
  return payments;
}

std::int64_t IdOf(const pb::Payment& payment) {
  return NumberOf("payments/", payment.name()).value();
}

}  // namespace

ledger::AccountKey Payment::Account(ledger::Kind kind) const {
  return {programme,
          message.budget_year(),
          message.source(),
          message.agency(),
          component_project,
          message.budget_line(),
          kind};
}

void InsertPayments(storage::Session& session, const std::vector<Payment*>& payments) {
  std::vector<std::vector<Value>> rows;
  rows.reserve(payments.size());
  for (const Payment* payment : payments) {
    const pb::Payment& message = payment->message;
    rows.push_back({std::int64_t{message.kind()}, std::int64_t{message.state()}, message.budget_line(),
                    std::int64_t{message.budget_year()}, payment->programme, message.source(),
                    message.agency(), payment->component_project,
                    storage::OrNull(NumberOf("commitments/", message.commitment())), message.amount_vnd(),
                    message.payee(), message.description(), message.preparer(),
                    WriteFindings(message.findings()), SqlTimeOf(message.create_time()),
                    message.deducted_vnd(), storage::OrNull(NumberOf("payments/", message.moved_from()))});
  }
  const std::vector<storage::Row> ids = session.QueryRows(kInsert, rows, "RETURNING id");
  for (std::size_t i = 0; i < payments.size(); ++i) {
    payments[i]->message.set_name(NameOf("payments/", ids.at(i).Int(0)));
    payments[i]->message.set_etag("1");
  }
}

std::optional<Payment> LockPayment(storage::Session& session, std::int64_t id) {
  return ReadOne(session.QueryOne(kLock, {id}));
}

std::vector<Payment> LockOpenAdvances(storage::Session& session, const ledger::AccountKey& line) {
  std::vector<Payment> advances;
  for (const storage::Row& row :
       session.Query(kLockOpenAdvances, {line.budget_line, std::int64_t{line.budget_year}, line.source})) {
    advances.push_back(Read(row));
  }
  return advances;
}

std::optional<Payment> FindPayment(storage::Session& session, std::int64_t id) {
  return ReadOne(session.QueryOne(kFind, {id}));
}

void UpdatePayment(storage::Session& session, Payment& payment) {
  pb::Payment& message = payment.message;
  const std::int64_t version = NumberOf("", message.etag()).value() + 1;
  session.Execute(
      kUpdate, {std::int64_t{message.state()}, message.signer(), message.recorder(),
                message.treasury_reference(), message.outcome_note(), message.open_advance_vnd(),
                message.refunded_vnd(), message.value_date().empty() ? Value{} : Value{message.value_date()},
                version, message.chief_accountant(), message.controller(), message.control_note(),
                std::int64_t{message.control_after() ? 1 : 0}, message.irregular_vnd(), IdOf(message)});
  message.set_etag(std::to_string(version));
}

std::vector<pb::Payment> ListPayments(storage::Session& session, const pb::ListPaymentsRequest& request,
                                      const std::string& agency, const rpc::Page& page) {
  const std::int64_t before =
      page.after.empty() ? std::numeric_limits<std::int64_t>::max() : NumberOf("", page.after).value_or(0);
  const std::int64_t year = request.budget_year();
  const std::int64_t state = request.state();
  return ReadAll(session.Query(kList, {before, year, year, state, state, request.budget_line(),
                                       request.budget_line(), agency, agency, std::int64_t{page.size} + 1}));
}

std::vector<pb::Payment> Undecided(storage::Session& session, const std::string& programme, int budget_year,
                                   std::int64_t limit) {
  return ReadAll(session.Query(kUndecided, {std::int64_t{budget_year}, programme, limit}));
}

std::int64_t IrregularNotCut(storage::Session& session, const std::string& commitment,
                             const std::string& payment) {
  return session
      .QueryOne(kIrregular,
                {NumberOf("payments/", payment).value(), NumberOf("commitments/", commitment).value()})
      .value()
      .Int(0);
}

std::vector<pb::Payment> ListOpenAdvances(storage::Session& session, int budget_year,
                                          const std::string& agency) {
  return ReadAll(session.Query(kListOpenAdvances,
                               {std::int64_t{budget_year}, std::int64_t{budget_year}, agency, agency}));
}

std::vector<pb::Payment> OpenAdvances(storage::Session& session, const std::string& programme,
                                      int budget_year, std::int64_t limit) {
  return ReadAll(session.Query(kOpenAdvances, {std::int64_t{budget_year}, programme, limit}));
}

std::vector<pb::Payment> LockToOrder(storage::Session& session, std::int64_t limit) {
  return ReadAll(session.Query(kToOrder, {limit}));
}

std::vector<std::int64_t> PaymentsLike(storage::Session& session, std::int64_t amount_vnd,
                                       const std::string& treasury_reference) {
  std::vector<std::int64_t> ids;
  for (const storage::Row& row : session.Query(kOpenOfAmount, {amount_vnd})) ids.push_back(row.Int(0));
  for (const storage::Row& row : session.Query(kOfReference, {treasury_reference})) ids.push_back(row.Int(0));
  return ids;
}

std::vector<pb::Payment> InNoStatement(storage::Session& session, const BookSide& side, std::int64_t limit) {
  return ReadAll(session.Query(kInNoStatement, {side.programme, std::int64_t{side.budget_year}, side.agency,
                                                side.agency, side.date, side.date, limit}));
}

std::int64_t SumPaid(storage::Session& session, const BookSide& side) {
  return session
      .QueryOne(kPaidSum, {side.programme, std::int64_t{side.budget_year}, side.agency, side.agency,
                           side.date, side.date})
      .value()
      .Int(0);
}

}  // namespace cpb::disbursement::store
