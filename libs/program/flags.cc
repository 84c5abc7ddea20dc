#include "libs/program/flags.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "libs/text/text.h"

ABSL_FLAG(std::vector<std::string>, listen, {},
          "gRPC addresses, by comma: unix:/run/x.sock,127.0.0.1:7001 (required)");
ABSL_FLAG(std::string, database, "",
          "DSN of the run-time user: mysql://USER@HOST/SCHEMA?password_file=… (required)");
ABSL_FLAG(std::string, owner_database, "",
          "DSN of the owner of the schema, who applies migrations at start; empty: none is applied");
ABSL_FLAG(int, pool_size, 8, "database connections, 1 to 200");
ABSL_FLAG(std::string, keys, "", "folder with PROGRAM.key of this program and PROGRAM.pub of all (required)");
ABSL_FLAG(std::string, metrics_listen, "", "HOST:PORT for /metrics; port 0 picks one; empty: not served");
ABSL_FLAG(std::string, ready_file, "",
          "file to write once the program serves: {\"pid\",\"metrics_port\",\"listen_ports\"}");
ABSL_FLAG(std::string, reference_data, "", "folder of the reference data");
ABSL_FLAG(std::string, clock_file, "",
          "demonstrations only: file by which the clock of all programs is moved");
ABSL_FLAG(std::vector<std::string>, peers, {},
          "addresses of the other programs: registration=unix:/run/a.sock,…");
ABSL_FLAG(std::string, log_level, "info", "debug, info, warning or error");
ABSL_FLAG(int, drain_seconds, 10, "how long running calls may take to finish after SIGTERM");
ABSL_FLAG(int, waiting_calls, 16, "calls that may wait for a database connection; more are refused at once");
ABSL_FLAG(int, feed_readers, 8, "feed consumers that may be connected at the same time");
ABSL_FLAG(int, max_request_mib, 8, "largest request that is read, in MiB");

namespace cpb::program {
namespace {

absl::Status Wrong(const std::string& sentence) {
  return absl::InvalidArgumentError(sentence);
}

absl::StatusOr<telemetry::Level> ParseLevel(const std::string& text) {
  if (text == "debug") return telemetry::Level::kDebug;
  if (text == "info") return telemetry::Level::kInfo;
  if (text == "warning") return telemetry::Level::kWarning;
  if (text == "error") return telemetry::Level::kError;
  return Wrong("--log_level is debug, info, warning or error");
}

absl::Status ParsePeers(const std::vector<std::string>& texts, Settings& settings) {
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
      return Wrong(text::Concat("--peers: \"", text, "\" is not NAME=ADDRESS"));
    }
    settings.peers[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return absl::OkStatus();
}

absl::Status CheckRange(const char* flag, int value, int least, int most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return Wrong(text::Concat("--", flag, " is ", std::to_string(least), " to ", std::to_string(most)));
}

absl::Status Check(const Settings& settings) {
  if (settings.listen.empty()) return Wrong("--listen is missing: say at which address to serve");
  if (settings.database.empty()) return Wrong("--database is missing: say which database to use");
  if (settings.keys.empty()) return Wrong("--keys is missing: say where the keys are (cpb_keys makes them)");
  for (const absl::Status& status : {CheckRange("pool_size", settings.pool_size, 1, 200),
                                     CheckRange("drain_seconds", settings.drain_seconds, 0, 3600),
                                     CheckRange("waiting_calls", settings.waiting_calls, 1, 1000),
                                     CheckRange("feed_readers", settings.feed_readers, 1, 1000),
                                     CheckRange("max_request_mib", settings.max_request_mib, 1, 64)}) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

bool IsOurs(absl::string_view file) {
  return absl::StrContains(file, "libs/program/") || absl::StrContains(file, "services/");
}

}  // namespace

absl::StatusOr<Settings> ParseFlags(int argc, char** argv, const std::string& program) {
  absl::SetProgramUsageMessage(text::Concat("One of the six programs of cpbudget: ", program, "."));
  absl::FlagsUsageConfig config;
  config.contains_helpshort_flags = IsOurs;
  config.contains_help_flags = IsOurs;
  absl::SetFlagsUsageConfig(config);
  if (argc > 1 && std::string_view{argv[1]} == "--help") {
    // Abseil's parser ends the process with 1 after the help; who asked for it got what was wanted.
    static_cast<void>(std::atexit([] {
      static_cast<void>(std::fflush(stdout));
      std::_Exit(0);
    }));
  }
  if (absl::ParseCommandLine(argc, argv).size() > 1) return Wrong("only flags are understood; see --help");
  Settings settings;
  settings.listen = absl::GetFlag(FLAGS_listen);
  settings.database = absl::GetFlag(FLAGS_database);
  settings.owner_database = absl::GetFlag(FLAGS_owner_database);
  settings.keys = absl::GetFlag(FLAGS_keys);
  settings.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);
  settings.ready_file = absl::GetFlag(FLAGS_ready_file);
  settings.reference_data = absl::GetFlag(FLAGS_reference_data);
  settings.clock_file = absl::GetFlag(FLAGS_clock_file);
  settings.pool_size = absl::GetFlag(FLAGS_pool_size);
  settings.drain_seconds = absl::GetFlag(FLAGS_drain_seconds);
  settings.waiting_calls = absl::GetFlag(FLAGS_waiting_calls);
  settings.feed_readers = absl::GetFlag(FLAGS_feed_readers);
  settings.max_request_mib = absl::GetFlag(FLAGS_max_request_mib);
  if (absl::Status status = Check(settings); !status.ok()) return status;
  if (absl::Status status = ParsePeers(absl::GetFlag(FLAGS_peers), settings); !status.ok()) return status;
  const absl::StatusOr<telemetry::Level> level = ParseLevel(absl::GetFlag(FLAGS_log_level));
  if (!level.ok()) return level.status();
  settings.log_level = *level;
  return settings;
}

}  // namespace cpb::program
