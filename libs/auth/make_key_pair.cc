#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "libs/auth/keys.h"
#include "libs/auth/token.h"
#include "libs/text/text.h"
#include "openssl/pem.h"

namespace cpb::auth {
namespace {

struct BioDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

std::string Contents(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(length));
}

/// Writes beside, syncs, then renames, so that a file of this name is always whole.
absl::Status WriteFile(const std::string& file, const std::string& content, mode_t mode) {
  const std::string beside = text::Concat(file, ".", std::to_string(getpid()), ".new");
  const auto failed = [&] {
    const int error = errno;
    unlink(beside.c_str());
    return absl::FailedPreconditionError(text::Concat("cannot write ", file, ": ", std::strerror(error)));
  };
  unlink(beside.c_str());
  const int descriptor = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) return failed();
  const bool written =
      write(descriptor, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
      fsync(descriptor) == 0;
  if (close(descriptor) != 0 || !written || rename(beside.c_str(), file.c_str()) != 0) return failed();
  return absl::OkStatus();
}

absl::StatusOr<Key> MakePrivateKey(const std::string& file) {
  Key key{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
  const std::unique_ptr<BIO, BioDeleter> pem{BIO_new(BIO_s_mem())};
  if (!key || !pem ||
      PEM_write_bio_PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return absl::InternalError("OpenSSL could not make a key");
  }
  if (absl::Status status = WriteFile(file, Contents(pem.get()), 0600); !status.ok()) return status;
  return key;
}

}  // namespace

absl::Status MakeKeyPair(const std::string& folder, const std::string& program) {
  const std::string private_file = text::Concat(folder, "/", program, ".key");
  const std::string public_file = text::Concat(folder, "/", program, ".pub");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return absl::FailedPreconditionError(
        text::Concat("cannot make the folder ", folder, ": ", error.message()));
  }
  absl::StatusOr<Key> key =
      std::filesystem::exists(private_file) ? ReadPrivateKey(private_file) : MakePrivateKey(private_file);
  if (!key.ok()) return key.status();
  if (std::filesystem::exists(public_file)) {
    // A pair that does not belong together would fail only later, at the first call between two programs.
    absl::StatusOr<Key> published = ReadPublicKey(public_file);
    if (!published.ok()) return published.status();
    if (EVP_PKEY_eq(key->get(), published->get()) == 1) return absl::OkStatus();
    return absl::FailedPreconditionError(text::Concat(public_file, " does not belong to ", private_file));
  }
  const std::unique_ptr<BIO, BioDeleter> pem{BIO_new(BIO_s_mem())};
  if (!pem || PEM_write_bio_PUBKEY(pem.get(), key->get()) != 1) return absl::InternalError("OpenSSL failed");
  return WriteFile(public_file, Contents(pem.get()), 0644);
}

}  // namespace cpb::auth
