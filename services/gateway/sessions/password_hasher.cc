#include "services/gateway/sessions/password_hasher.h"

#include <argon2.h>

#include <array>
#include <stdexcept>

#include "services/gateway/sessions/secrets.h"

namespace cpb::gateway {
namespace {

constexpr std::uint32_t kMemoryKiB = 19 * 1024;
constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;

/// Holds one place of a semaphore.
class Place {
 public:
  explicit Place(std::counting_semaphore<4>& semaphore) : semaphore_{semaphore} { semaphore_.acquire(); }
  ~Place() { semaphore_.release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::counting_semaphore<4>& semaphore_;
};

}  // namespace

PasswordHasher::PasswordHasher() : nobody_{Hash(RandomBytes(32))} {}

std::string PasswordHasher::Hash(std::string_view password) {
  const Place place{at_once_};
  const std::string salt = RandomBytes(kSaltBytes);
  std::array<char, 160> encoded{};
  const int result =
      argon2id_hash_encoded(kPasses, kMemoryKiB, kLanes, password.data(), password.size(), salt.data(),
                            salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (result != ARGON2_OK) throw std::runtime_error{argon2_error_message(result)};
  return encoded.data();
}

bool PasswordHasher::Verify(std::string_view password, const std::string& encoded) {
  const Place place{at_once_};
  const std::string& compared = encoded.empty() ? nobody_ : encoded;
  const bool right = argon2id_verify(compared.c_str(), password.data(), password.size()) == ARGON2_OK;
  return right && !encoded.empty();
}

}  // namespace cpb::gateway
