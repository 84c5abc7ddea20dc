#include "libs/auth/keys.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "libs/text/text.h"
#include "openssl/kdf.h"
#include "openssl/pem.h"
#include "openssl/rand.h"

namespace cpb::auth {
namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kSecretBytes = 32;

struct FileCloser {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
struct DigestDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct CipherDeleter {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
struct KeyContextDeleter {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};

using Read = EVP_PKEY* (*)(std::FILE*, EVP_PKEY**, pem_password_cb*, void*);

absl::StatusOr<Key> ReadKey(const std::string& file, const char* what, Read read) {
  std::unique_ptr<std::FILE, FileCloser> stream{std::fopen(file.c_str(), "re")};
  if (!stream) return absl::FailedPreconditionError(text::Concat("cannot read the ", what, " ", file));
  // An empty password: a protected key is refused instead of asking on the terminal.
  static char no_password[] = "";
  Key key{read(stream.get(), nullptr, nullptr, no_password)};
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    return absl::FailedPreconditionError(
        text::Concat("the ", what, " ", file, " is not an Ed25519 key in PEM form"));
  }
  return key;
}

void Check(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL failed");
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
int Length(std::string_view text) {
  return static_cast<int>(text.size());
}

std::string Labelled(std::string_view label, std::string_view message) {
  return text::Concat(label, std::string_view("\0", 1), message);
}

}  // namespace

absl::StatusOr<Key> ReadPrivateKey(const std::string& file) {
  return ReadKey(file, "private key", &PEM_read_PrivateKey);
}

absl::StatusOr<Key> ReadPublicKey(const std::string& file) {
  return ReadKey(file, "public key", &PEM_read_PUBKEY);
}

std::string SignBytes(EVP_PKEY* key, std::string_view label, std::string_view message) {
  const std::string text = Labelled(label, message);
  std::unique_ptr<EVP_MD_CTX, DigestDeleter> context{EVP_MD_CTX_new()};
  std::string signature(kSignatureBytes, '\0');
  std::size_t length = signature.size();
  Check(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key) == 1);
  Check(EVP_DigestSign(context.get(), Bytes(signature), &length, Bytes(std::string_view{text}),
                       text.size()) == 1);
  Check(length == kSignatureBytes);
  return signature;
}

bool VerifyBytes(EVP_PKEY* key, std::string_view label, std::string_view message,
                 std::string_view signature) {
  if (signature.size() != kSignatureBytes) return false;
  const std::string text = Labelled(label, message);
  std::unique_ptr<EVP_MD_CTX, DigestDeleter> context{EVP_MD_CTX_new()};
  Check(context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1);
  return EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(std::string_view{text}),
                          text.size()) == 1;
}

std::string DeriveSecret(EVP_PKEY* private_key, std::string_view purpose) {
  std::array<unsigned char, 32> seed{};
  std::size_t seed_length = seed.size();
  Check(EVP_PKEY_get_raw_private_key(private_key, seed.data(), &seed_length) == 1);
  std::unique_ptr<EVP_PKEY_CTX, KeyContextDeleter> context{EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr)};
  std::string secret(kSecretBytes, '\0');
  std::size_t length = secret.size();
  Check(context && EVP_PKEY_derive_init(context.get()) == 1);
  Check(EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1);
  Check(EVP_PKEY_CTX_set1_hkdf_key(context.get(), seed.data(), static_cast<int>(seed_length)) == 1);
  Check(EVP_PKEY_CTX_add1_hkdf_info(context.get(), Bytes(purpose), Length(purpose)) == 1);
  Check(EVP_PKEY_derive(context.get(), Bytes(secret), &length) == 1 && length == kSecretBytes);
  OPENSSL_cleanse(seed.data(), seed.size());
  return secret;
}

std::string SealBytes(std::string_view secret, std::string_view context, std::string_view plain) {
  std::string sealed(kNonceBytes + plain.size() + kTagBytes, '\0');
  unsigned char* nonce = Bytes(sealed);
  unsigned char* cipher_text = nonce + kNonceBytes;
  unsigned char* tag = cipher_text + plain.size();
  Check(RAND_bytes(nonce, kNonceBytes) == 1);
  std::unique_ptr<EVP_CIPHER_CTX, CipherDeleter> cipher{EVP_CIPHER_CTX_new()};
  int length = 0;
  Check(cipher && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Bytes(secret), nonce) == 1);
  Check(EVP_EncryptUpdate(cipher.get(), nullptr, &length, Bytes(context), Length(context)) == 1);
  Check(EVP_EncryptUpdate(cipher.get(), cipher_text, &length, Bytes(plain), Length(plain)) == 1);
  Check(EVP_EncryptFinal_ex(cipher.get(), tag, &length) == 1);
  Check(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag) == 1);
  return sealed;
}

absl::StatusOr<std::string> OpenBytes(std::string_view secret, std::string_view context,
                                      std::string_view sealed) {
  const absl::Status refused = absl::InvalidArgumentError("not sealed by this program for this purpose");
  if (sealed.size() < kNonceBytes + kTagBytes) return refused;
  const std::size_t plain_size = sealed.size() - kNonceBytes - kTagBytes;
  std::string plain(plain_size, '\0');
  std::string tag{sealed.substr(kNonceBytes + plain_size)};
  const std::string_view cipher_text = sealed.substr(kNonceBytes, plain_size);
  std::unique_ptr<EVP_CIPHER_CTX, CipherDeleter> cipher{EVP_CIPHER_CTX_new()};
  int length = 0;
  Check(cipher &&
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Bytes(secret), Bytes(sealed)) == 1);
  Check(EVP_DecryptUpdate(cipher.get(), nullptr, &length, Bytes(context), Length(context)) == 1);
  Check(EVP_DecryptUpdate(cipher.get(), Bytes(plain), &length, Bytes(cipher_text), Length(cipher_text)) == 1);
  Check(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1);
  unsigned char unused[kTagBytes];
  if (EVP_DecryptFinal_ex(cipher.get(), unused, &length) != 1) return refused;
  return plain;
}

}  // namespace cpb::auth
