#include "services/allocation/store/postings.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kInsert[] =
    "INSERT INTO posting (ledger_request_id, kind, document, caller, client_request_id, fingerprint, state, "
    "request, journal_position, created_at, next_line) VALUES (?, ?, ?, ?, ?, ?, 1, ?, 0, ?, ?)";
// By posting_client.
constexpr char kFind[] =
    "SELECT kind, document, caller, client_request_id, fingerprint, state, request, journal_position, "
    "refusal, next_line FROM posting WHERE caller = ? AND client_request_id = ?";
// By posting_state; state 1 is pending.
constexpr char kPending[] =
    "SELECT kind, document, caller, client_request_id, fingerprint, state, request, journal_position, "
    "refusal, next_line FROM posting WHERE state = 1 ORDER BY created_at, ledger_request_id LIMIT ?";
// By posting_document.
constexpr char kPendingOf[] =
    "SELECT kind, document, caller, client_request_id, fingerprint, state, request, journal_position, "
    "refusal, next_line FROM posting WHERE document = ? AND state = 1 LIMIT 1";
// By posting_document; kind 8 is a part of a round.
constexpr char kPartAfter[] =
    "SELECT kind, document, caller, client_request_id, fingerprint, state, request, journal_position, "
    "refusal, next_line FROM posting WHERE document = ? AND next_line > ? AND kind = 8 "
    "ORDER BY next_line LIMIT 1";
// By primary key. The outcome is written once, whoever comes second.
constexpr char kFinish[] =
    "UPDATE posting SET state = ?, journal_position = ?, refusal = ?, finished_at = ? "
    "WHERE ledger_request_id = ? AND state = 1";

Posting ToPosting(const storage::Row& row) {
  return {.caller = row.Text(2),
          .client_request_id = row.Text(3),
          .fingerprint = row.Text(4),
          .kind = static_cast<PostingKind>(row.Int(0)),
          .document = row.Text(1),
          .request = ReadMessage<cpbudget::disbursement::v1::PostDocumentRequest>(row.Text(6)),
          .state = static_cast<PostingState>(row.Int(5)),
          .journal_position = row.Int(7),
          .refusal = row.OptionalText(8).value_or(""),
          .next_line = row.Int(9)};
}

std::optional<Posting> ToPosting(const std::optional<storage::Row>& row) {
  if (!row) return std::nullopt;
  return ToPosting(*row);
}

}  // namespace

void InsertPosting(storage::Session& session, const Posting& posting, const std::string& created_at) {
  session.Execute(kInsert, {posting.request.request_id(), static_cast<std::int64_t>(posting.kind),
                            posting.document, posting.caller, posting.client_request_id, posting.fingerprint,
                            posting.request.SerializeAsString(), created_at, posting.next_line});
}

std::optional<Posting> FindPosting(storage::Session& session, const std::string& caller,
                                   const std::string& client_request_id) {
  return ToPosting(session.QueryOne(kFind, {caller, client_request_id}));
}

std::optional<Posting> FindPendingOf(storage::Session& session, const std::string& document) {
  return ToPosting(session.QueryOne(kPendingOf, {document}));
}

std::optional<Posting> FindPartAfter(storage::Session& session, const std::string& round,
                                     std::int64_t after) {
  return ToPosting(session.QueryOne(kPartAfter, {round, after}));
}

std::vector<Posting> ListPendingPostings(storage::Session& session, int limit) {
  std::vector<Posting> postings;
  for (const storage::Row& row : session.Query(kPending, {std::int64_t{limit}}))
    postings.push_back(ToPosting(row));
  return postings;
}

bool FinishPosting(storage::Session& session, const std::string& ledger_request_id, PostingState state,
                   std::int64_t journal_position, const std::string& refusal,
                   const std::string& finished_at) {
  return session.Execute(kFinish, {static_cast<std::int64_t>(state), journal_position,
                                   refusal.empty() ? storage::Value{} : storage::Value{refusal}, finished_at,
                                   ledger_request_id}) == 1;
}

}  // namespace cpb::allocation
