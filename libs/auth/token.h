/// Signed identity tokens: base64url(Identity) "." base64url(Ed25519 signature). Short-lived (five minutes),
/// checked by every program against the public key of the issuer, so the gateway is not trusted with deciding
/// who may do what. Expiry is judged by the real clock, never by the clock of a demonstration.
///
/// What is signed starts with a label that names its purpose, so that a signature made for one purpose (a
/// token) can never be shown for another (a checkpoint).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "cpbudget/types/v1/identity.pb.h"

namespace cpb {
namespace types = ::cpbudget::types;
}  // namespace cpb

namespace cpb::auth {

inline constexpr absl::Duration kTokenLifetime = absl::Minutes(5);

/// Reads the real time; only tests give another one.
using RealTime = std::function<absl::Time()>;

/// Signs in the name of one program. Thread-safe.
class Signer {
 public:
  /// Reads a PEM private key (Ed25519).
  static absl::StatusOr<std::unique_ptr<Signer>> Load(const std::string& key_file, std::string issuer,
                                                      RealTime real_time = absl::Now);
  virtual ~Signer() = default;
  /// Fills issuer, issue and expire time, then signs.
  virtual std::string Sign(types::v1::Identity identity) const = 0;
  /// A token of the program itself (subject "programs/<issuer>", ROLE_PROGRAM), cached while fresh.
  virtual std::string ProgramToken() const = 0;
  /// Ed25519 signature (64 bytes) of any message, for example a checkpoint of the Merkle log. `purpose` is a
  /// short constant.
  virtual std::string SignMessage(std::string_view purpose, std::string_view message) const = 0;
  /// Encrypts and authenticates `plain` (AES-256-GCM) with a key derived from the private key and `purpose`,
  /// bound to `context`: Open gives it back only for the same purpose and context, in any copy of the same
  /// program.
  virtual std::string Seal(std::string_view purpose, std::string_view context,
                           std::string_view plain) const = 0;
  /// INVALID_ARGUMENT when `sealed` was not made by Seal with the same purpose and context.
  virtual absl::StatusOr<std::string> Open(std::string_view purpose, std::string_view context,
                                           std::string_view sealed) const = 0;
};

/// Verifies tokens. Only "gateway" may vouch for people; the others only for themselves (subject
/// "programs/<issuer>"). People never hold ROLE_PROGRAM, programs hold nothing else. Whoever acts for another
/// person holds the one delegated role, and is not that person. Thread-safe.
class Verifier {
 public:
  /// Reads every `<program>.pub` (PEM) of a folder.
  static absl::StatusOr<std::unique_ptr<Verifier>> Load(const std::string& folder,
                                                        RealTime real_time = absl::Now);
  virtual ~Verifier() = default;
  /// UNAUTHENTICATED for anything malformed, forged, expired or vouched for by the wrong issuer.
  virtual absl::StatusOr<types::v1::Identity> Verify(std::string_view token) const = 0;
  /// True when `program` made `signature` with SignMessage for this purpose and message.
  virtual bool VerifyMessage(std::string_view program, std::string_view purpose, std::string_view message,
                             std::string_view signature) const = 0;
};

/// Makes a key pair in a folder unless it is there: `<program>.key` (mode 0600) and `<program>.pub`.
absl::Status MakeKeyPair(const std::string& folder, const std::string& program);

}  // namespace cpb::auth
