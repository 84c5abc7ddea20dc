#include "services/gateway/domain/password.h"

#include <algorithm>
#include <set>
#include <string>

namespace cpb::gateway {
namespace {

char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool IsWeakPassword(std::string_view user_id, std::string_view password) {
  if (password.size() > kMaxPasswordBytes) return true;
  std::set<std::string> different;
  int characters = 0;
  for (std::size_t i = 0; i < password.size();) {
    std::size_t end = i + 1;  // A character of UTF-8 is a lead byte and its continuation bytes.
    while (end < password.size() && (static_cast<unsigned char>(password[end]) & 0xC0U) == 0x80U) ++end;
    different.emplace(password.substr(i, end - i));
    ++characters;
    i = end;
  }
  if (characters < kMinPasswordCharacters) return true;
  if (static_cast<int>(different.size()) < kMinDifferentCharacters) return true;
  std::string lower{password};
  std::transform(lower.begin(), lower.end(), lower.begin(), LowerAscii);
  return user_id.size() >= 3 && lower.find(user_id) != std::string::npos;
}

}  // namespace cpb::gateway
