#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>

#include "absl/strings/escaping.h"
#include "libs/auth/keys.h"
#include "libs/auth/token.h"
#include "libs/auth/token_format.h"
#include "libs/text/text.h"

namespace cpb::auth {
namespace {

absl::Status Refused(std::string_view why) {
  return absl::UnauthenticatedError(text::Concat("identity token ", why));
}

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

/// Decodes exactly what WebSafeBase64Escape makes: a second spelling of the same bytes is refused.
bool Decode(std::string_view text, std::string* bytes) {
  return absl::WebSafeBase64Unescape(text::ToAbsl(text), bytes) && absl::WebSafeBase64Escape(*bytes) == text;
}

/// A person acts for another with one role, within dates; programs act for nobody.
bool FitsDelegation(const types::v1::Identity& identity) {
  if (!identity.has_acting_for()) return true;
  const types::v1::ActingFor& acting_for = identity.acting_for();
  return identity.issuer() == kGateway && identity.roles_size() == 1 &&
         acting_for.delegator().size() > kUsers.size() &&
         acting_for.delegator().compare(0, kUsers.size(), kUsers) == 0 &&
         acting_for.delegator() != identity.subject() && !acting_for.first_date().empty() &&
         !acting_for.last_date().empty();
}

/// Whether the issuer may say this of this subject.
bool MayVouch(const types::v1::Identity& identity) {
  if (identity.roles().empty() || !FitsDelegation(identity)) return false;
  if (identity.subject() == text::Concat("programs/", identity.issuer())) {
    return !identity.has_acting_for() &&
           std::all_of(identity.roles().begin(), identity.roles().end(),
                       [](int role) { return role == types::v1::ROLE_PROGRAM; });
  }
  return identity.issuer() == kGateway && identity.subject().size() > kUsers.size() &&
         identity.subject().compare(0, kUsers.size(), kUsers) == 0 &&
         std::none_of(identity.roles().begin(), identity.roles().end(), [](int role) {
           return role == types::v1::ROLE_PROGRAM || role == types::v1::ROLE_UNSPECIFIED;
         });
}

/// Tokens whose signature was found good. The same text with the same keys is good again, so only its times
/// remain to be checked: a person's calls carry one token for minutes, and a signature costs more than the
/// rest of a call's wrapper.
class KnownTokens {
 public:
  std::optional<types::v1::Identity> Find(std::string_view token) const {
    const std::shared_lock lock{mutex_};
    const auto found = known_.find(token);
    if (found == known_.end()) return std::nullopt;
    return found->second;
  }
  void Add(std::string_view token, const types::v1::Identity& identity) {
    const std::unique_lock lock{mutex_};
    // Tokens live for minutes; starting anew now and then is cheaper than knowing which one is the oldest.
    if (known_.size() >= kMost) known_.clear();
    known_.emplace(token, identity);
  }

 private:
  static constexpr std::size_t kMost = 1'024;
  mutable std::shared_mutex mutex_;
  std::map<std::string, types::v1::Identity, std::less<>> known_;
};

class KeyVerifier : public Verifier {
 public:
  KeyVerifier(std::map<std::string, Key, std::less<>> keys, RealTime real_time)
      : keys_{std::move(keys)}, real_time_{std::move(real_time)} {}

  absl::StatusOr<types::v1::Identity> Verify(std::string_view token) const override {
    if (token.size() > kMaxTokenBytes) return Refused("is too long");
    if (auto identity = known_.Find(token)) return CheckTimes(*std::move(identity));
    const std::size_t dot = token.find('.');
    if (dot == std::string_view::npos) return Refused("is malformed");
    const std::string_view payload = token.substr(0, dot);
    std::string bytes, signature;
    types::v1::Identity identity;
    if (!Decode(payload, &bytes) || !Decode(token.substr(dot + 1), &signature) ||
        !identity.ParseFromString(bytes)) {
      return Refused("is malformed");
    }
    const auto key = keys_.find(identity.issuer());
    if (key == keys_.end()) return Refused("has an unknown issuer");
    if (!VerifyBytes(key->second.get(), kTokenLabel, payload, signature))
      return Refused("has a wrong signature");
    if (!MayVouch(identity)) return Refused("says what its issuer may not vouch for");
    absl::StatusOr<types::v1::Identity> checked = CheckTimes(std::move(identity));
    if (checked.ok()) known_.Add(token, *checked);
    return checked;
  }

  bool VerifyMessage(std::string_view program, std::string_view purpose, std::string_view message,
                     std::string_view signature) const override {
    const auto key = keys_.find(program);
    return key != keys_.end() &&
           VerifyBytes(key->second.get(), text::Concat(kMessageLabel, purpose), message, signature);
  }

 private:
  absl::StatusOr<types::v1::Identity> CheckTimes(types::v1::Identity identity) const {
    const absl::Time now = real_time_();
    const absl::Time issued = ToTime(identity.issue_time());
    const absl::Time expires = ToTime(identity.expire_time());
    if (expires - issued > kTokenLifetime || issued > now + kClockSkew)
      return Refused("has impossible times");
    if (now >= expires) return Refused("has expired");
    return identity;
  }

  const std::map<std::string, Key, std::less<>> keys_;
  const RealTime real_time_;
  mutable KnownTokens known_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Verifier>> Verifier::Load(const std::string& folder, RealTime real_time) {
  std::error_code error;
  std::map<std::string, Key, std::less<>> keys;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".pub") continue;
    absl::StatusOr<Key> key = ReadPublicKey(entry.path().string());
    if (!key.ok()) return key.status();
    keys.emplace(entry.path().stem().string(), *std::move(key));
  }
  if (error) return absl::FailedPreconditionError(text::Concat("cannot read the folder of keys ", folder));
  if (keys.empty()) return absl::FailedPreconditionError(text::Concat("no public key (*.pub) in ", folder));
  return std::make_unique<KeyVerifier>(std::move(keys), std::move(real_time));
}

}  // namespace cpb::auth
