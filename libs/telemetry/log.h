/// One JSON object a line on standard error: time, level, program, message, trace_id, and fields. Secrets and
/// request bodies are never logged.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace cpb::telemetry {

enum class Level { kDebug, kInfo, kWarning, kError };

/// Once, in main.
void StartLog(const std::string& program, Level level);
using Field = std::pair<std::string_view, std::string>;
void Log(Level level, std::string_view message, std::initializer_list<Field> fields = {});

/// Trace id of the current thread's work, added to every line; set by rpc::Serve.
void SetTraceId(std::string trace_id);
const std::string& TraceId();

}  // namespace cpb::telemetry
