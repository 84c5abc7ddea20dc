#include "services/allocation/app/poster.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "libs/telemetry/log.h"
#include "services/allocation/app/outcomes.h"

namespace cpb::allocation {
namespace {

constexpr int kPendingBatch = 100;
constexpr absl::Duration kBackgroundTimeout = absl::Seconds(20);

/// A random UUID, version 4.
std::string NewUuid() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw storage::StorageError(absl::InternalError("no random numbers"), 0);
  }
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[bytes[i] >> 4];
    text += kHex[bytes[i] & 15];
  }
  return text;
}

std::string LowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// True when the ledger has decided "no" about this document. Everything else leaves the outcome open;
/// ALREADY_EXISTS would mean that the id stands for other bytes, which is a bug to look at and no decision.
bool IsDecidedRefusal(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kOutOfRange:
      return !rpc::ReasonOf(status).empty();
    default:
      return false;
  }
}

}  // namespace

Poster::Poster(rpc::Server& server, storage::Database& database,
               cpbudget::disbursement::v1::LedgerService::StubInterface& ledger)
    : server_{server}, database_{database}, ledger_{ledger} {}

absl::Status Poster::Run(const rpc::Call& call, const std::string& request_id,
                         const google::protobuf::Message& request, google::protobuf::Message& response,
                         const Prepare& prepare, const Answer& answer) {
  // Decided before? Otherwise the work runs, and its failure leaves the id undecided.
  bool undecided = false;
  absl::Status status = rpc::Once(database_, call, request_id, request, response, [&](storage::Session&) {
    undecided = true;
    return absl::UnavailableError("not decided yet");
  });
  if (!undecided) return status;

  const std::string fingerprint = rpc::Fingerprint(call, request);
  auto posting = FindOrPrepare(call, LowerCase(request_id), fingerprint, prepare);
  // Aborted: the same request came twice at once. The other one's document is there now.
  if (absl::IsAborted(posting.status()) && rpc::ReasonOf(posting.status()).empty()) {
    posting = FindOrPrepare(call, LowerCase(request_id), fingerprint, prepare);
  }
  if (!posting.ok()) {
    if (rpc::ReasonOf(posting.status()).empty()) return posting.status();
    return rpc::Once(database_, call, request_id, request, response,
                     [&](storage::Session&) { return posting.status(); });
  }
  if (posting->state == PostingState::kPending) CPB_RETURN_IF_ERROR(Drive(call, *posting));
  if (posting->kind == PostingKind::kRoundMoney) CPB_RETURN_IF_ERROR(DriveParts(call, posting->document));

  return rpc::Once(database_, call, request_id, request, response,
                   [&](storage::Session& session) -> absl::Status {
                     const auto stored = FindPosting(session, posting->caller, posting->client_request_id);
                     if (!stored || stored->state == PostingState::kPending)
                       return absl::UnavailableError("the ledger has not answered");
                     if (stored->state == PostingState::kRefused)
                       return rpc::DeserializeRefusal(stored->refusal);
                     return answer(session, *stored);
                   });
}

absl::StatusOr<Posting> Poster::FindOrPrepare(const rpc::Call& call, const std::string& request_id,
                                              const std::string& fingerprint, const Prepare& prepare) {
  return database_.Write([&](storage::Session& session) -> absl::StatusOr<Posting> {
    const auto Known = [&]() -> absl::StatusOr<Posting> {
      auto found = FindPosting(session, call.actor(), request_id);
      if (!found) return absl::NotFoundError("");
      if (found->fingerprint != fingerprint)
        return rpc::Refuse(refusal::kRequestIdReused, {{"request_id", request_id}});
      return *std::move(found);
    };
    if (auto known = Known(); known.ok() || !absl::IsNotFound(known.status())) return known;
    auto intent = prepare(session);
    // Waiting for a lock in `prepare` may have let the same request through elsewhere.
    if (auto known = Known(); known.ok() || !absl::IsNotFound(known.status())) {
      return absl::AbortedError("the same request is under way");
    }
    if (!intent.ok()) return intent.status();

    Posting posting{.caller = call.actor(),
                    .client_request_id = request_id,
                    .fingerprint = fingerprint,
                    .kind = intent->kind,
                    .document = std::move(intent->document),
                    .request = std::move(intent->request),
                    .state = PostingState::kPending,
                    .journal_position = 0,
                    .refusal = ""};
    posting.request.set_request_id(NewUuid());
    posting.request.set_actor(call.signature());
    try {
      InsertPosting(session, posting, clock::FormatInstant(call.now));
    } catch (const storage::StorageError& error) {
      if (!storage::IsDuplicateKey(error, "posting_client")) throw;
      return absl::AbortedError("the same request is under way");
    }
    return posting;
  });
}

