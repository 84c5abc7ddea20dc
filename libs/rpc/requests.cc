#include "libs/rpc/requests.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "libs/clock/clock.h"
#include "libs/refusal/common.h"
#include "libs/rpc/request_batch.h"
#include "libs/rpc/status.h"
#include "libs/text/text.h"
#include "openssl/sha.h"

namespace cpb::rpc {
namespace {

// Block while another transaction holds the same key uncommitted; when that one committed, the first gives
// 1062 and the second leaves the row out of its count.
constexpr char kInsertClaim[] = "INSERT INTO request_claim (caller, request_id) VALUES (?, ?)";
constexpr char kInsertClaims[] = "INSERT IGNORE INTO request_claim (caller, request_id) VALUES";
constexpr char kInsertOutcomes[] =
    "INSERT INTO request_outcome (caller, request_id, fingerprint, response, refusal, recorded_at) VALUES";
// By primary key.
constexpr char kSelectOutcome[] =
    "SELECT fingerprint, response, refusal FROM request_outcome WHERE caller = ? AND request_id = ?";

/// Ends a unit of work that must leave nothing, without being a failure. Never leaves this file.
const char kEndWithoutTrace[] = "ended without a trace on purpose";

using Key = RequestKey;

std::string LowerCase(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return lower;
}

std::string Sha256(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

/// The same bytes for the same message, whatever the order in which a map was filled.
std::string SerializeDeterministically(const google::protobuf::Message& message) {
  std::string out;
  google::protobuf::io::StringOutputStream stream{&out};
  google::protobuf::io::CodedOutputStream coded{&stream};
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return out;
}

/// False when the id is taken.
bool Claim(storage::Session& session, const Key& key) {
  try {
    session.Execute(kInsertClaim, {key.caller, key.request_id});
    return true;
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
}

void Record(storage::Session& session, const Call& call, const Key& key, const absl::Status& status,
            const google::protobuf::Message* response) {
  RecordAll(session, {{&key, &call, status, response}});
}

/// What was decided the first time.
absl::Status Replay(storage::Database& database, const Key& key, google::protobuf::Message& response) {
  return database.Read([&](storage::Session& session) { return Replay(session, key, response); });
}

/// Keeps a refusal; when somebody else has decided this id in the meantime, that outcome counts instead.
absl::Status Remember(storage::Database& database, const Call& call, const Key& key,
                      const absl::Status& refusal, google::protobuf::Message& response) {
  bool taken = false;
  const absl::Status stored = database.Write([&](storage::Session& session) -> absl::Status {
    taken = !Claim(session, key);
    if (taken) return absl::AbortedError(kEndWithoutTrace);
    Record(session, call, key, refusal, nullptr);
    return absl::OkStatus();
  });
  if (taken) return Replay(database, key, response);
  // Not stored means not decided: the caller repeats the request, as after any failure.
  return stored.ok() ? refusal : stored;
}

absl::Status RequestIdMalformed() {
  FieldErrors errors;
  errors.Add("request_id", "Mã yêu cầu phải là một UUID.", "The request id must be a UUID.");
  return errors.ToStatus();
}

}  // namespace

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (is_dash ? c != '-' : !is_hex) return false;
  }
  return true;
}

std::string Fingerprint(const Call& call, const google::protobuf::Message& request) {
  // A request message belongs to one RPC, so its name stands for the method. Zero bytes keep the parts apart.
  constexpr std::string_view kZero{"\0", 1};
  return Sha256(text::Concat(request.GetDescriptor()->full_name(), kZero, call.actor(), kZero,
                             SerializeDeterministically(request)));
}

absl::StatusOr<RequestKey> MakeRequestKey(const Call& call, std::string_view request_id,
                                          const google::protobuf::Message& request) {
  if (!IsUuid(request_id)) return RequestIdMalformed();
  return RequestKey{call.actor(), LowerCase(request_id), Fingerprint(call, request)};
}

bool IsValidateOnly(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("validate_only");
  return field != nullptr && !field->is_repeated() &&
         field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_BOOL &&
         request.GetReflection()->GetBool(request, field);
}

bool IsRemembered(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kResourceExhausted:
      return false;
    default:
      return !ReasonOf(status).empty();
  }
}

