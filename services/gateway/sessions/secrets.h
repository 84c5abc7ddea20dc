/// Random bytes of the operating system, and hashes as text.
#pragma once

#include <string>
#include <string_view>

namespace cpb::gateway {

/// Throws when the system has none.
std::string RandomBytes(std::size_t count);
std::string Hex(std::string_view bytes);
/// SHA-256 in hexadecimal.
std::string Sha256Hex(std::string_view bytes);
/// A secret of 256 bits as 43 characters of base64url.
std::string NewSessionToken();

}  // namespace cpb::gateway
