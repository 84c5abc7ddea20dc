/// Token buckets: so many requests a second for each key, with room for a burst of twice that.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "libs/clock/clock.h"

namespace cpb::gateway {

/// Thread-safe. A rate of 0 lets everything through.
class RateLimiter {
 public:
  RateLimiter(double per_second, double burst, const clock::Clock& real_clock)
      : per_second_{per_second}, burst_{burst}, clock_{real_clock} {}

  /// True when `key` may go on.
  bool Take(const std::string& key);

 private:
  struct Bucket {
    double tokens;
    clock::Instant filled_at;
  };
  /// Above this, buckets that are full again (and so say nothing) are dropped; were none full, strangers
  /// share one.
  static constexpr std::size_t kMostBuckets = 50'000;

  double Filled(const Bucket& bucket, clock::Instant now) const;

  const double per_second_;
  const double burst_;
  const clock::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace cpb::gateway
