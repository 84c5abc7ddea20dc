#include "libs/people/people.h"

#include <algorithm>

namespace cpb::people {
namespace {

constexpr std::string_view kFor = " for ";

}  // namespace

std::string Sign(std::string_view person, std::string_view delegator) {
  std::string signature{person};
  if (!delegator.empty()) signature.append(kFor).append(delegator);
  return signature;
}

std::string_view Actor(std::string_view signature) {
  return signature.substr(0, signature.find(kFor));
}

std::string_view Delegator(std::string_view signature) {
  const std::size_t at = signature.find(kFor);
  return at == std::string_view::npos ? std::string_view{} : signature.substr(at + kFor.size());
}

std::vector<std::string> Ends(std::string_view signature) {
  std::vector<std::string> ends;
  for (const std::string_view end : {Actor(signature), Delegator(signature)}) {
    if (!end.empty()) ends.emplace_back(end);
  }
  return ends;
}

bool Same(std::string_view a, std::string_view b) {
  const std::vector<std::string> ends = Ends(a);
  return std::any_of(ends.begin(), ends.end(),
                     [&](const std::string& end) { return end == Actor(b) || end == Delegator(b); });
}

}  // namespace cpb::people
