/// Who did something: a person, or a person for another. Written as "users/ha", or "users/ha for users/lan"
/// where Hà acted under a delegation of Lan. Separation of duties counts both ends: neither may stand at
/// another step of the same document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cpb::people {

/// "users/ha for users/lan"; `delegator` empty means that nobody delegated.
std::string Sign(std::string_view person, std::string_view delegator);

/// Who acted: "users/ha".
std::string_view Actor(std::string_view signature);
/// For whom: "users/lan"; empty where nobody delegated.
std::string_view Delegator(std::string_view signature);

/// Both ends, the actor first; empty for an empty signature.
std::vector<std::string> Ends(std::string_view signature);

/// True when any end of one is an end of the other. An empty signature is nobody's.
bool Same(std::string_view a, std::string_view b);

}  // namespace cpb::people