absl::Status Poster::Drive(const rpc::Call& call, const Posting& posting) {
  const std::string& id = posting.request.request_id();
  if (!Claim(id, call.deadline)) return absl::UnavailableError("the document is on its way to the ledger");
  const absl::Status status = Send(call, posting);
  Release(id);
  return status;
}

absl::Status Poster::DriveParts(const rpc::Call& call, const std::string& document) {
  while (true) {
    CPB_ASSIGN_OR_RETURN(
        const std::optional<Posting> next,
        database_.Read([&](storage::Session& session) -> absl::StatusOr<std::optional<Posting>> {
          return FindPendingOf(session, document);
        }));
    if (!next) return absl::OkStatus();
    CPB_RETURN_IF_ERROR(Drive(call, *next));
  }
}

bool Poster::Claim(const std::string& ledger_request_id, absl::Time deadline) {
  std::unique_lock lock{mutex_};
  const bool free = released_.wait_until(lock, absl::ToChronoTime(deadline),
                                         [&] { return !under_way_.contains(ledger_request_id); });
  if (free) under_way_.insert(ledger_request_id);
  return free;
}

void Poster::Release(const std::string& ledger_request_id) {
  {
    const std::lock_guard lock{mutex_};
    under_way_.erase(ledger_request_id);
  }
  released_.notify_all();
}

absl::Status Poster::Send(const rpc::Call& call, const Posting& posting) {
  grpc::ClientContext context;
  rpc::PassOnAsProgram(server_, call, context);
  cpbudget::disbursement::v1::PostDocumentResponse response;
  const absl::Status answer = rpc::FromGrpcStatus(ledger_.PostDocument(&context, posting.request, &response));
  if (answer.ok() || IsDecidedRefusal(answer)) return Record(call, posting, answer, response.position());

  telemetry::Log(telemetry::Level::kWarning, "the ledger's answer is open; the document is sent again",
                 {{"document", posting.document},
                  {"code", rpc::CodeName(answer.code())},
                  {"reason", rpc::ReasonOf(answer)}});
  return absl::UnavailableError("the ledger has not answered; the document stays on its way");
}

absl::Status Poster::Record(const rpc::Call& call, const Posting& posting, const absl::Status& answer,
                            std::int64_t journal_position) {
  return database_.Write([&](storage::Session& session) -> absl::Status {
    const bool first = FinishPosting(
        session, posting.request.request_id(), answer.ok() ? PostingState::kBooked : PostingState::kRefused,
        journal_position, answer.ok() ? "" : rpc::SerializeRefusal(answer), clock::FormatInstant(call.now));
    if (!first) return absl::OkStatus();  // Another copy of the program asked as well and was quicker.
    if (!answer.ok()) {
      ApplyRefused(session, posting);
      return absl::OkStatus();
    }
    Posting booked = posting;
    booked.state = PostingState::kBooked;
    booked.journal_position = journal_position;
    ApplyBooked(session, call, booked);
    return absl::OkStatus();
  });
}

bool Poster::FinishPending() {
  bool finished = false;
  const auto pending = database_.Read([](storage::Session& session) -> absl::StatusOr<std::vector<Posting>> {
    return ListPendingPostings(session, kPendingBatch);
  });
  if (!pending.ok()) return false;  // The next second tries again.
  for (const Posting& posting : *pending) {
    {
      const std::lock_guard lock{mutex_};
      if (under_way_.contains(posting.request.request_id())) continue;
    }
    const absl::Status status = Drive(rpc::BackgroundCall(server_, kBackgroundTimeout), posting);
    if (status.ok()) {
      finished = true;
      telemetry::Log(telemetry::Level::kInfo, "a document left on its way was finished",
                     {{"document", posting.document}});
    }
  }
  return finished;
}

}  // namespace cpb::allocation
