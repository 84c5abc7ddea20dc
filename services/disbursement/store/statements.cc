#include "services/disbursement/store/statements.h"

#include <string_view>

#include "libs/clock/clock.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::store {
namespace {

using storage::Value;

// By index one_content.
constexpr std::string_view kFind = "SELECT id FROM statement WHERE content_sha256 = SHA2(?, 256)";
constexpr std::string_view kInsert =
    "INSERT INTO statement (content_sha256, line_count, paid_vnd, imported_by, imported_at) "
    "VALUES (SHA2(?, 256), ?, ?, ?, ?)";
constexpr std::string_view kInsertLines =
    "INSERT INTO statement_line (imported_by, request_id, line, payment, outcome, amount_vnd, value_date, "
    "treasury_reference, decided, remark, imported_at, statement, payee, stage, matched_payment, "
    "proposed_payment) "
    "VALUES";
#define CPB_LINE_COLUMNS                                                                                     \
  "SELECT id, statement, line, payment, outcome, amount_vnd, value_date, treasury_reference, payee, stage, " \
  "matched_payment, proposed_payment, remark FROM statement_line "
// By unique key line_id.
constexpr std::string_view kLock = CPB_LINE_COLUMNS "WHERE id = ? FOR UPDATE";
// By index by_date.
constexpr std::string_view kUnmatched = CPB_LINE_COLUMNS
    "WHERE matched_payment IS NULL AND value_date BETWEEN ? AND ? AND (? = '' OR value_date = ?) ORDER BY id "
    "LIMIT ?";
#undef CPB_LINE_COLUMNS
constexpr std::string_view kAccept =
    "UPDATE statement_line SET stage = ?, matched_payment = ?, matched_by = ?, remark = '' WHERE id = ?";
// By index by_matched.
constexpr std::string_view kMatchedReference =
    "SELECT treasury_reference FROM statement_line WHERE matched_payment = ? ORDER BY id LIMIT 1";
constexpr std::string_view kSumMatched =
    "SELECT COALESCE(SUM(s.amount_vnd), 0) FROM statement_line s JOIN payment p ON p.id = s.matched_payment "
    "WHERE s.outcome = 1 AND s.stage <> 5 AND p.programme = ? AND p.budget_year = ? AND (? = '' OR p.agency "
    "= ?) "
    "AND (? = '' OR s.value_date = ?)";
constexpr std::string_view kSumUnmatched =
    "SELECT COALESCE(SUM(amount_vnd), 0) FROM statement_line WHERE outcome = 1 AND matched_payment IS NULL "
    "AND value_date BETWEEN ? AND ? AND (? = '' OR value_date = ?)";
constexpr std::string_view kExplain =
    "INSERT INTO reconciliation_explanation (subject, explanation, explained_by, explained_at) VALUES (?, ?, "
    "?, ?)";
constexpr std::string_view kExplanation =
    "SELECT explanation, explained_by, explained_at FROM reconciliation_explanation WHERE subject = ? "
    "ORDER BY id DESC LIMIT 1";

pb::StatementLine Read(const storage::Row& row) {
  pb::StatementLine line;
  line.set_name(NameOf("statementLines/", row.Int(0)));
  if (const auto statement = row.OptionalInt(1)) line.set_statement(NameOf("statements/", *statement));
  line.set_line(static_cast<int>(row.Int(2)));
  line.set_payment(row.Text(3));
  line.set_outcome(static_cast<pb::Outcome>(row.Int(4)));
  line.set_amount_vnd(row.Int(5));
  line.set_value_date(row.Text(6));
  line.set_treasury_reference(row.Text(7));
  line.set_payee(row.Text(8));
  line.set_stage(static_cast<pb::StatementLine::Stage>(row.Int(9)));
  if (const auto payment = row.OptionalInt(10)) line.set_matched_payment(NameOf("payments/", *payment));
  if (const auto payment = row.OptionalInt(11)) line.set_proposed_payment(NameOf("payments/", *payment));
  line.set_remark(row.Text(12));
  return line;
}

/// A line of January belongs to the year before while that one is open, and to its own: it is shown for both.
std::string FirstDay(int budget_year) {
  return std::to_string(budget_year) + "-01-01";
}
std::string LastDay(int budget_year) {
  return std::to_string(budget_year + 1) + "-01-31";
}

}  // namespace

