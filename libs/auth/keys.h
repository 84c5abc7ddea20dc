/// Ed25519 keys in PEM files, and what OpenSSL does with them. Internal to libs/auth.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "openssl/evp.h"

namespace cpb::auth {

struct KeyDeleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyDeleter>;

inline constexpr std::size_t kSignatureBytes = 64;

/// Key of a PEM file; FAILED_PRECONDITION with a sentence naming the file when it is missing or not Ed25519.
absl::StatusOr<Key> ReadPrivateKey(const std::string& file);
absl::StatusOr<Key> ReadPublicKey(const std::string& file);

/// Signature over `label`, a zero byte, `message`. Throws std::runtime_error when OpenSSL fails (out of
/// memory).
std::string SignBytes(EVP_PKEY* key, std::string_view label, std::string_view message);
bool VerifyBytes(EVP_PKEY* key, std::string_view label, std::string_view message, std::string_view signature);

/// 32 bytes derived (HKDF-SHA256) from the private key for one purpose.
std::string DeriveSecret(EVP_PKEY* private_key, std::string_view purpose);

/// AES-256-GCM: nonce (12 bytes), cipher text, tag (16 bytes).
std::string SealBytes(std::string_view secret, std::string_view context, std::string_view plain);
absl::StatusOr<std::string> OpenBytes(std::string_view secret, std::string_view context,
                                      std::string_view sealed);

}  // namespace cpb::auth
