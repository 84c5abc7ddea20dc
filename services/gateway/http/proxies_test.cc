#include "services/gateway/http/proxies.h"

#include "gtest/gtest.h"

namespace cpb::gateway {
namespace {

TEST(TrustedProxies, TheLastAddressThatNoProxyOfOursHasIsTheClient) {
  const TrustedProxies proxies = TrustedProxies::Parse("127.0.0.1, 10.0.0.0/8,fd00::/8").value();
  // peer | X-Forwarded-For | client
  const struct {
    const char* peer;
    const char* forwarded_for;
    const char* client;
  } table[] = {
      {"203.0.113.7", "198.51.100.1", "203.0.113.7"},  // Anybody may write the header.
      {"127.0.0.1", "198.51.100.1", "198.51.100.1"},   //
      {"127.0.0.1", "", "127.0.0.1"},                  //
      {"127.0.0.1", "1.2.3.4, 198.51.100.1, 10.1.2.3",
       "198.51.100.1"},                                      // The first was written by the client.
      {"10.255.0.1", "198.51.100.1", "198.51.100.1"},        //
      {"11.0.0.1", "198.51.100.1", "11.0.0.1"},              //
      {"127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"},       // All ours: the farthest that is known.
      {"127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"},  //
      {"fd00::1", "2001:db8::1", "2001:db8::1"},             //
      {"unknown", "198.51.100.1", "unknown"},                //
  };
  for (const auto& row : table) {
    EXPECT_EQ(proxies.ClientOf(row.peer, row.forwarded_for), row.client)
        << row.peer << " " << row.forwarded_for;
  }
  EXPECT_EQ(TrustedProxies{}.ClientOf("127.0.0.1", "198.51.100.1"), "127.0.0.1")
      << "nobody is trusted unless said";
}

TEST(TrustedProxies, WhatIsNoAddressIsNamed) {
  for (const char* list :
       {"localhost", "10.0.0.0/33", "10.0.0.0/x", "::1/129", "10.0.0.0/-1", "127.0.0.1;10.0.0.1"}) {
    EXPECT_FALSE(TrustedProxies::Parse(list).ok()) << list;
  }
  EXPECT_TRUE(TrustedProxies::Parse("").ok());
}

}  // namespace
}  // namespace cpb::gateway
