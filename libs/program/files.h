/// Files that a program leaves for others: its socket and its ready file. Internal to libs/program.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace cpb::program {

/// Makes a "unix:/path" address ready to be bound: removes the socket a dead process left behind, refuses
/// when a live one listens there, when something else has that name, or when the path is too long. Other
/// addresses are left alone.
absl::Status PrepareAddress(const std::string& address);

/// Writes beside, then renames: whoever sees the file sees all of it.
absl::Status WriteReadyFile(const std::string& file, int metrics_port, const std::vector<int>& listen_ports);

}  // namespace cpb::program
