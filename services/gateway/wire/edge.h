/// Metadata by which the gateway's two edges tell the gateway's own services what an identity token does not
/// say. Edges build the metadata of every call themselves, so no client can send these.
#pragma once

namespace cpb::gateway {

/// SHA-256 of the session's secret, hexadecimal: which session to end.
inline constexpr char kSessionKey[] = "x-cpb-session";
/// Address of the client: whose failed sign-ins to count.
inline constexpr char kAddressKey[] = "x-cpb-address";

}  // namespace cpb::gateway
