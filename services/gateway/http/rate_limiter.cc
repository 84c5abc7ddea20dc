#include "services/gateway/http/rate_limiter.h"

#include <algorithm>

namespace cpb::gateway {

double RateLimiter::Filled(const Bucket& bucket, clock::Instant now) const {
  const double seconds = std::chrono::duration<double>(now - bucket.filled_at).count();
  return std::min(burst_, bucket.tokens + std::max(0.0, seconds) * per_second_);
}

bool RateLimiter::Take(const std::string& key) {
  if (per_second_ <= 0) return true;
  const clock::Instant now = clock_.Now();
  const std::lock_guard lock{mutex_};
  if (buckets_.size() >= kMostBuckets && !buckets_.contains(key)) {
    std::erase_if(buckets_, [&](const auto& entry) { return Filled(entry.second, now) >= burst_; });
  }
  const bool full = buckets_.size() >= kMostBuckets && !buckets_.contains(key);
  Bucket& bucket = buckets_.try_emplace(full ? "" : key, Bucket{burst_, now}).first->second;
  bucket.tokens = Filled(bucket, now);
  bucket.filled_at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace cpb::gateway
