#include "services/disbursement/store/papers.h"

#include <string_view>

#include "services/disbursement/store/findings.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::store {
namespace {

constexpr std::string_view kHash = "SELECT SHA2(?, 256)";
constexpr std::string_view kInsertDocument =
    "INSERT INTO payment_document (payment, kind, file_name, content_sha256, content, attached_by, "
    "attached_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kLastId = "SELECT LAST_INSERT_ID()";
// By index by_payment.
constexpr std::string_view kDocuments =
    "SELECT id, payment, kind, file_name, LENGTH(content), content_sha256, attached_by, attached_at "
    "FROM payment_document WHERE payment = ? ORDER BY id";
// By primary key.
constexpr std::string_view kFindDocument =
    "SELECT id, payment, kind, file_name, LENGTH(content), content_sha256, attached_by, attached_at, content "
    "FROM payment_document WHERE id = ?";
constexpr std::string_view kInsertContribution =
    "INSERT INTO payment_contribution (payment, enterprise_spent_vnd, proof, recorded_by, recorded_at) "
    "VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view kContribution =
    "SELECT enterprise_spent_vnd, proof, recorded_by, recorded_at FROM payment_contribution WHERE payment = "
    "? "
    "ORDER BY id DESC LIMIT 1";
constexpr std::string_view kUpdateFindings = "UPDATE payment SET findings = ? WHERE id = ?";
// By index by_line. Sent, unknown, paid, signed, accepted.
constexpr std::string_view kSupportGiven =
    "SELECT COALESCE(SUM(amount_vnd - refunded_vnd), 0) FROM payment WHERE budget_line = ? "
    "AND state IN (2, 3, 4, 7, 8) AND id <> ?";

std::int64_t IdOf(const std::string& payment) {
  return NumberOf("payments/", payment).value();
}

pb::PaymentDocument Read(const storage::Row& row) {
  pb::PaymentDocument document;
  document.set_name(NameOf("paymentDocuments/", row.Int(0)));
  document.set_payment(NameOf("payments/", row.Int(1)));
  document.set_kind(row.Text(2));
  document.set_file_name(row.Text(3));
  document.set_size_bytes(row.Int(4));
  document.set_content_sha256(row.Text(5));
  document.set_attacher(row.Text(6));
  *document.mutable_attach_time() = TimestampOf(row.Text(7));
  return document;
}

}  // namespace

std::string HashOf(storage::Session& session, const std::string& content) {
  return session.QueryOne(kHash, {content}).value().Text(0);
}

void InsertDocument(storage::Session& session, pb::PaymentDocument& document, const std::string& content) {
  session.Execute(kInsertDocument,
                  {IdOf(document.payment()), document.kind(), document.file_name(), document.content_sha256(),
                   content, document.attacher(), SqlTimeOf(document.attach_time())});
  document.set_name(NameOf("paymentDocuments/", session.QueryOne(kLastId).value().Int(0)));
}

std::vector<pb::PaymentDocument> DocumentsOf(storage::Session& session, const std::string& payment) {
  std::vector<pb::PaymentDocument> documents;
  for (const storage::Row& row : session.Query(kDocuments, {IdOf(payment)})) documents.push_back(Read(row));
  return documents;
}

std::optional<pb::GetPaymentDocumentResponse> FindDocument(storage::Session& session,
                                                           const std::string& name) {
  const auto id = NumberOf("paymentDocuments/", name);
  const auto row = id ? session.QueryOne(kFindDocument, {*id}) : std::nullopt;
  if (!row) return std::nullopt;
  pb::GetPaymentDocumentResponse found;
  *found.mutable_document() = Read(*row);
  found.set_content(row->Text(8));
  return found;
}

void InsertContribution(storage::Session& session, const std::string& payment,
                        const pb::Contribution& contribution) {
  session.Execute(kInsertContribution,
                  {IdOf(payment), contribution.enterprise_spent_vnd(), contribution.proof(),
                   contribution.recorder(), SqlTimeOf(contribution.record_time())});
}

std::optional<pb::Contribution> ContributionOf(storage::Session& session, const std::string& payment) {
  const auto row = session.QueryOne(kContribution, {IdOf(payment)});
  if (!row) return std::nullopt;
  pb::Contribution contribution;
  contribution.set_enterprise_spent_vnd(row->Int(0));
  contribution.set_proof(row->Text(1));
  contribution.set_recorder(row->Text(2));
  *contribution.mutable_record_time() = TimestampOf(row->Text(3));
  return contribution;
}

std::int64_t SupportGiven(storage::Session& session, const std::string& budget_line,
                          const std::string& payment) {
  return session.QueryOne(kSupportGiven, {budget_line, IdOf(payment)}).value().Int(0);
}

void UpdateFindings(storage::Session& session, const pb::Payment& payment) {
  session.Execute(kUpdateFindings, {WriteFindings(payment.findings()), IdOf(payment.name())});
}

}  // namespace cpb::disbursement::store
