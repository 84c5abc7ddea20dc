/// Passwords as Argon2id hashes (19 MiB, two passes, one lane: the OWASP minimum), each with a salt of its
/// own.
#pragma once

#include <semaphore>
#include <string>
#include <string_view>

namespace cpb::gateway {

/// Thread-safe. Hashing is slow and takes memory on purpose, so no more than four run at once.
class PasswordHasher {
 public:
  PasswordHasher();

  /// Encoded with parameters and salt.
  std::string Hash(std::string_view password);
  /// Takes the same time for a wrong password; an empty `encoded` (an unknown user) costs as much as a real
  /// one.
  bool Verify(std::string_view password, const std::string& encoded);

 private:
  std::counting_semaphore<4> at_once_{4};
  std::string nobody_;  ///< Hash of a random password.
};

}  // namespace cpb::gateway
