#include <map>
#include <mutex>
#include <utility>

#include "absl/strings/escaping.h"
#include "libs/auth/keys.h"
#include "libs/auth/token.h"
#include "libs/auth/token_format.h"
#include "libs/text/text.h"

namespace cpb::auth {
namespace {

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  timestamp.set_nanos(
      static_cast<std::int32_t>((time - absl::FromUnixSeconds(timestamp.seconds())) / absl::Nanoseconds(1)));
  return timestamp;
}

class KeySigner : public Signer {
 public:
  KeySigner(Key key, std::string issuer, RealTime real_time)
      : key_{std::move(key)}, issuer_{std::move(issuer)}, real_time_{std::move(real_time)} {}

  std::string Sign(types::v1::Identity identity) const override {
    const absl::Time now = real_time_();
    identity.set_issuer(issuer_);
    *identity.mutable_issue_time() = ToTimestamp(now);
    *identity.mutable_expire_time() = ToTimestamp(now + kTokenLifetime);
    const std::string payload = absl::WebSafeBase64Escape(identity.SerializeAsString());
    return text::Concat(payload, ".", absl::WebSafeBase64Escape(SignBytes(key_.get(), kTokenLabel, payload)));
  }

  std::string ProgramToken() const override {
    const std::lock_guard lock{mutex_};
    const absl::Time now = real_time_();
    // Renewed at half its life, and also when the real clock was set back.
    if (program_token_.empty() || now >= made_at_ + kTokenLifetime / 2 || now < made_at_) {
      types::v1::Identity identity;
      identity.set_subject(text::Concat("programs/", issuer_));
      identity.set_display_name(issuer_);
      identity.add_roles(types::v1::ROLE_PROGRAM);
      program_token_ = Sign(std::move(identity));
      made_at_ = now;
    }
    return program_token_;
  }

  std::string SignMessage(std::string_view purpose, std::string_view message) const override {
    return SignBytes(key_.get(), text::Concat(kMessageLabel, purpose), message);
  }

  std::string Seal(std::string_view purpose, std::string_view context,
                   std::string_view plain) const override {
    return SealBytes(Secret(purpose), context, plain);
  }

  absl::StatusOr<std::string> Open(std::string_view purpose, std::string_view context,
                                   std::string_view sealed) const override {
    return OpenBytes(Secret(purpose), context, sealed);
  }

 private:
  std::string Secret(std::string_view purpose) const {
    const std::lock_guard lock{mutex_};
    std::string& secret = secrets_[std::string{purpose}];
    if (secret.empty()) secret = DeriveSecret(key_.get(), text::Concat(kSealLabel, purpose));
    return secret;
  }

  const Key key_;
  const std::string issuer_;
  const RealTime real_time_;
  mutable std::mutex mutex_;
  mutable std::string program_token_;
  mutable absl::Time made_at_;
  mutable std::map<std::string, std::string>
      secrets_;  ///< Purpose to derived key; purposes are constants, so few.
};

}  // namespace

absl::StatusOr<std::unique_ptr<Signer>> Signer::Load(const std::string& key_file, std::string issuer,
                                                     RealTime real_time) {
  absl::StatusOr<Key> key = ReadPrivateKey(key_file);
  if (!key.ok()) return key.status();
  return std::make_unique<KeySigner>(*std::move(key), std::move(issuer), std::move(real_time));
}

}  // namespace cpb::auth
