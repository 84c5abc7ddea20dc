/// Signed identity tokens: base64url(Identity) "." base64url(Ed25519 signature). Short-lived (five minutes), checked by
/// every program against the public key of the issuer, so the gateway is not trusted with deciding who may do what.
/// Expiry is judged by the real clock, never by the clock of a demonstration.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "cpbudget/types/v1/identity.pb.h"

namespace cpb::auth {

inline constexpr absl::Duration kTokenLifetime = absl::Minutes(5);

/// Signs in the name of one program. Thread-safe.
class Signer {
 public:
  /// Reads a PEM private key (Ed25519).
  static absl::StatusOr<std::unique_ptr<Signer>> Load(const std::string& key_file, std::string issuer);
  virtual ~Signer() = default;
  /// Fills issuer, issue and expire time, then signs.
  virtual std::string Sign(types::v1::Identity identity) const = 0;
  /// A token of the program itself (subject "programs/<issuer>", ROLE_PROGRAM), cached while fresh.
  virtual std::string ProgramToken() const = 0;
};

/// Verifies tokens. Only "gateway" may vouch for people; the others only for themselves (subject "programs/<issuer>"). Thread-safe.
class Verifier {
 public:
  /// Reads every `<program>.pub` (PEM) of a folder.
  static absl::StatusOr<std::unique_ptr<Verifier>> Load(const std::string& folder);
  virtual ~Verifier() = default;
  /// UNAUTHENTICATED for anything malformed, forged, expired or vouched for by the wrong issuer.
  virtual absl::StatusOr<types::v1::Identity> Verify(std::string_view token) const = 0;
};

/// Makes a key pair in a folder unless it is there: `<program>.key` (mode 0600) and `<program>.pub`.
absl::Status MakeKeyPair(const std::string& folder, const std::string& program);

}  // namespace cpb::auth
