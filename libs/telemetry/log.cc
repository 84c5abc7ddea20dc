#include "libs/telemetry/log.h"

#include <memory>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/telemetry/json.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace cpb::telemetry {
namespace {

/// Set once by StartLog, before any thread; lives until the process ends so that destructors may log.
struct State {
  std::string program = "cpbudget";
  std::shared_ptr<spdlog::logger> logger = MakeLogger();

  static std::shared_ptr<spdlog::logger> MakeLogger() {
    auto logger = std::make_shared<spdlog::logger>("json", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%v");
    logger->flush_on(spdlog::level::trace);
    return logger;
  }
};

State& TheState() {
  static State* const state = new State;
  return *state;
}

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view Name(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return "error";
}

std::string& MutableTraceId() {
  thread_local std::string trace_id;
  return trace_id;
}

void AppendMember(std::string_view key, std::string_view value, std::string& line) {
  line += line.empty() ? '{' : ',';
  line += JsonString(key);
  line += ':';
  line += JsonString(value);
}

}  // namespace

void StartLog(const std::string& program, Level level) {
  TheState().program = program;
  TheState().logger->set_level(ToSpdlog(level));
}

void Log(Level level, std::string_view message, std::initializer_list<Field> fields) {
  State& state = TheState();
  if (!state.logger->should_log(ToSpdlog(level))) return;
  std::string line;
  AppendMember("time", absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone()), line);
  AppendMember("level", Name(level), line);
  AppendMember("program", state.program, line);
  AppendMember("message", message, line);
  if (!TraceId().empty()) AppendMember("trace_id", TraceId(), line);
  for (const auto& [key, value] : fields) AppendMember(key, value, line);
  line += '}';
  state.logger->log(ToSpdlog(level), spdlog::string_view_t{line.data(), line.size()});
}

void SetTraceId(std::string trace_id) {
  MutableTraceId() = std::move(trace_id);
}

const std::string& TraceId() {
  return MutableTraceId();
}

}  // namespace cpb::telemetry
