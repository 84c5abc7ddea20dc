/// Times of messages and times of programs.
#pragma once

#include "google/protobuf/timestamp.pb.h"
#include "libs/clock/clock.h"

namespace cpb::gateway {

inline google::protobuf::Timestamp ToTimestamp(clock::Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds.time_since_epoch().count());
  timestamp.set_nanos(static_cast<int>(std::chrono::nanoseconds{instant - seconds}.count()));
  return timestamp;
}

inline clock::Instant ToInstant(const google::protobuf::Timestamp& timestamp) {
  return clock::Instant{std::chrono::seconds{timestamp.seconds()}} +
         std::chrono::floor<std::chrono::microseconds>(std::chrono::nanoseconds{timestamp.nanos()});
}

}  // namespace cpb::gateway