std::optional<std::int64_t> FindStatement(storage::Session& session, const std::string& content) {
  const auto row = session.QueryOne(kFind, {content});
  if (!row) return std::nullopt;
  return row->Int(0);
}

std::optional<std::int64_t> InsertStatement(storage::Session& session, const rpc::Call& call,
                                            const std::string& request_id, const std::string& content,
                                            std::int64_t paid_vnd,
                                            const std::vector<pb::StatementLine>& lines) {
  const std::string at = clock::FormatInstant(call.now);
  try {
    session.Execute(kInsert, {content, static_cast<std::int64_t>(lines.size()), paid_vnd, call.actor(), at});
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error, "one_content")) return std::nullopt;
    throw;
  }
  const std::int64_t statement = FindStatement(session, content).value();
  std::vector<std::vector<Value>> rows;
  rows.reserve(lines.size());
  for (const pb::StatementLine& line : lines) {
    rows.push_back({call.actor(), request_id, std::int64_t{line.line()}, line.payment(),
                    std::int64_t{line.outcome()}, line.amount_vnd(), line.value_date(),
                    line.treasury_reference(), std::int64_t{line.matched_payment().empty() ? 0 : 1},
                    line.remark(), at, statement, line.payee(), std::int64_t{line.stage()},
                    storage::OrNull(NumberOf("payments/", line.matched_payment())),
                    storage::OrNull(NumberOf("payments/", line.proposed_payment()))});
  }
  session.ExecuteRows(kInsertLines, rows);
  return statement;
}

std::optional<pb::StatementLine> LockStatementLine(storage::Session& session, const std::string& name) {
  const auto id = NumberOf("statementLines/", name);
  const auto row = id ? session.QueryOne(kLock, {*id}) : std::nullopt;
  if (!row) return std::nullopt;
  return Read(*row);
}

void AcceptLine(storage::Session& session, const rpc::Call& call, const pb::StatementLine& line) {
  session.Execute(kAccept, {std::int64_t{line.stage()}, NumberOf("payments/", line.matched_payment()).value(),
                            call.actor(), NumberOf("statementLines/", line.name()).value()});
}

std::optional<std::string> MatchedReference(storage::Session& session, std::int64_t payment) {
  const auto row = session.QueryOne(kMatchedReference, {payment});
  if (!row) return std::nullopt;
  return row->Text(0);
}

std::vector<pb::StatementLine> UnmatchedLines(storage::Session& session, int budget_year,
                                              const std::string& date, std::int64_t limit) {
  std::vector<pb::StatementLine> lines;
  for (const storage::Row& row :
       session.Query(kUnmatched, {FirstDay(budget_year), LastDay(budget_year), date, date, limit})) {
    lines.push_back(Read(row));
  }
  return lines;
}

std::int64_t SumStatements(storage::Session& session, const std::string& programme, int budget_year,
                           const std::string& agency, const std::string& date) {
  const std::int64_t matched =
      session.QueryOne(kSumMatched, {programme, std::int64_t{budget_year}, agency, agency, date, date})
          .value()
          .Int(0);
  if (!agency.empty()) return matched;
  return matched + session.QueryOne(kSumUnmatched, {FirstDay(budget_year), LastDay(budget_year), date, date})
                       .value()
                       .Int(0);
}

void InsertExplanation(storage::Session& session, const rpc::Call& call, const std::string& subject,
                       const std::string& explanation) {
  session.Execute(kExplain, {subject, explanation, call.signature(), clock::FormatInstant(call.now)});
}

void ReadExplanation(storage::Session& session, const std::string& subject, pb::Difference& difference) {
  const auto row = session.QueryOne(kExplanation, {subject});
  if (!row) return;
  difference.set_explanation(row->Text(0));
  difference.set_explainer(row->Text(1));
  *difference.mutable_explain_time() = TimestampOf(row->Text(2));
}

}  // namespace cpb::disbursement::store