std::vector<bool> ClaimAll(storage::Session& session, const std::vector<const RequestKey*>& keys) {
  // In one order everywhere, so that two batches with the same ids cannot wait for one another.
  std::vector<const RequestKey*> ordered = keys;
  std::sort(ordered.begin(), ordered.end(), [](const RequestKey* a, const RequestKey* b) {
    return std::tie(a->caller, a->request_id) < std::tie(b->caller, b->request_id);
  });
  std::vector<std::vector<storage::Value>> rows;
  rows.reserve(ordered.size());
  for (const RequestKey* key : ordered) rows.push_back({key->caller, key->request_id});
  const auto claimed = static_cast<std::size_t>(session.ExecuteRows(kInsertClaims, rows));
  std::vector<bool> is_new(keys.size(), true);
  if (claimed == keys.size()) return is_new;
  // A claim and its outcome commit together, so what has an outcome was taken before.
  std::size_t taken = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    is_new[i] = !session.QueryOne(kSelectOutcome, {keys[i]->caller, keys[i]->request_id});
    if (!is_new[i]) ++taken;
  }
  if (claimed + taken != keys.size()) {
    throw storage::StorageError{absl::InternalError("a claimed request id has no outcome"), 0};
  }
  return is_new;
}

absl::Status Replay(storage::Session& session, const RequestKey& key, google::protobuf::Message& response) {
  response.Clear();
  const std::optional<storage::Row> row = session.QueryOne(kSelectOutcome, {key.caller, key.request_id});
  if (!row) return absl::InternalError("a claimed request id has no outcome");
  if (row->Text(0) != key.fingerprint)
    return Refuse(refusal::kRequestIdReused, {{"request_id", key.request_id}});
  if (const auto refusal = row->OptionalText(2)) return DeserializeRefusal(*refusal);
  if (!response.ParseFromString(row->Text(1))) return absl::InternalError("a stored response cannot be read");
  return absl::OkStatus();
}

void RecordAll(storage::Session& session, const std::vector<RequestOutcome>& outcomes) {
  std::vector<std::vector<storage::Value>> rows;
  rows.reserve(outcomes.size());
  for (const auto& [key, call, status, response] : outcomes) {
    rows.push_back({key->caller, key->request_id, key->fingerprint,
                    status.ok() ? storage::Value{response->SerializeAsString()} : storage::Value{},
                    status.ok() ? storage::Value{} : storage::Value{SerializeRefusal(status)},
                    clock::FormatInstant(call->now)});
  }
  session.ExecuteRows(kInsertOutcomes, rows);
}

absl::Status Rehearse(storage::Database& database, google::protobuf::Message& response,
                      const std::function<absl::Status(storage::Session&)>& work) {
  bool finished = false;
  const absl::Status status = database.Write([&](storage::Session& session) -> absl::Status {
    finished = false;
    response.Clear();
    CPB_RETURN_IF_ERROR(work(session));
    finished = true;
    return absl::AbortedError(kEndWithoutTrace);
  });
  return finished ? absl::OkStatus() : status;
}

absl::Status Once(storage::Database& database, const Call& call, std::string_view request_id,
                  const google::protobuf::Message& request, google::protobuf::Message& response,
                  const std::function<absl::Status(storage::Session&)>& work) {
  CPB_ASSIGN_OR_RETURN(const Key key, MakeRequestKey(call, request_id, request));
  if (IsValidateOnly(request)) return Rehearse(database, response, work);
  bool taken = false, refused = false;
  const absl::Status status = database.Write([&](storage::Session& session) -> absl::Status {
    response.Clear();
    refused = false;
    taken = !Claim(session, key);
    if (taken) return absl::AbortedError(kEndWithoutTrace);
    const absl::Status outcome = work(session);
    refused = !outcome.ok();
    CPB_RETURN_IF_ERROR(outcome);
    Record(session, call, key, absl::OkStatus(), &response);
    return absl::OkStatus();
  });
  if (taken) return Replay(database, key, response);
  if (status.ok()) return status;
  response.Clear();
  if (refused && IsRemembered(status)) return Remember(database, call, key, status, response);
  return status;
}

}  // namespace cpb::rpc
