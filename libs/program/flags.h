/// Flags that every program has. Internal to libs/program.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/telemetry/log.h"

namespace cpb::program {

struct Settings {
  std::vector<std::string> listen;
  std::string database, owner_database, keys, metrics_listen, ready_file, reference_data, clock_file;
  std::map<std::string, std::string> peers;
  telemetry::Level log_level = telemetry::Level::kInfo;
  int pool_size = 0, drain_seconds = 0, waiting_calls = 0, feed_readers = 0, max_request_mib = 0;
};

/// Parses the command line; ends the process for --help and for unknown flags. The status is a sentence for
/// people.
absl::StatusOr<Settings> ParseFlags(int argc, char** argv, const std::string& program);

}  // namespace cpb::program
