#include "services/gateway/http/proxies.h"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <charconv>

#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

namespace ip = boost::asio::ip;

absl::Status NotUnderstood(std::string_view part) {
  return absl::InvalidArgumentError(
      Cat("--trusted_proxies is a list of addresses and networks, for example 127.0.0.1,10.0.0.0/8; not "
          "understood: \"",
          part, "\""));
}

bool IsWithin(const ip::address& address, const ip::address& network, unsigned short prefix) {
  if (address.is_v4() != network.is_v4()) return false;
  if (address.is_v4()) {
    return ip::make_network_v4(address.to_v4(), prefix).canonical() ==
           ip::make_network_v4(network.to_v4(), prefix).canonical();
  }
  return ip::make_network_v6(address.to_v6(), prefix).canonical() ==
         ip::make_network_v6(network.to_v6(), prefix).canonical();
}

}  // namespace

absl::StatusOr<TrustedProxies> TrustedProxies::Parse(const std::string& list) {
  TrustedProxies proxies;
  for (const std::string_view part : Split(list, ',')) {
    const std::string text{Trim(part)};
    if (text.empty()) continue;
    const std::size_t slash = text.find('/');
    boost::system::error_code error;
    const ip::address address = ip::make_address(text.substr(0, slash), error);
    if (error) return NotUnderstood(text);
    const int most = address.is_v4() ? 32 : 128;
    int prefix = most;
    if (slash != std::string::npos) {
      const char* end = text.data() + text.size();
      const auto [stop, wrong] = std::from_chars(text.data() + slash + 1, end, prefix);
      if (wrong != std::errc{} || stop != end || prefix < 0 || prefix > most) return NotUnderstood(text);
    }
    proxies.networks_.push_back({address, static_cast<unsigned short>(prefix)});
  }
  return proxies;
}

bool TrustedProxies::Contains(const std::string& text) const {
  boost::system::error_code error;
  const ip::address address = ip::make_address(text, error);
  if (error) return false;
  for (const Network& network : networks_) {
    if (IsWithin(address, network.address, network.prefix)) return true;
  }
  return false;
}

std::string TrustedProxies::ClientOf(const std::string& peer, std::string_view forwarded_for) const {
  std::string client = peer;
  while (!forwarded_for.empty() && Contains(client)) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::string next{
        Trim(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1))};
    forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
    boost::system::error_code error;
    ip::make_address(next, error);
    // A proxy of ours writes addresses; anything else came from elsewhere.
    if (error) break;
    client = next;
  }
  return client;
}

}  // namespace cpb::gateway
