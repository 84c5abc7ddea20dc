/// Data directories for private servers: made once per build folder, then copied. Internal to libs/testing.
#pragma once

#include <string>
#include <vector>

namespace cpb::testing {

/// A new folder under the temporary folder with a fresh data directory in `data`. Folders that killed test
/// programs left behind are removed on the way.
std::string MakeDataDirectory();

/// mariadbd on `data_directory`, with the options that every use of such a directory must agree on.
std::vector<std::string> ServerCommand(const std::string& data_directory);

}  // namespace cpb::testing
