#include "libs/rpc/trace.h"

#include <algorithm>
#include <cstdint>
#include <random>

#include "absl/strings/str_cat.h"
#include "libs/text/text.h"

namespace cpb::rpc {
namespace {

constexpr std::size_t kLength = 55;

bool IsLowerHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsZero(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

/// Version 00 to the letter; later versions may be longer but start the same.
bool IsValid(std::string_view text) {
  if (text.size() < kLength || text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
  const std::string_view version = text.substr(0, 2);
  if (!IsLowerHex(version) || version == "ff" || (version == "00" && text.size() != kLength)) return false;
  if (text.size() > kLength && text[kLength] != '-') return false;
  const std::string_view trace_id = text.substr(3, 32), hop = text.substr(36, 16);
  return IsLowerHex(trace_id) && !IsZero(trace_id) && IsLowerHex(hop) && !IsZero(hop) &&
         IsLowerHex(text.substr(53, 2));
}

/// Ids need to be different, not secret.
std::uint64_t RandomNonZero() {
  thread_local std::mt19937_64 engine{std::random_device{}() * 0x9E3779B97F4A7C15ULL +
                                      std::random_device{}()};
  return std::max<std::uint64_t>(engine(), 1);
}

std::string Hex16(std::uint64_t value) {
  return absl::StrCat(absl::Hex(value, absl::kZeroPad16));
}

}  // namespace

Trace ContinueTrace(std::string_view received) {
  const bool valid = IsValid(received);
  Trace trace;
  trace.trace_id =
      valid ? std::string{received.substr(3, 32)} : Hex16(RandomNonZero()) + Hex16(RandomNonZero());
  const std::string_view flags = valid ? received.substr(53, 2) : "01";
  trace.traceparent = text::Concat("00-", trace.trace_id, "-", Hex16(RandomNonZero()), "-", flags);
  return trace;
}

}  // namespace cpb::rpc
