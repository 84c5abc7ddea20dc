/// Whose word about the address of a client is believed.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace cpb::gateway {

/// Addresses and networks of the proxies that stand before this program; empty when nothing does.
class TrustedProxies {
 public:
  /// "127.0.0.1, 10.0.0.0/8, ::1"; a sentence for people about the first part that is no address or network.
  static absl::StatusOr<TrustedProxies> Parse(const std::string& list);

  /// The client behind `peer`: the last address of X-Forwarded-For that no proxy of ours has. Each proxy
  /// appends whom it saw, so what stands before that was written by the client and is worth nothing. `peer`
  /// itself when it is no proxy of ours.
  std::string ClientOf(const std::string& peer, std::string_view forwarded_for) const;

 private:
  struct Network {
    boost::asio::ip::address address;
    unsigned short prefix;
  };
  bool Contains(const std::string& address) const;

  std::vector<Network> networks_;
};

}  // namespace cpb::gateway
