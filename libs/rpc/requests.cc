#include "libs/rpc/requests.h"

#include <bit>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
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

// Blocks while another transaction holds the same key uncommitted; gives 1062 when that one committed. An id
// that was decided in a group has an outcome and no claim.
constexpr char kInsertClaim[] =
    "INSERT INTO request_claim (caller, request_id) SELECT ?, ? FROM DUAL WHERE NOT EXISTS "
    "(SELECT 1 FROM request_outcome WHERE caller = ? AND request_id = ?)";
constexpr char kInsertOutcomes[] =
    "INSERT INTO request_outcome (caller, request_id, fingerprint, response, refusal, recorded_at) VALUES";
// By primary key.
constexpr char kSelectOutcome[] =
    "SELECT fingerprint, response, refusal FROM request_outcome WHERE caller = ? AND request_id = ?";
constexpr char kSelectDecided[] = "SELECT request_id FROM request_outcome WHERE caller = ? AND request_id IN";

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
    return session.Execute(kInsertClaim, {key.caller, key.request_id, key.caller, key.request_id}) == 1;
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
}

/// False when a group decided the id in the meantime.
bool Record(storage::Session& session, const Call& call, const Key& key, const absl::Status& status,
            const google::protobuf::Message* response) {
  return RecordAll(session, {{&key, &call, status, response}});
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
    taken = !Claim(session, key) || !Record(session, call, key, refusal, nullptr);
    return taken ? absl::AbortedError(kEndWithoutTrace) : absl::OkStatus();
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

std::string UuidOf(std::string_view fingerprint) {
  const std::string hex = absl::BytesToHexString(text::ToAbsl(fingerprint.substr(0, 16)));
  return text::Concat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-", hex.substr(16, 4),
                      "-", hex.substr(20, 12));
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

std::vector<bool> FindDecided(storage::Session& session, const std::vector<const RequestKey*>& keys) {
  std::map<std::string, std::vector<std::string>> by_caller;
  for (const RequestKey* key : keys) by_caller[key->caller].push_back(key->request_id);
  std::set<std::pair<std::string, std::string>> decided;
  for (const auto& [caller, ids] : by_caller) {
    // The number of placeholders is a power of two, so that few statements serve any number of ids.
    std::vector<storage::Value> parameters{caller};
    for (const std::string& id : ids) parameters.emplace_back(id);
    parameters.resize(1 + std::bit_ceil(ids.size()), ids.back());
    std::string sql = text::Concat(kSelectDecided, " (?");
    for (std::size_t i = 2; i < parameters.size(); ++i) sql += ",?";
    for (const storage::Row& row : session.Query(sql += ")", std::move(parameters))) {
      decided.emplace(caller, row.Text(0));
    }
  }
  std::vector<bool> found;
  found.reserve(keys.size());
  for (const RequestKey* key : keys) found.push_back(decided.contains({key->caller, key->request_id}));
  return found;
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

bool RecordAll(storage::Session& session, const std::vector<RequestOutcome>& outcomes) {
  std::vector<std::vector<storage::Value>> rows;
  rows.reserve(outcomes.size());
  for (const auto& [key, call, status, response] : outcomes) {
    rows.push_back({key->caller, key->request_id, key->fingerprint,
                    status.ok() ? storage::Value{response->SerializeAsString()} : storage::Value{},
                    status.ok() ? storage::Value{} : storage::Value{SerializeRefusal(status)},
                    clock::FormatInstant(call->now)});
  }
  try {
    session.ExecuteRows(kInsertOutcomes, rows);
    return true;
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
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
    taken = !Record(session, call, key, absl::OkStatus(), &response);
    return taken ? absl::AbortedError(kEndWithoutTrace) : absl::OkStatus();
  });
  if (taken) return Replay(database, key, response);
  if (status.ok()) return status;
  response.Clear();
  if (refused && IsRemembered(status)) return Remember(database, call, key, status, response);
  return status;
}

}  // namespace cpb::rpc
